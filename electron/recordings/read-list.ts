import type { RecordingEntry } from '../../shared/domain/recording/entry.ts';
import { recordingGenesis } from '../../shared/journal/recording-link.ts';
import { parseEntry } from '../../shared/journal/recording-lines.ts';
import { readFileIfAny } from '../platform/files.ts';
import { linkAfter, type RecordingFault } from './recording-folder.ts';

/** A recording's list as the disk has it. */
export type ReadList = {
  readonly texts: readonly string[];
  readonly entries: readonly RecordingEntry[];
  /** Where the hash chain stands after the last entry. */
  readonly link: string;
  /** Length of the readable lines in the file. */
  readonly bytes: number;
  /** What follows them: a line that a kill cut short. */
  readonly torn: Uint8Array;
  /** A line in the middle cannot be read, or an entry contradicts the chain. Nothing is added to such a list. */
  readonly fault: RecordingFault | null;
};

/**
 * Reads a list. Unreadable bytes at its end were never acknowledged; unreadable ones with readable lines after them mean
 * that the file was changed, and then it is left as it is.
 */
export async function readList(path: string): Promise<ReadList> {
  const bytes = (await readFileIfAny(path)) ?? Buffer.alloc(0);
  const texts: string[] = [];
  const entries: RecordingEntry[] = [];
  let link = recordingGenesis;
  let at = 0;
  for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, at)) {
    const text = bytes.toString('utf8', at, end);
    const entry = parseEntry(text);
    if (!entry.ok) break;
    if (entry.value.kind === 'ended' && entry.value.link !== link)
      return { texts, entries, link, bytes: at, torn: bytes.subarray(at), fault: broken(texts.length + 1) };
    // Reading a long list leaves others their turn: there may be a meeting that is being recorded.
    if (texts.length % 4096 === 4095) await new Promise(setImmediate);
    texts.push(text);
    entries.push(entry.value);
    link = linkAfter(link, text);
    at = end + 1;
  }
  const torn = bytes.subarray(at);
  const isChanged = torn
    .toString('utf8')
    .split('\n')
    .some((text) => parseEntry(text).ok);
  return { texts, entries, link, bytes: at, torn, fault: isChanged ? broken(texts.length + 1) : null };
}

const broken = (line: number): RecordingFault => ({
  code: 'list-broken',
  message:
    `The recording's list was changed on the disk: line ${line} is not what was written. ` +
    'Nothing was removed and nothing more is added to it; bring the file back from a backup, or play its parts.',
});
