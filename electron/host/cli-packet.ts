import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { reviewIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { openRound } from '../../shared/domain/packet/round.ts';
import { countOf } from '../../shared/meeting/quantity.ts';
import { onDisk, writeFileAtomic } from '../platform/files.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';
import type { Services } from './services.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };

/** What became of one file. `message` says why it was refused and what to do. */
type Told = {
  readonly file: string;
  readonly state: 'taken' | 'known' | 'late' | 'refused';
  readonly author: string | null;
  readonly message: string;
};

/** Bytes of the largest answer that is read. */
const mostBytes = 2_000_000;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const stop = (text: string, code = 2): void => {
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
};

/** Adds `hotwash packet take REVIEW FILE...` and `hotwash packet questions REVIEW OUT`. */
export function registerPacket(program: Command): void {
  const packet = program.command('packet').description('reviews without meeting: questions out, signed answers in');
  packet
    .command('take')
    .description('takes signed answers in, each checked against the key of its author')
    .argument('<review>', 'its id: r-2026-118')
    .argument('<files...>', 'signed answers')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
One line per file: state, author, file, and for a refused one why. An answer that is known already is taken once; one
that comes after the deadline is kept and counts for nothing. Who has no key here: take it over in the app, by voice.
Exit: 0 each was taken, or known, or late; 1 one was refused; 2 no such workspace or review.`,
    )
    .action(take);
  packet
    .command('questions')
    .description("writes the open round's questions, to be sent to its reviewers")
    .argument('<review>', 'its id: r-2026-118')
    .argument('<out>', 'the file to write')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExit: 0 written; 1 no round is open; 2 no such workspace or review, or OUT cannot be written.',
    )
    .action(writeQuestions);
}

async function take(id: string, files: readonly string[], { workspace, json }: Options): Promise<void> {
  await expectWorkspace(workspaceFolder(workspace));
  const told = await withWorkspace(workspace, commandPort, async (services) => {
    const review = reviewOf(services, id);
    if (review === undefined) return undefined;
    const done: Told[] = [];
    for (const path of files) done.push(await takeOne(services, review, path));
    return done;
  });
  if (told === undefined) return stop('There is no such review in this workspace; ids look like r-2026-118.');
  if (json === true) print(JSON.stringify({ files: told }));
  else
    for (const { state, author, file, message } of told) print([state, author ?? '', file, message].join('\t').trim());
  process.exitCode = told.some(({ state }) => state === 'refused') ? 1 : 0;
}

async function takeOne(services: Services, review: ReviewId, path: string): Promise<Told> {
  const file = basename(path);
  const refused = (message: string): Told => ({ file, state: 'refused', author: null, message });
  const about = await stat(path).catch(() => undefined);
  if (about?.isFile() !== true) return refused('There is no such file.');
  if (about.size > mostBytes) return refused('This is no answer: it is larger than 2 MB. It was not read.');
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return refused('This file may not be read.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('This file is not UTF-8 text. Ask for it as it was signed.');
  }
  const taken = await services.rounds.take(review, text);
  if (!taken.ok) return refused([taken.error.message, taken.error.satisfy].filter(Boolean).join(' '));
  const { author, said, late, known } = taken.value;
  return { file, state: known ? 'known' : late ? 'late' : 'taken', author, message: countOf(said, 'statement') };
}

async function writeQuestions(id: string, out: string, { workspace, json }: Options): Promise<void> {
  await expectWorkspace(workspaceFolder(workspace));
  const asking = await withWorkspace(workspace, commandPort, async (services) => {
    const review = reviewOf(services, id);
    const read = review === undefined ? undefined : services.reviews.read(review);
    if (review === undefined || read?.ok !== true) return 'no-review';
    const round = openRound(read.value.review.rounds);
    if (round === undefined) return 'no-round';
    const made = await services.rounds.asking(review, round.id);
    return made.ok ? { text: made.value.text, round } : 'no-round';
  });
  if (asking === 'no-review') return stop('There is no such review in this workspace; ids look like r-2026-118.');
  if (asking === 'no-round') return stop('No round of this review is open. Ask one first, in the app.', 1);
  const { text, round } = asking;
  const written = await onDisk(() => writeFileAtomic(out, text, 0o644));
  if (!written.ok) return stop('The questions could not be written there. Name another file.');
  const deadline = new Date(round.deadline).toISOString();
  if (json === true) print(JSON.stringify({ phase: round.phase, deadline, reviewers: round.reviewers }));
  else print(`Questions on ${round.phase}, to be answered by ${deadline}: ${round.reviewers.join(', ')}.`);
}

function reviewOf({ reviews }: Services, id: string): ReviewId | undefined {
  const review = reviewIdSchema.safeParse(id);
  return review.success && reviews.ids().includes(review.data) ? review.data : undefined;
}
