import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalLine, LineFault } from '../../shared/journal/line.ts';
import { readLines, splitTorn } from './journal.ts';

/** A journal as it stands on the disk: its lines up to the first that does not follow, and what is wrong there. */
export type ReadJournal = {
  readonly stream: string;
  readonly lines: readonly JournalLine[];
  readonly fault: LineFault | undefined;
};

/**
 * Reads every journal of a folder and writes nothing, so that it may be done beside a writer: a last line without its end
 * may be one that is being written, and is passed over. Throws the file system's error.
 */
export async function readJournals(directory: string): Promise<readonly ReadJournal[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jsonl')).toSorted();
  const journals: ReadJournal[] = [];
  for (const name of names) {
    const { text } = splitTorn(await readFile(join(directory, name)));
    journals.push({ stream: name.slice(0, -'.jsonl'.length), ...readLines(text) });
  }
  return journals;
}
