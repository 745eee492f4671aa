import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLine, genesis, hashLine, parseLine, type JournalLine } from '../../shared/journal/line.ts';
import { foldReviewLines } from '../../shared/projections/review-events.ts';
import type { Review } from '../../shared/domain/review/review.ts';

/** What the disk holds of one review, read without any of the app's own reading: every line parsed, the chain followed. */
export type KeptReview = {
  readonly lines: readonly JournalLine[];
  readonly review: Review;
  /** Bytes after the last whole line. */
  readonly torn: number;
  /** Cut lines that were set aside at an opening. */
  readonly setAside: number;
};

/** Throws when a whole line is malformed or does not continue the chain. */
export function readKeptReview(workspace: string, id: string): KeptReview {
  const folder = join(workspace, 'journals');
  const bytes = readFileSync(join(folder, `${id}.jsonl`));
  const end = bytes.lastIndexOf(0x0a) + 1;
  const lines: JournalLine[] = [];
  let hash = genesis;
  for (const text of bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1)) {
    const line = parseLine(text, lines.length + 1);
    if (!line.ok) throw new Error(line.error.message);
    const fault = checkLine(line.value, lines.length + 1, hash);
    if (fault !== undefined) throw new Error(fault.message);
    lines.push(line.value);
    hash = hashLine(line.value);
  }
  const folded = foldReviewLines(lines);
  if (!folded.ok) throw new Error(folded.error.message);
  if (folded.value === undefined) throw new Error('The review was never opened.');
  const torn = join(folder, 'torn');
  const setAside = existsSync(torn) ? readdirSync(torn).filter((name) => name.startsWith(`${id}.`)).length : 0;
  return { lines, review: folded.value.review, torn: bytes.length - end, setAside };
}
