import type { Command } from 'commander';
import { join } from 'node:path';
import { reviewIdSchema } from '../../shared/domain/ids.ts';
import { bytesToBase64 } from '../../shared/journal/checkpoint-base64.ts';
import { checkpointOrigin } from '../../shared/journal/checkpoint.ts';
import { historyHead } from '../../shared/journal/head-words.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { entryCheckpoint, entryNote, reviewOfOrigin, type LogEntry } from '../../shared/journal/log-entry.ts';
import { formatContinuation } from '../../shared/journal/review-log.ts';
import { readLog, type ReadLog } from '../journal/log-file.ts';
import { readJournals } from '../journal/read-journal.ts';
import { onDisk } from '../platform/files.ts';
import { WorkspaceFault } from './fault.ts';
import { checkFork, checkHistory, headsOfLines, type JournalHeads } from './history-check.ts';
import { proveContinuation, readCheckpointFile } from './history-prove.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };

const print = (text: string): void => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Adds `hotwash history head|checkpoint|prove|check`. Returns the command, for what else belongs there. */
export function registerHistory(program: Command): Command {
  const history = program.command('history').description('checkpoints of reviews and the workspace’s log over them');
  const add = (name: string, about: string, exits: string): Command =>
    history
      .command(name)
      .description(about)
      .option('--workspace <folder>', "the workspace (default: the app's)")
      .option('--json', 'print one JSON object')
      .addHelpText('after', `\nExit: ${exits}; 2 no such workspace or review, or a file that cannot be read.`);
  add('head', 'the last checkpoint of a review, or of each: eight words and the text of the QR code', '0')
    .argument('[review]')
    .action(async (review: string | undefined, options: Options) => {
      process.exitCode = await head(review, options);
    });
  add('checkpoint', 'seal a review now and print its signed checkpoint; without a review, print the log’s', '0')
    .argument('[review]')
    .action(async (review: string | undefined, options: Options) => {
      process.exitCode = await checkpoint(review, options);
    });
  add(
    'prove',
    'prove that a newer checkpoint continues an older one (C2SP tlog-witness form)',
    '0 proven; 1 forked or rolled back',
  )
    .requiredOption('--from <older>', 'a checkpoint of the log or of a review, or a record’s data/log-proof.txt')
    .option('--to <newer>', 'the same (default: the newest here)')
    .action(async (options: Options & { readonly from: string; readonly to?: string }) => {
      process.exitCode = await prove(options);
    });
  add('check', 'hold the log against the journals: what was sealed and is gone', '0 nothing is missing; 1 a gap')
    .option('--since <checkpoint>', 'a checkpoint kept elsewhere, which must still be continued here')
    .option('--against <folder>', 'another copy of this workspace, whose log must not contradict this one')
    .action(async (options: CheckOptions) => {
      process.exitCode = await check(options);
    });
  return history;
}

const logFolder = (workspace: string): string => join(workspace, 'log');

async function openLog(options: Options): Promise<{ folder: string; log: ReadLog }> {
  const folder = workspaceFolder(options.workspace);
  await expectWorkspace(folder);
  return { folder, log: await readLogOf(folder) };
}

async function readLogOf(folder: string): Promise<ReadLog> {
  const read = await onDisk(() => readLog(logFolder(folder)));
  if (!read.ok) throw new WorkspaceFault('The log of the workspace cannot be read. Check that its files may be read.');
  return read.value;
}

type Lines = ReadonlyMap<string, readonly JournalLine[]>;

async function readLines(folder: string): Promise<Lines> {
  const read = await onDisk(() => readJournals(join(folder, 'journals')));
  if (!read.ok) throw new WorkspaceFault('The workspace cannot be read. Check that its files may be read.');
  return new Map(read.value.map(({ stream, lines }) => [stream, lines]));
}

const linesOf = (lines: Lines, origin: string): readonly JournalLine[] => lines.get(reviewOfOrigin(origin)) ?? [];

const headsIn =
  (journals: Lines) =>
  (review: string): JournalHeads | undefined => {
    const lines = journals.get(review);
    return lines === undefined ? undefined : headsOfLines(lines);
  };

const toJson = (entry: LogEntry): object => {
  const { size, words, qr } = historyHead(entryCheckpoint(entry));
  const { at, cause, root, origin } = entry;
  return { review: reviewOfOrigin(origin), size, root, words, qr, at, cause };
};

async function head(review: string | undefined, options: Options): Promise<number> {
  const { log } = await openLog(options);
  const newest = new Map(log.entries.map((entry) => [entry.origin, entry]));
  const wanted = [...newest.values()].filter(
    ({ origin }) => review === undefined || origin === checkpointOrigin(review),
  );
  if (wanted.length === 0 && review !== undefined)
    return fail('That review has no checkpoint in this workspace.', options);
  if (options.json === true) print(JSON.stringify({ heads: wanted.map(toJson) }));
  else
    for (const entry of wanted) {
      const { size, words, qr } = historyHead(entryCheckpoint(entry));
      print(`${reviewOfOrigin(entry.origin)}: ${size} events, sealed ${entry.at} (${entry.cause})`);
      print(`  ${words.join(' ')}\n  ${qr}`);
    }
  return 0;
}

async function checkpoint(id: string | undefined, options: Options): Promise<number> {
  const folder = workspaceFolder(options.workspace);
  await expectWorkspace(folder);
  if (id === undefined) {
    const { checkpoint: text } = await readLogOf(folder);
    if (text === undefined) return fail('Nothing was sealed in this workspace yet.', options);
    print(options.json === true ? JSON.stringify({ checkpoint: text }) : text);
    return 0;
  }
  const review = reviewIdSchema.safeParse(id);
  if (!review.success) return fail('That is not a review id; they look like r-2026-118.', options);
  const sealed = await withWorkspace(folder, commandPort, ({ history }) => history.checkpoint(review.data, 'asked'));
  if (!sealed.ok) return fail(sealed.error.message, options);
  const text = entryNote(sealed.value);
  print(options.json === true ? JSON.stringify({ ...toJson(sealed.value), checkpoint: text }) : text);
  return 0;
}

async function prove(options: Options & { readonly from: string; readonly to?: string }): Promise<number> {
  const { folder, log } = await openLog(options);
  const from = await readCheckpointFile(options.from);
  if (!from.ok) return fail(from.error.message, options);
  const to = options.to === undefined ? undefined : await readCheckpointFile(options.to);
  if (to?.ok === false) return fail(to.error.message, options);
  const lines = await readLines(folder);
  const proof = proveContinuation(from.value.checkpoint, to?.value, log, (origin) => linesOf(lines, origin));
  if (!proof.ok) return fail(proof.error.message, options, proof.error.code === 'not-continued' ? 1 : 2);
  const { older, hashes, checkpoint: text } = proof.value;
  if (options.json === true) print(JSON.stringify({ older, hashes: hashes.map(bytesToBase64), checkpoint: text }));
  else print(formatContinuation(proof.value));
  return 0;
}

type CheckOptions = Options & { readonly since?: string; readonly against?: string };

async function check(options: CheckOptions): Promise<number> {
  const { folder, log } = await openLog(options);
  const ours = await readLines(folder);
  const findings = [...checkHistory(log, headsIn(ours))];
  if (options.since !== undefined) {
    const since = await readCheckpointFile(options.since);
    if (!since.ok) return fail(since.error.message, options);
    const proof = proveContinuation(since.value.checkpoint, undefined, log, (origin) => linesOf(ours, origin));
    const stream = reviewOfOrigin(since.value.checkpoint.origin);
    if (!proof.ok) findings.push({ kind: 'gap', code: 'forked', stream, message: proof.error.message });
  }
  if (options.against !== undefined) {
    const other = workspaceFolder(options.against);
    await expectWorkspace(other);
    const theirs = checkFork((await readLogOf(other)).entries, headsIn(ours));
    findings.push(...(theirs.length > 0 ? theirs : checkFork(log.entries, headsIn(await readLines(other)))));
  }
  const reviews = new Set(log.entries.map(({ origin }) => origin)).size;
  if (options.json === true) print(JSON.stringify({ checkpoints: log.entries.length, reviews, findings }));
  else {
    for (const { message } of findings) print(message);
    if (findings.length === 0) print(`Nothing is missing: ${log.entries.length} checkpoints over ${reviews} reviews.`);
  }
  return findings.some(({ kind }) => kind === 'gap') ? 1 : 0;
}

function fail(message: string, { json }: Options, code: 1 | 2 = 2): number {
  if (json === true) print(JSON.stringify({ error: { message } }));
  tell(message);
  return code;
}
