import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrame, linesToPayload } from '../../shared/contract/frames.ts';
import { createFrameReader, type Frame } from '../../shared/contract/frames.ts';
import { genesis, hashLine, parseLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import { chainedLines } from '../../shared/journal/test-lines.ts';
import { applyFrame } from './apply-frame.ts';
import { createJournalCache } from './journal-cache.ts';
import { openStore, type Store } from './schema.ts';

let store: Store;
let count = 0;
beforeEach(() => {
  count += 1;
  store = openStore(`forget-${count}`);
});
afterEach(async () => {
  await store.delete();
});

const lines = chainedLines([
  { type: 'note.taken.v1', body: { text: 'kept' } },
  { type: 'note.taken.v1', body: { text: 'secret' } },
  {
    type: 'bodies.erased.v1',
    body: { envelope: '{}', erased: [{ seq: 2, remains: { text: '[erased]' } }], command: 'cmd9' },
  },
]);

function frameOf(fresh: readonly JournalLine[]): Frame {
  const [from, to] = [fresh[0]?.seq ?? 0, fresh.at(-1)?.seq ?? 0];
  const bytes = encodeFrame({ kind: 'journal', stream: 'r-1', from, to, receipt: '' }, [
    linesToPayload(fresh.map(serializeLine)),
  ]);
  const [frame] = createFrameReader()(bytes);
  if (frame === undefined) throw new Error('no frame');
  return frame;
}

const has = async (word: string): Promise<boolean> =>
  JSON.stringify([await store.lines.toArray(), await store.forked.toArray()]).includes(word);

describe('what a journal says was erased', () => {
  it('[J16] goes from the lines, from copies set aside and from what is read already, with the line that says so', async () => {
    const read = createJournalCache();
    expect(await applyFrame(store, frameOf(lines.slice(0, 2)))).toMatchObject({ ok: true });
    await store.forked.add({ stream: 'r-1', foundAt: 0, lines: lines.slice(0, 2).map(serializeLine) });
    const cursor = async () => (await store.cursors.get('r-1')) ?? { stream: 'r-1', seq: 0, hash: genesis, at: 0 };
    const before = await read(store, await cursor());
    expect(before.ok && before.value.lines[1]?.body).toMatchObject({ text: 'secret' });
    expect(await has('secret')).toBe(true);
    expect(await applyFrame(store, frameOf(lines.slice(2)))).toMatchObject({ ok: true });
    expect(await has('secret')).toBe(false);
    const after = await read(store, await cursor());
    expect(after.ok && after.value.lines.map(({ body }) => body !== undefined)).toEqual([true, false, true]);
    const kept = await store.lines.get(['r-1', 2]);
    const line = parseLine(kept?.text ?? '', 2);
    expect(line.ok && hashLine(line.value)).toBe(hashLine(lines[1] as JournalLine));
  });
});
