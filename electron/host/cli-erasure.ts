import type { Command } from 'commander';
import type { Output } from '../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema } from '../../shared/domain/ids.ts';
import { statementSchema } from '../../shared/domain/text.ts';
import { askPassphrase } from '../platform/ask-passphrase.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly events?: string;
  readonly reason?: string;
  readonly by?: string;
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const help = `
Without --events: prints what can be erased, and what was. The headers, the chain, the root and every checkpoint stay;
what a signed record, an exported copy or a backup holds is not reached.
Exit: 0; 1 refused; 2 no such workspace or review, or an option is missing.`;

/** Adds `hotwash history erase`. */
export function registerErasure(history: Command): void {
  history
    .command('erase')
    .description('erase what was said in events of a review, signed by who decided it')
    .argument('<review>')
    .option('--events <numbers>', 'the events, as 12,14,20')
    .option('--reason <text>', 'why it is erased; stands in the journal')
    .option('--by <member>', 'who decides it and signs; the passphrase is asked for')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (review: string, options: Options) => {
      process.exitCode = await erase(review, options);
    });
}

async function erase(id: string, options: Options): Promise<number> {
  const folder = workspaceFolder(options.workspace);
  await expectWorkspace(folder);
  const review = reviewIdSchema.safeParse(id);
  if (!review.success) return fail('That is not a review id; they look like r-2026-118.', options);
  if (options.events === undefined) {
    const found = await withWorkspace(folder, commandPort, ({ erasure }) => erasure.events(review.data));
    if (!found.ok) return fail(found.error.message, options);
    if (options.json === true) print(JSON.stringify(found.value));
    else list(found.value);
    return 0;
  }
  const seqs = options.events.split(',').map((text) => Number(text.trim()));
  const member = memberIdSchema.safeParse(options.by);
  const reason = statementSchema.safeParse(options.reason);
  if (seqs.some((seq) => !Number.isSafeInteger(seq) || seq < 1))
    return fail('--events are numbers: 12,14,20.', options);
  if (!member.success || !reason.success) return fail('Say who decides it with --by, and why with --reason.', options);
  const passphrase = await askPassphrase(`Passphrase of ${member.data}`);
  const choice = { review: review.data, seqs, reason: reason.data, member: member.data, passphrase };
  const done = await withWorkspace(folder, commandPort, ({ erasure }) => erasure.carryOut(choice));
  if (!done.ok) return fail(done.error.message, options, 1);
  if (options.json === true) print(JSON.stringify(done.value));
  else {
    print(`Erased: ${done.value.erased}.`);
    if (done.value.record === 'kept')
      tell('A signed record of this review still holds the words. So may copies and backups.');
  }
  return 0;
}

function list({ events, erased }: Output<'erasure.events'>): void {
  for (const { seq, actor, type, texts } of events)
    print(`${seq} ${type} ${actor}: ${JSON.stringify(texts.join(' | '))}`);
  for (const { seqs, signer, reason, at } of erased)
    print(`erased ${seqs.join(', ')} by ${signer} at ${at}: ${reason}`);
}

function fail(message: string, { json }: Options, code: 1 | 2 = 2): number {
  if (json === true) print(JSON.stringify({ error: { message } }));
  tell(message);
  return code;
}
