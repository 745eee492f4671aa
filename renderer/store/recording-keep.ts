import { recordingStream, streamToRecording } from '../../shared/contract/frames.ts';
import { withEntry, type RecordingEntry, type RecordingList } from '../../shared/domain/recording/entry.ts';
import { isQuota } from './quota.ts';
import { linkAfter, readRecordingFrame, type FramedEntry, type RecordingHeader } from './recording-frame.ts';
import { newRecording, type KeptRecording, type RecordingFault } from './recording-tables.ts';
import type { Store } from './schema.ts';

const noRoom: RecordingFault = {
  code: 'no-room',
  message:
    'The browser has no room for all of this sound. It is safe on the disk; free some space, and it comes when one file was made of it.',
};

const wrongBytes = (what: string): RecordingFault => ({
  code: 'wrong-bytes',
  message: `What came of this recording is not what its list names: ${what}. What was kept here before stays; check the recording's folder on the disk.`,
});

/**
 * Keeps one frame of a recording: list, sound and cursor in one transaction. A recording never stands in a journal's way:
 * what does not continue its list is left out and said at the recording, and where the browser has no room for the sound
 * the list alone is kept. Throws what the database throws for other reasons.
 */
export async function keepRecording(
  store: Store,
  header: RecordingHeader,
  payload: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const frame = readRecordingFrame(header, payload);
  if (!frame.ok) return noteFault(store, header, wrongBytes(frame.error.message));
  const fault = frame.value.wrong === 0 ? null : wrongBytes('a chunk has another hash');
  try {
    await keep(store, header, frame.value.entries, fault);
  } catch (error) {
    if (!isQuota(error)) throw error;
    const silent = frame.value.entries.map((each) => ({ ...each, bytes: null }));
    await keep(store, header, silent, noRoom);
  }
}

async function keep(
  store: Store,
  header: RecordingHeader,
  framed: readonly FramedEntry[],
  fault: RecordingFault | null,
): Promise<void> {
  const { recordings, recordingBytes, mediaBlocks, cursors } = store;
  await store.transaction('rw', recordings, recordingBytes, mediaBlocks, cursors, async () => {
    const before = await openCopy(store, header);
    const entries = framed.slice(Math.max(0, before.seq + 1 - header.from));
    if (entries.length === 0 || header.from > before.seq + 1) return;
    const link = linkAfter(before.link, entries);
    if (!link.ok || (header.link !== null && header.link !== link.value)) {
      const why = link.ok ? 'its chain ends elsewhere' : link.error.message;
      return recordings.put({ ...before, fault: wrongBytes(why) });
    }
    const folded = foldEntries(before, entries);
    const isGone = folded.list.purged !== null;
    const after = { ...folded, link: link.value, fault: isGone ? null : (fault ?? before.fault) };
    await store.recordings.put(after);
    await dropGone(store, before, entries);
    await recordingBytes.bulkAdd(toRuns(before, entries, after));
    const stream = recordingStream(before.id);
    await cursors.put({ stream, seq: after.seq, hash: after.link, at: timeOf(entries) ?? 0 });
  });
}

/** The copy that goes on; one that begins is put with a name of its own. */
async function openCopy(store: Store, { stream, review }: RecordingHeader): Promise<KeptRecording> {
  const id = streamToRecording(stream);
  const known = await store.recordings
    .where('id')
    .equals(id)
    .filter(({ asideAt }) => asideAt === null)
    .first();
  if (known !== undefined) return known;
  const begun = newRecording(id, review);
  return { ...begun, copy: await store.recordings.add(begun) };
}

async function noteFault(store: Store, header: RecordingHeader, fault: RecordingFault): Promise<void> {
  await store.transaction('rw', store.recordings, async () => {
    await store.recordings.put({ ...(await openCopy(store, header)), fault });
  });
}

/** List, media and what is held of each part after these entries. */
function foldEntries(before: KeptRecording, entries: readonly FramedEntry[]): KeptRecording {
  let { list, media } = before;
  const held = [...before.held];
  for (const { entry, bytes } of entries) {
    list = withEntry(list, entry);
    if (entry.kind === 'chunk' && bytes !== null) held[entry.part - 1] = (held[entry.part - 1] ?? 0) + bytes.length;
    if (entry.kind === 'media') media = { sha256: entry.sha256, bytes: entry.bytes, blocks: 0, whole: false };
    if (entry.kind === 'cut' || entry.kind === 'purged') media = null;
    for (const part of partsGone(list, entry)) held[part - 1] = 0;
  }
  return {
    ...before,
    list,
    media,
    held: Array.from(list.parts, (_, at) => held[at] ?? 0),
    seq: before.seq + entries.length,
  };
}

/** Parts of which no sound may stay: those a cut touches, and all of a recording that was deleted. */
function partsGone({ parts }: RecordingList, entry: RecordingEntry): readonly number[] {
  if (entry.kind === 'purged') return parts.map(({ part }) => part);
  if (entry.kind !== 'cut') return [];
  const isTouched = ({ offsetMs, durationMs }: RecordingList['parts'][number]): boolean =>
    entry.fromMs < offsetMs + durationMs && entry.toMs > offsetMs;
  return parts.filter(isTouched).map(({ part }) => part);
}

/**
 * Deletes what these entries took away. What was cut out or deleted goes from copies that were set aside as well: they
 * are of the same meeting.
 */
async function dropGone(store: Store, before: KeptRecording, entries: readonly FramedEntry[]): Promise<void> {
  let list = before.list;
  for (const { entry } of entries) {
    list = withEntry(list, entry);
    if (entry.kind === 'media' || entry.kind === 'cut' || entry.kind === 'purged') await dropMedia(store, before.copy);
    for (const part of partsGone(list, entry)) await dropPart(store, before.copy, part);
    if (entry.kind === 'cut' || entry.kind === 'purged') await dropAsides(store, before);
  }
}

async function dropAsides(store: Store, { id, copy }: KeptRecording): Promise<void> {
  const asides = (await store.recordings.where('id').equals(id).toArray()).filter((each) => each.copy !== copy);
  for (const aside of asides) {
    await dropSound(store, aside.copy);
    await dropMedia(store, aside.copy);
    await store.recordings.delete(aside.copy);
  }
}

const range = (copy: number, part: number): [number[], number[]] => [
  [copy, part, 0],
  [copy, part, Infinity],
];

const dropPart = (store: Store, copy: number, part: number): Promise<number> =>
  store.recordingBytes
    .where('[copy+part+seq]')
    .between(...range(copy, part))
    .delete();

/** Deletes the chunks of a copy; within a transaction. */
export const dropSound = (store: Store, copy: number): Promise<number> =>
  store.recordingBytes.where('[copy+part+seq]').between([copy, 0, 0], [copy, Infinity, Infinity]).delete();

/** Deletes the blocks of a copy; within a transaction. */
export const dropMedia = (store: Store, copy: number): Promise<number> =>
  store.mediaBlocks.where('[copy+block]').between([copy, 0], [copy, Infinity]).delete();

/** Chunks that follow each other in a part, as one record. What a later entry of the same frame took away is left out. */
function toRuns(before: KeptRecording, entries: readonly FramedEntry[], after: KeptRecording) {
  const runs: { part: number; seq: number; pieces: Uint8Array[] }[] = [];
  for (const [index, { entry, bytes }] of entries.entries()) {
    if (entry.kind !== 'chunk' || bytes === null || after.held[entry.part - 1] === 0) continue;
    const last = runs.at(-1);
    if (last?.part === entry.part) last.pieces.push(bytes);
    else runs.push({ part: entry.part, seq: before.seq + index + 1, pieces: [bytes] });
  }
  return runs.map(({ part, seq, pieces }) => ({ copy: before.copy, part, seq, bytes: joinBytes(pieces) }));
}

/** Bytes one after the other. */
export function joinBytes(pieces: readonly Uint8Array[]): ArrayBuffer {
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined.buffer;
}

function timeOf(entries: readonly FramedEntry[]): number | undefined {
  for (const { entry } of entries.toReversed()) {
    if (entry.kind === 'part') return entry.startedAt;
    if ('at' in entry) return entry.at;
  }
  return undefined;
}
