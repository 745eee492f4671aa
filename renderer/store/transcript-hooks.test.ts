import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFrameReader, encodeFrame, linesToPayload, type Frame } from '../../shared/contract/frames.ts';
import { hashLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import { chainedLines } from '../../shared/journal/test-lines.ts';
import { applyFrame } from './apply-frame.ts';
import { compareHeads } from './compare-heads.ts';
import { openStore, type Store } from './schema.ts';
import { setAside } from './set-aside.ts';
import { readTranscript } from './transcript-hooks.ts';

let store: Store;
let count = 0;
const stream = (): string => `t-tone${count}`;
const id = (): string => `tone${count}`;
beforeEach(() => {
  count += 1;
  store = openStore(`transcripts-${count}`);
});
afterEach(() => store.delete());

const source = { kind: 'scribe' };
const review = 'r-2026-001';
const history = (): readonly JournalLine[] =>
  chainedLines([
    {
      type: 'transcript.opened.v1',
      body: { id: id(), review, recording: null, offsetMs: 0, startedAt: null, language: 'en', source },
    },
    {
      type: 'segments.added.v1',
      body: {
        segments: [{ id: 's000001', start: 0, end: 1, speaker: null, text: 'a secret', state: 'machine-draft' }],
      },
    },
    { type: 'transcript.filled.v1', body: { segments: 1 } },
    { type: 'segment.reworded.v1', body: { segment: 's000001', text: 'another secret' } },
    { type: 'command.undone.v1', body: { target: 'cmd003' } },
    { type: 'transcript.erased.v1', body: { why: 'retention', through: 5, review, recording: null } },
  ]);

async function take(lines: readonly JournalLine[]): Promise<void> {
  const [from, to] = [lines[0]?.seq ?? 0, lines.at(-1)?.seq ?? 0];
  const header = { kind: 'journal', stream: stream(), from, to, receipt: '' } as const;
  const [frame] = createFrameReader()(encodeFrame(header, [linesToPayload(lines.map(serializeLine))]));
  const applied = await applyFrame(store, frame as Frame);
  expect(applied.ok).toBe(true);
}

const texts = async (): Promise<readonly string[] | string> => {
  const reading = await readTranscript(store, id());
  return reading.state === 'ready' ? reading.folded.transcript.segments.map(({ text }) => text) : reading.state;
};

describe('a transcript in the page', () => {
  it('[M3.6] is folded as its lines arrive, undo included, and listed under its review', async () => {
    const lines = history();
    expect(await texts()).toBe('missing');
    await take(lines.slice(0, 3));
    expect(await texts()).toEqual(['a secret']);
    await take(lines.slice(3, 4));
    expect(await texts()).toEqual(['another secret']);
    await take(lines.slice(4, 5));
    expect(await texts()).toEqual(['a secret']);
    expect(await store.transcripts.where({ review }).toArray()).toMatchObject([
      { id: id(), source: { kind: 'scribe' }, deleted: null },
    ]);
  });

  it('[M3.6] is forgotten when it was deleted, in every table, and says so', async () => {
    const lines = history();
    await take(lines.slice(0, 4));
    expect(await texts()).toEqual(['another secret']);
    await setAside(store, stream(), 1);
    await take(lines.slice(0, 5));
    await take(lines.slice(5));
    expect(await texts()).toBe('deleted');
    expect(await store.transcripts.get(id())).toMatchObject({ source: null, deleted: { why: 'retention' } });
    const everything = await Promise.all(store.tables.map((table) => table.toArray()));
    expect(JSON.stringify(everything)).not.toContain('secret');
  });

  it('[M3.6] that the main process lost or rolled back is known as lost, and one that differs as forked', async () => {
    const lines = history();
    await take(lines.slice(0, 4));
    expect(await compareHeads(store, [])).toEqual({ lost: [{ stream: stream(), here: 4, there: 0 }], forked: [] });
    const second = lines[1] as JournalLine;
    const rolledBack = { stream: stream(), seq: 2, hash: hashLine(second) };
    expect(await compareHeads(store, [rolledBack])).toEqual({
      lost: [{ stream: stream(), here: 4, there: 2 }],
      forked: [],
    });
    expect(await compareHeads(store, [{ ...rolledBack, hash: 'f'.repeat(64) }])).toEqual({
      lost: [],
      forked: [stream()],
    });
    await setAside(store, stream(), 1);
    expect([await texts(), await store.transcripts.get(id())]).toEqual(['missing', undefined]);
    expect(await store.forked.toArray()).toMatchObject([{ stream: stream() }]);
  });

  it('[M3.6] an event that no command could have led to is named', async () => {
    const lines = history().slice(0, 3);
    const forged = chainedLines([
      ...lines.map(({ type, body }) => ({ type, body: body ?? {} })),
      { type: 'segment.reworded.v1', body: { segment: 's999999', text: 'x' } },
    ]);
    await take(forged);
    expect(await readTranscript(store, id())).toMatchObject({
      state: 'broken',
      message: expect.stringContaining('Event 4'),
    });
  });
});
