import { keptParts, createListMemory } from './list-memory.ts';
import { areChunksWhole, hashFile } from './media/media-job.ts';
import { errorCode } from '../platform/files.ts';
import { readList } from './read-list.ts';
import { linkAfter, type RecordingFolder } from './recording-folder.ts';
import { recordingGenesis } from '../../shared/journal/recording-link.ts';

/** What is said of a recording elsewhere: links that its list has to reach, and the hash of its file. */
export type SaidOfRecording = { readonly links: readonly string[]; readonly media: string | null };

/**
 * Holds a recording's files against its list, every byte of them, and the list against what its review's journal says of
 * it. Answers with what is wrong, in words; nothing is changed.
 */
export async function checkRecording(files: RecordingFolder, said: SaidOfRecording): Promise<readonly string[]> {
  const read = await readList(files.list);
  if (read.fault !== null) return [read.fault.message];
  const faults: string[] = [];
  const memory = createListMemory();
  for (const [at, entry] of read.entries.entries()) memory.push(read.texts[at] ?? '', entry);
  if (read.torn.length > 0) faults.push('The list ends in a line that was cut short; the next start sets it aside.');
  const reached = new Set([recordingGenesis]);
  let link = recordingGenesis;
  for (const text of read.texts) {
    link = linkAfter(link, text);
    reached.add(link);
  }
  if (said.links.some((link) => !reached.has(link)))
    faults.push('The list is not the one that the review speaks of: it was replaced or shortened.');
  const { parts, media, purged } = memory.list();
  if (purged !== null) return faults;
  if (media !== null) {
    if (said.media !== null && said.media !== media.sha256)
      faults.push('The review speaks of another file than the list.');
    const found = await orMissing(hashFile(files.media));
    if (found === undefined) faults.push('The file of the recording is missing.');
    else if (found.sha256 !== media.sha256) faults.push('The file of the recording is not the one that was verified.');
    return faults;
  }
  const isAsRecorded = keptParts(memory.list());
  for (const { part, chunks } of parts) {
    if (chunks === 0 || !isAsRecorded(part)) continue;
    const isWhole = await orMissing(areChunksWhole(files.part(part), read.entries, part));
    if (isWhole === undefined) faults.push(`Part ${part} is missing.`);
    else if (!isWhole) faults.push(`Part ${part} is not what was recorded: its bytes differ from their hashes.`);
  }
  return faults;
}

async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
