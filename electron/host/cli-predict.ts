import { InvalidArgumentError, type Command } from 'commander';
import { predictionProcedures } from '../../shared/contract/prediction-procedures.ts';
import { standingOfSeal } from '../../shared/domain/prediction/decide-prediction.ts';
import { predictedImpacts, type SealedPrediction } from '../../shared/domain/prediction/sealed-prediction.ts';
import { readShare } from '../../shared/formats/map-prediction.ts';
import { askPassphrase } from '../platform/ask-passphrase.ts';
import { readOrganisation } from './read-reviews.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Where = { readonly workspace?: string; readonly json?: boolean };
type SealOptions = Where & {
  readonly as: string;
  readonly probability: number;
  readonly impact: string;
  readonly reason: string;
};

/** What a page is asked for is asked here, too: whatever is kept must be readable again. */
const sealInput = predictionProcedures['prediction.seal'].input.omit({ passphrase: true });

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const stop = (text: string, code: 1 | 2): void => {
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
};

const sealHelp = `
The passphrase of the member's key is asked for, or read as one line of standard input. What was predicted stays unread
until the release went live; the commitment that is printed can be handed to anybody before that.
Exit: 0 sealed; 1 refused, with the rule (M6.4: the release began to go live already); 2 wrong usage, no such workspace.`;

/** Adds `hotwash predict seal` and `hotwash predict list` (M6.4). */
export function registerPredict(program: Command): void {
  const predict = program.command('predict').description('what is expected of a release, sealed before it is deployed');
  predict
    .command('seal')
    .description('seals a prediction under a member’s key')
    .argument('<service>')
    .argument('<version>')
    .requiredOption('--as <member>', 'whose prediction it is')
    .requiredOption('--probability <share>', 'that the release fails: 0 to 1, or with %', share)
    .requiredOption('--impact <band>', predictedImpacts.join(', '))
    .requiredOption('--reason <text>', 'why')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print {id, commitment}')
    .addHelpText('after', sealHelp)
    .action(seal);
  predict
    .command('list')
    .description('every seal, and what it held once its release went live')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print {predictions: [...]}')
    .addHelpText(
      'after',
      '\nWhether one was late is said in the package of its release.\nExit: 0; 2 no such workspace.',
    )
    .action(list);
}

function share(text: string): number {
  const read = readShare(text);
  if (read === null) throw new InvalidArgumentError('Write 0 to 1, or 0 % to 100 %.');
  return read;
}

async function seal(service: string, version: string, { workspace, json, as, ...said }: SealOptions): Promise<void> {
  const read = sealInput.safeParse({ service, version, by: as, predicted: said });
  if (!read.success) {
    const what = String(read.error.issues[0]?.path.at(-1));
    return stop(`The ${what === 'by' ? 'member' : what} cannot be used; nothing was sealed.`, 2);
  }
  await expectWorkspace(workspaceFolder(workspace));
  const passphrase = await askPassphrase(`Passphrase of ${read.data.by}`);
  await withWorkspace(workspace, commandPort, async ({ predictions }) => {
    const sealed = await predictions.seal({ ...read.data, passphrase });
    if (!sealed.ok) return stop(sealed.error.message, 1);
    print(
      json === true ? JSON.stringify(sealed.value) : `${sealed.value.id} sealed: sha256 ${sealed.value.commitment}`,
    );
  });
}

async function list({ workspace, json }: Where): Promise<void> {
  const { predictions } = await readOrganisation(workspaceFolder(workspace));
  if (json === true) return print(JSON.stringify({ predictions }));
  for (const each of predictions)
    print(
      `${each.id}\t${each.service}@${each.version}\t${each.by}\t${new Date(each.sealedAt).toISOString()}\t${told(each, predictions)}`,
    );
}

function told(seal: SealedPrediction, all: readonly SealedPrediction[]): string {
  if (seal.opened === null) return 'under seal';
  const { probability, impact } = seal.opened.predicted;
  // When the release began is told by its package; here a seal is void only for what the journal itself shows.
  const standing = standingOfSeal(seal, all, null);
  return `${probability} ${impact}${standing.name === 'void' ? `, void: ${standing.why}` : ''}`;
}
