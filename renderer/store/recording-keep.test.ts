import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { boundedRuns } from '../../shared/lib/test-runs.ts';
import { compareHeads } from './compare-heads.ts';
import { addEntry, dumpRecordings, frameOf, give, makeRecording, startedAt } from './made-up-recording.ts';
import { readRecording, readRecordingsOf } from './recording-hooks.ts';
import { joinBytes, keepRecording } from './recording-keep.ts';
import { msOnlyHere, noteLostRecordings } from './recording-losses.ts';
import { copySource } from './recording-source.ts';
import { openStore, type Store } from './schema.ts';
import { setAside } from './set-aside.ts';

const opened: Store[] = [];
let count = 0;
const freshStore = (): Store => {
  count += 1;
  const store = openStore(`recordings-${count}`);
  opened.push(store);
  return store;
};
afterEach(async () => {
  vi.restoreAllMocks();
  for (const store of opened.splice(0)) await store.delete();
});

const bytesKept = async (store: Store): Promise<number> =>
  (await store.recordingBytes.toArray()).reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
const sha = (letter: string): string => letter.repeat(64);

describe('keeping a recording', () => {
  it('[M3.6] comes to the same tables however it was cut into frames, and whatever came twice or was broken off', async () => {
    const uncut = freshStore();
    const made = addEntry(makeRecording([5, 0, 7]), { kind: 'cut', fromMs: 100, toMs: 200, at: startedAt });
    await give(uncut, made);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ length: fc.integer({ min: 1, max: 6 }), back: fc.nat({ max: 3 }), isKilled: fc.boolean() }),
          {
            minLength: 4,
            maxLength: 30,
          },
        ),
        async (cuts) => {
          const store = freshStore();
          for (const { length, back, isKilled } of cuts) {
            const at = (await store.cursors.get('m-rec1'))?.seq ?? 0;
            const from = Math.max(1, at + 1 - back);
            if (from > made.length) break;
            const put = isKilled
              ? vi.spyOn(store.cursors, 'put').mockRejectedValueOnce(new Error('killed'))
              : undefined;
            await give(store, made, from, Math.min(made.length, from + length - 1)).catch(() => undefined);
            put?.mockRestore();
          }
          const { seq = 0 } = (await store.cursors.get('m-rec1')) ?? {};
          if (seq < made.length) await give(store, made, seq + 1);
          const both = await Promise.all([dumpRecordings(store), dumpRecordings(uncut)]);
          expect(both[0]).toEqual(both[1]);
        },
      ),
      boundedRuns(25),
    );
  });

  it('plays each part that is here to its last chunk', async () => {
    const store = freshStore();
    const made = makeRecording([3, 4]);
    await give(store, made, 1, 8);
    const kept = await readRecording(store, 'rec1');
    const source = kept === null ? null : await copySource(kept, store);
    expect(source?.pieces.map(({ fromMs, durationMs }) => [fromMs, durationMs])).toEqual([
      [0, 300],
      [300, 200],
    ]);
    const [first] = source?.pieces ?? [];
    const sound = new Uint8Array(await (await fetch(first?.url ?? '')).arrayBuffer());
    expect([...sound]).toEqual(made.slice(1, 4).flatMap(({ bytes }) => [...bytes]));
    source?.release();
  });

  it.each([
    ['an entry was changed', (text: string) => text.replace('"ms":200', '"ms":201')],
    ['an entry is of no kind', (text: string) => text.replace('"chunk"', '"crumb"')],
    ['an entry is written in another form', (text: string) => text.replace('"ms":200', '"ms": 200')],
    ['an entry is missing', (text: string) => text.split('\n').toSpliced(2, 1).join('\n')],
  ])('leaves out what does not continue the list, says so, and keeps what it had: %s', async (_, change) => {
    const store = freshStore();
    const made = makeRecording([3]);
    await give(store, made, 1, 1);
    const { header, payload } = frameOf(made, 2, 5);
    const lines = new TextEncoder().encode(change(new TextDecoder().decode(payload.subarray(0, header.text))));
    const changed = new Uint8Array(joinBytes([lines, payload.subarray(header.text)]));
    await keepRecording(store, { ...header, text: lines.length }, changed);
    const kept = await readRecording(store, 'rec1');
    expect(kept).toMatchObject({ seq: 1, fault: { code: 'wrong-bytes' } });
    expect(kept?.fault?.message).toMatch(/What was kept here before stays/);
    expect(await bytesKept(store)).toBe(0);
    await give(store, made, 2);
    expect(await readRecording(store, 'rec1')).toMatchObject({ seq: 5 });
  });

  it('keeps the list and not the sound where a chunk has another hash: the part does not count as here', async () => {
    const store = freshStore();
    const made = makeRecording([3, 2]);
    const { header, payload } = frameOf(made, 1, made.length);
    payload[header.text + 3] = 99;
    await keepRecording(store, header, payload);
    const kept = await readRecording(store, 'rec1');
    expect(kept).toMatchObject({ seq: made.length, fault: { code: 'wrong-bytes' } });
    const source = kept === null ? null : await copySource(kept, store);
    expect(source?.pieces.map(({ fromMs }) => fromMs)).toEqual([300]);
    source?.release();
  });

  it('takes nothing of a frame that does not join on', async () => {
    const store = freshStore();
    const made = makeRecording([3]);
    await give(store, made, 1, 2);
    await give(store, made, 4);
    expect(await readRecording(store, 'rec1')).toMatchObject({ seq: 2, fault: null });
  });

  it('keeps the list alone where the browser has no room, says so, and lets the cursor go on', async () => {
    const store = freshStore();
    const made = makeRecording([3]);
    const full = new DOMException('no room', 'QuotaExceededError');
    vi.spyOn(store.recordingBytes, 'bulkAdd').mockRejectedValueOnce(full);
    await give(store, made);
    expect(await readRecording(store, 'rec1')).toMatchObject({
      seq: made.length,
      held: [0],
      fault: { code: 'no-room', message: expect.stringContaining('safe on the disk') },
    });
    expect((await store.cursors.get('m-rec1'))?.seq).toBe(made.length);
  });

  it('[M3.6] deletes every byte at once when the list says that it was deleted, of copies set aside too', async () => {
    const store = freshStore();
    const made = makeRecording([3, 2]);
    await give(store, made);
    await setAside(store, 'm-rec1', 1);
    await give(store, made);
    expect(await readRecordingsOf(store, 'r-1')).toHaveLength(2);
    await give(store, addEntry(made, { kind: 'purged', why: 'retention', at: startedAt }), made.length + 1);
    expect(await bytesKept(store)).toBe(0);
    const copies = await readRecordingsOf(store, 'r-1');
    expect(copies).toHaveLength(1);
    expect(copies[0]?.list).toMatchObject({ purged: { why: 'retention', at: startedAt }, parts: [{}, {}] });
    expect(copies[0]).toMatchObject({ held: [0, 0], media: null, fault: null });
  });

  it('[M3.6] deletes the parts that a cut touches and the one file, and waits for another file', async () => {
    const store = freshStore();
    let made = makeRecording([3, 2, 4]);
    await give(store, made);
    made = addEntry(made, { kind: 'cut', fromMs: 350, toMs: 400, at: startedAt });
    await give(store, made, made.length, made.length);
    expect((await readRecording(store, 'rec1'))?.held.map((held) => held > 0)).toEqual([true, false, true]);
    expect(await store.recordingBytes.filter(({ part }) => part === 2).count()).toBe(0);
    made = addEntry(made, { kind: 'media', sha256: sha('a'), bytes: 20, durationMs: 900, at: startedAt });
    await give(store, made, made.length, made.length);
    expect((await readRecording(store, 'rec1'))?.media).toEqual({
      sha256: sha('a'),
      bytes: 20,
      blocks: 0,
      whole: false,
    });
  });
});

describe('when the main process has less, or something else', () => {
  it('keeps what was lost there, says how much, and does not offer to give it back', async () => {
    const store = freshStore();
    const made = makeRecording([10]);
    await give(store, made);
    const heads = [{ stream: 'm-rec1', seq: 6, hash: made[5]?.link ?? '' }];
    expect(await compareHeads(store, heads)).toEqual({ lost: [], forked: [] });
    await noteLostRecordings(store, heads);
    const kept = await readRecording(store, 'rec1');
    expect(kept).toMatchObject({ mainHas: 6, seq: 12 });
    expect(kept === null ? 0 : msOnlyHere(kept)).toBe(500);
    await noteLostRecordings(store, []);
    expect(await readRecording(store, 'rec1')).toMatchObject({ mainHas: 0 });
    expect(await bytesKept(store)).toBeGreaterThan(0);
    await noteLostRecordings(store, [{ stream: 'm-rec1', seq: 12, hash: '' }]);
    expect(await readRecording(store, 'rec1')).toMatchObject({ mainHas: null });
  });

  it('sets a copy aside with its sound and fetches the other list anew', async () => {
    const store = freshStore();
    const mine = makeRecording([4]);
    await give(store, mine);
    const before = await bytesKept(store);
    await setAside(store, 'm-rec1', 77);
    expect(await store.cursors.get('m-rec1')).toBeUndefined();
    await give(store, makeRecording([2, 2]));
    const copies = await readRecordingsOf(store, 'r-1');
    expect(copies.map(({ asideAt, list }) => [asideAt, list.parts.length])).toEqual([
      [77, 1],
      [null, 2],
    ]);
    expect(await bytesKept(store)).toBeGreaterThan(before);
    expect(copies.map(msOnlyHere)).toEqual([400, 0]);
  });
});
