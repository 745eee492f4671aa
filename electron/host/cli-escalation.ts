import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { answers } from '../../shared/domain/escalation/escalation.ts';
import { lastPacket, standingOf } from '../../shared/domain/escalation/decide-escalation.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { readDeviceKey } from '../signing/device-key.ts';
import { systemClock } from '../platform/clock.ts';
import { readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import { readNamedFile } from '../platform/named-file.ts';
import { acknowledgementText, checkPacket, readAcknowledgement } from './escalation-answer.ts';
import { readOrganisation } from './read-reviews.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Where = { readonly workspace?: string; readonly json?: boolean };
type AnswerOptions = Where & {
  readonly by: string;
  readonly reference: string;
  readonly decision: string;
  readonly words: string;
  readonly unsigned?: boolean;
};

/** Bytes of the largest packet that is read; Hotwash writes none of more than a tenth of that. */
const mostBytes = 10_000_000;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const stop = (text: string, code = 2): void => {
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
};

/** Adds `hotwash escalation list`, `import ACK` and, for the receiver, `acknowledge PACKET OUT`. */
export function registerEscalation(program: Command): void {
  const escalation = program.command('escalation').description('issues handed to somebody outside of their review');
  escalation
    .command('list')
    .description('one line per escalation: id, state, rung, answer by, issue')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit: 0; 1 one is unanswered on its last rung; 2 no such workspace.')
    .action(list);
  escalation
    .command('import')
    .description('takes an acknowledgement in')
    .argument('<acknowledgement>')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .addHelpText('after', '\nExit: 0 taken; 1 refused, with the reason; 2 no such workspace or file.')
    .action(take);
  escalation
    .command('acknowledge')
    .description('answers a hand-off packet that you received')
    .argument('<packet>', 'packet.json, or its folder')
    .argument('<out>', 'the acknowledgement to write')
    .requiredOption('--by <name>', 'who answers')
    .requiredOption('--reference <text>', 'where you deal with it: a ticket, minutes')
    .option('--decision <decision>', answers.join(', '), 'accepted')
    .option('--words <text>', 'what you want to say to it', '')
    .option('--workspace <folder>', "whose device key signs (default: the app's)")
    .option('--unsigned', 'do not sign')
    .addHelpText(
      'after',
      '\nExit: 0 written; 1 the packet does not fit its signature; 2 no such packet, or OUT cannot be written.',
    )
    .action(acknowledge);
}

async function list({ workspace, json }: Where): Promise<void> {
  const { escalations } = await readOrganisation(workspaceFolder(workspace));
  const now = systemClock.wall();
  const rows = escalations.map((each) => ({
    id: each.id,
    state: standingOf(each, now).name,
    rung: each.packets.length,
    of: each.rungs.length,
    to: each.rungs[each.packets.length - 1]?.to ?? '',
    answerBy: new Date(lastPacket(each).answerBy).toISOString(),
    issue: each.issue,
  }));
  if (json === true) print(JSON.stringify({ escalations: rows }));
  else
    for (const { id, state, rung, of, answerBy, issue } of rows)
      print([id, state, `${rung}/${of}`, answerBy, issue].join('\t'));
  process.exitCode = rows.some(({ state }) => state === 'unanswered') ? 1 : 0;
}

async function take(path: string, { workspace }: Where): Promise<void> {
  const about = await stat(path).catch(() => undefined);
  if (about?.isFile() !== true) return stop('There is no such file.');
  if (about.size > 64_000) return stop('That is no acknowledgement: it is far too long.', 1);
  await expectWorkspace(workspaceFolder(workspace));
  const text = await readFile(path, 'utf8');
  const taken = await withWorkspace(workspace, commandPort, ({ escalations }) => escalations.take(text, null));
  if (!taken.ok) return stop([taken.error.message, taken.error.satisfy].filter(Boolean).join(' '), 1);
  const { escalation, signedBy } = taken.value;
  print(`Taken for ${escalation}, ${signedBy === null ? 'not signed' : `signed by device ${signedBy}`}.`);
}

async function acknowledge(packet: string, out: string, options: AnswerOptions): Promise<void> {
  const decision = answers.find((each) => each === options.decision);
  if (decision === undefined) return stop(`There is no decision ${options.decision}. Choose ${answers.join(', ')}.`);
  const isFolder = (await stat(packet).catch(() => undefined))?.isDirectory() === true;
  const path = isFolder ? join(packet, 'packet.json') : packet;
  const bytes = await readNamedFile(path, mostBytes);
  if (!bytes.ok && bytes.error === 'too-large') return stop('That is no packet: it is far too long.');
  if (!bytes.ok) return stop('There is no packet there.');
  const envelope = await readNamedFile(join(dirname(path), 'packet.dsse.json'), 2 * mostBytes);
  if (!envelope.ok && envelope.error !== 'missing')
    return stop(
      'The envelope beside the packet (packet.dsse.json) could not be read, so its signature was not checked.',
      1,
    );
  const checked = checkPacket(bytes.value.toString('utf8'), envelope.ok ? envelope.value.toString('utf8') : null);
  if (!checked.ok) return stop(checked.error.message, 1);
  const key = options.unsigned === true ? null : await deviceKeyIn(workspaceFolder(options.workspace));
  const { words } = options;
  const [by, reference] = [options.by.trim(), options.reference.trim()];
  if (by === '' || reference === '') return stop('Say who answers (--by) and where you deal with it (--reference).');
  const at = new Date(systemClock.wall()).toISOString();
  const text = acknowledgementText({ packet: checked.value.sha256, by, at, decision, reference, words }, key);
  const readable = readAcknowledgement(text);
  if (!readable.ok) return stop(`${readable.error.message} Nothing was written.`);
  const isWritten = await writeFileAtomic(out, text, 0o644).then(
    () => true,
    () => false,
  );
  if (!isWritten) return stop('The acknowledgement could not be written there. Name another file.');
  print(
    `${checked.value.signedBy === null ? 'The packet carries no signature beside it. ' : `The packet is signed by device ${checked.value.signedBy}. `}Answered ${decision}${key === null ? ', not signed' : `, signed by device ${key.id}`}. Send the file back.`,
  );
}

/** The key of the receiver's own workspace; none where there is no Hotwash. Never made here: answering founds nothing. */
async function deviceKeyIn(folder: string): Promise<DeviceKey | null> {
  const pem = await readFileIfAny(join(folder, 'keys', 'device.pem'));
  const key = pem === undefined ? undefined : readDeviceKey(pem.toString('utf8'));
  return key?.ok === true ? key.value : null;
}
