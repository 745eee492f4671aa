// A recording's list and sound for the store's tests, and the frames the main process would send of it.
import { recordingStream } from '../../shared/contract/frames.ts';
import { emptyList, lengthOf, withEntry, type RecordingEntry } from '../../shared/domain/recording/entry.ts';
import { recordingGenesis, recordingLink } from '../../shared/journal/recording-link.ts';
import { serializeEntry } from '../../shared/journal/recording-lines.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import { joinBytes, keepRecording } from './recording-keep.ts';
import type { RecordingHeader } from './recording-frame.ts';
import { isPartHere } from './recording-tables.ts';
import type { Store } from './schema.ts';

export type MadeEntry = {
  readonly text: string;
  readonly entry: RecordingEntry;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The link with it. */
  readonly link: string;
};

export const startedAt = Date.UTC(2026, 2, 12, 9);

/** A recording of parts with so many chunks each, a tenth of a second apiece; every part is ended. */
export function makeRecording(chunksOfParts: readonly number[]): MadeEntry[] {
  let made: MadeEntry[] = [];
  for (const [index, chunks] of chunksOfParts.entries()) {
    const part = index + 1;
    const offsetMs = lengthOf(made.reduce((list, { entry }) => withEntry(list, entry), emptyList));
    const at = startedAt + index * 3_600_000;
    made = addEntry(made, { kind: 'part', part, mime: 'audio/webm;codecs=opus', startedAt: at, offsetMs });
    for (let chunk = 1; chunk <= chunks; chunk += 1) {
      const bytes = soundOf(part, chunk);
      const sha256 = sha256Hex(bytes);
      const entry = {
        kind: 'chunk',
        part,
        ms: chunk * 100,
        bytes: bytes.length,
        sha256,
        at: at + chunk * 100,
      } as const;
      made = addEntry(made, entry, bytes);
    }
    const link = made.at(-1)?.link ?? recordingGenesis;
    made = addEntry(made, { kind: 'ended', part, durationMs: chunks * 100, why: 'paused', link });
  }
  return made;
}

export function addEntry(made: readonly MadeEntry[], entry: RecordingEntry, bytes = new Uint8Array()): MadeEntry[] {
  const text = serializeEntry(entry);
  return [...made, { text, entry, bytes, link: recordingLink(made.at(-1)?.link ?? recordingGenesis, text) }];
}

const soundOf = (part: number, chunk: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: 10 + (chunk % 7) }, (_, at) => (part * 31 + chunk * 7 + at) % 256);

export type MadeFrame = { readonly header: RecordingHeader; readonly payload: Uint8Array<ArrayBuffer> };

/** The frame with the entries `from..to` (from 1); `chunks`: whether the main process still has their bytes. */
export function frameOf(
  made: readonly MadeEntry[],
  from: number,
  to: number,
  chunks: 'here' | 'gone' = 'here',
): MadeFrame {
  const some = made.slice(from - 1, to);
  const lines = new TextEncoder().encode(some.map(({ text }) => `${text}\n`).join(''));
  const sound = chunks === 'here' ? some.map(({ bytes }) => bytes) : [];
  const payload = new Uint8Array(joinBytes([lines, ...sound]));
  const link = to === made.length ? (some.at(-1)?.link ?? null) : null;
  const names = { stream: recordingStream('rec1'), review: 'r-1' };
  return { header: { kind: 'recording', ...names, from, to, text: lines.length, chunks, link }, payload };
}

export async function give(
  store: Store,
  made: readonly MadeEntry[],
  from = 1,
  to = made.length,
  chunks: 'here' | 'gone' = 'here',
) {
  const { header, payload } = frameOf(made, from, to, chunks);
  await keepRecording(store, header, payload);
}

/** All that is kept of recordings, whatever frames it came in. */
export async function dumpRecordings(store: Store): Promise<unknown> {
  const recordings = await store.recordings.toArray();
  const sound = new Map<string, number[]>();
  for (const { copy, part, bytes } of await store.recordingBytes.toArray()) {
    const key = `${copy}/${part}`;
    sound.set(key, [...(sound.get(key) ?? []), ...new Uint8Array(bytes)]);
  }
  const here = recordings.map((kept) => kept.list.parts.map(({ part }) => isPartHere(kept, part)));
  const blocks = (await store.mediaBlocks.toArray()).map(({ copy, block, blob }) => [copy, block, blob.size]);
  return { recordings, here, sound: Object.fromEntries(sound), blocks, cursors: await store.cursors.toArray() };
}
