import { afterEach, expect, it, vi } from 'vitest';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import { addEntry, give, makeRecording, startedAt } from './made-up-recording.ts';
import { readRecording } from './recording-hooks.ts';
import { createMediaFetcher, type MediaFetcher } from './recording-media.ts';
import { copySource } from './recording-source.ts';
import { blockBytes } from './recording-tables.ts';
import { openStore, type Store } from './schema.ts';

const file = Uint8Array.from({ length: 2 * blockBytes + 12_345 }, (_, at) => (at * 31) % 251);
const made = addEntry(makeRecording([3]), {
  kind: 'media',
  sha256: sha256Hex(file),
  bytes: file.length,
  durationMs: 300,
  at: startedAt,
});

let count = 0;
let store: Store;
const open = async (): Promise<Store> => {
  count += 1;
  store = openStore(`media-${count}`);
  await give(store, made);
  return store;
};
afterEach(async () => {
  vi.restoreAllMocks();
  await store.delete();
});

type Asked = { ranges: [number, number][]; slept: number };

/** A fetcher whose main process serves `bytes`, up to the range `until`. */
function fetcher(bytes: Uint8Array, until = Infinity, asked: Asked = { ranges: [], slept: 0 }): [MediaFetcher, Asked] {
  const fetchRange = (_: unknown, from: number, to: number): Promise<Response> => {
    asked.ranges.push([from, to]);
    if (asked.ranges.length > until) return Promise.resolve(new Response('gone', { status: 404 }));
    return Promise.resolve(new Response(bytes.slice(from, to + 1), { status: 206 }));
  };
  const sleep = (): Promise<void> => {
    asked.slept += 1;
    return new Promise(() => undefined);
  };
  return [createMediaFetcher({ store, fetchRange, sleep }), asked];
}

async function run(media: MediaFetcher): Promise<void> {
  media.wake();
  await media.idle();
}

it('fetches the one file in blocks of a MiB, checks the whole, and then deletes the chunks it was made of', async () => {
  await open();
  expect(await store.recordingBytes.count()).toBe(1);
  const [media, asked] = fetcher(file);
  await run(media);
  expect(asked.ranges).toEqual([
    [0, blockBytes - 1],
    [blockBytes, 2 * blockBytes - 1],
    [2 * blockBytes, file.length - 1],
  ]);
  const kept = await readRecording(store, 'rec1');
  expect(kept).toMatchObject({ media: { blocks: 3, whole: true }, held: [0], fault: null });
  expect(await store.recordingBytes.count()).toBe(0);
  const source = kept === null ? null : await copySource(kept, store);
  const sound = await (await fetch(source?.pieces[0]?.url ?? '')).arrayBuffer();
  expect(sha256Hex(new Uint8Array(sound))).toBe(sha256Hex(file));
  expect(source?.pieces).toMatchObject([{ fromMs: 0, durationMs: 300, mime: 'audio/webm;codecs=opus' }]);
  source?.release();
  await run(media);
  expect(asked.ranges).toHaveLength(3);
});

it('goes on after the blocks that are here, and plays the chunks meanwhile', async () => {
  await open();
  const [broken, first] = fetcher(file, 2);
  await run(broken);
  expect(first.ranges).toHaveLength(3);
  const kept = await readRecording(store, 'rec1');
  expect(kept).toMatchObject({ media: { blocks: 2, whole: false }, fault: { code: 'not-there' } });
  expect(await store.recordingBytes.count()).toBe(1);
  const source = kept === null ? null : await copySource(kept, store);
  expect(source?.pieces).toHaveLength(1);
  source?.release();
  const [media, asked] = fetcher(file);
  await run(media);
  expect(asked.ranges).toEqual([[2 * blockBytes, file.length - 1]]);
  expect(await readRecording(store, 'rec1')).toMatchObject({ media: { blocks: 3, whole: true }, fault: null });
});

it('keeps no file that is not the one the list names, nor deletes the chunks for it, and waits before it tries again', async () => {
  await open();
  const other = file.slice();
  other[blockBytes + 5] = 252;
  const [media, asked] = fetcher(other);
  await run(media);
  expect(await readRecording(store, 'rec1')).toMatchObject({
    media: { blocks: 0, whole: false },
    fault: { code: 'wrong-bytes' },
  });
  expect(await store.mediaBlocks.count()).toBe(0);
  expect(await store.recordingBytes.count()).toBe(1);
  await run(media);
  expect(asked).toMatchObject({ slept: 1, ranges: { length: 3 } });
});

it('says when the browser has no room for it, and keeps the chunks', async () => {
  await open();
  const full = new DOMException('no room', 'QuotaExceededError');
  vi.spyOn(store.mediaBlocks, 'put').mockRejectedValue(full);
  await run(fetcher(file)[0]);
  expect(await readRecording(store, 'rec1')).toMatchObject({ fault: { code: 'no-room' }, media: { blocks: 0 } });
  expect(await store.recordingBytes.count()).toBe(1);
});

it('keeps no block of a file that was deleted while it was fetched', async () => {
  await open();
  const purged = addEntry(made, { kind: 'purged', why: 'order', at: startedAt });
  const asked: number[] = [];
  const media = createMediaFetcher({
    store,
    sleep: () => new Promise(() => undefined),
    fetchRange: async (_, from, to) => {
      asked.push(from);
      if (asked.length === 2) await give(store, purged, purged.length, purged.length);
      return new Response(file.slice(from, to + 1), { status: 206 });
    },
  });
  await run(media);
  expect(asked).toHaveLength(2);
  expect(await store.mediaBlocks.count()).toBe(0);
  expect(await readRecording(store, 'rec1')).toMatchObject({ media: null, fault: null });
});
