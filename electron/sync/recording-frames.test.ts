import { describe, expect, it } from 'vitest';
import { createFrameReader, payloadToHeads, payloadToLines, type Frame } from '../../shared/contract/frames.ts';
import { recordingGenesis, recordingLink } from '../../shared/journal/recording-link.ts';
import { createRecordingFrames } from './recording-frames.ts';
import type { IntakeSource, JournalsSource, ReceiptSource, RecordingsSource } from './sources.ts';
import { createSync, type Cursors } from './sync.ts';

/** Recordings that are only remembered: entries are words, each with its bytes where it is a chunk. */
function createMemory() {
  const lists = new Map<string, { text: string; bytes: Uint8Array }[]>();
  const running = new Set<string>();
  const listeners = new Set<(id: string) => void>();
  const linkOf = (id: string, seq: number): string =>
    (lists.get(id) ?? []).slice(0, seq).reduce((link, { text }) => recordingLink(link, text), recordingGenesis);
  let reads = 0;
  const source: RecordingsSource = {
    ids: () => [...lists.keys()],
    review: () => 'r-1',
    head: (id) => ({ seq: lists.get(id)?.length ?? 0, hash: linkOf(id, lists.get(id)?.length ?? 0) }),
    linkAt: (id, seq) => Promise.resolve(linkOf(id, seq)),
    isRunning: (id) => running.has(id),
    entries: (id, after, maxBytes) => {
      reads += 1;
      const taken: { text: string; bytes: Uint8Array }[] = [];
      let size = 0;
      for (const each of (lists.get(id) ?? []).slice(after)) {
        size += each.text.length + each.bytes.length;
        if (taken.length > 0 && size > maxBytes) break;
        taken.push(each);
      }
      return Promise.resolve({
        texts: taken.map(({ text }) => text),
        bytes: new Uint8Array(Buffer.concat(taken.map(({ bytes }) => bytes))),
        kept: true,
      });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    source,
    running,
    linkOf,
    reads: () => reads,
    add: (id: string, text: string, length = 0) => {
      lists.set(id, [...(lists.get(id) ?? []), { text, bytes: new Uint8Array(length).fill(text.length) }]);
      listeners.forEach((listener) => listener(id));
    },
  };
}

const noJournals: JournalsSource = {
  streams: () => [],
  get: () => undefined,
  open: () => Promise.reject(new Error('no journal is opened')),
  subscribe: () => () => undefined,
};
const noIntake: IntakeSource = {
  head: () => ({ seq: 0, hash: '' }),
  lines: async function* () {},
  chunk: () => Promise.resolve(undefined),
  subscribe: () => () => undefined,
  restore: () => Promise.reject(new Error('nothing is restored')),
  restoreChunk: () => Promise.reject(new Error('nothing is restored')),
};
const receipts: ReceiptSource = { canJudge: true, device: 'd', give: () => '', isOurs: () => false };

async function pull(recordings: RecordingsSource, cursors: Cursors, count: number): Promise<Frame[]> {
  const sync = createSync({ journals: noJournals, intake: noIntake, receipts, recordings });
  const reader = sync.pull(cursors, new AbortController().signal).getReader();
  const read = createFrameReader();
  const frames: Frame[] = [];
  while (frames.length < count) {
    const next = await reader.read();
    if (next.done) break;
    frames.push(...read(next.value));
  }
  await reader.cancel();
  return frames;
}

const describeFrame = ({ header }: Frame): string =>
  header.kind === 'recording' ? `${header.stream} ${header.from}-${header.to}` : header.kind;

describe('recordings in the sync', () => {
  it('announces their heads by link and sends their lists with the bytes after everything else', async () => {
    const memory = createMemory();
    memory.add('rec1', '{"kind":"part"}');
    memory.add('rec1', '{"kind":"chunk"}', 300);
    const [hello, caughtUp, frame] = await pull(memory.source, {}, 3);
    expect(payloadToHeads(hello?.payload ?? new Uint8Array())).toContainEqual({
      stream: 'm-rec1',
      seq: 2,
      hash: memory.linkOf('rec1', 2),
    });
    expect(caughtUp?.header.kind).toBe('caught-up');
    if (frame?.header.kind !== 'recording') throw new Error('a recording follows');
    const { text, ...header } = frame.header;
    expect(header).toEqual({
      kind: 'recording',
      stream: 'm-rec1',
      review: 'r-1',
      from: 1,
      to: 2,
      chunks: 'here',
      link: memory.linkOf('rec1', 2),
    });
    expect(payloadToLines(frame.payload.subarray(0, text))).toEqual(['{"kind":"part"}', '{"kind":"chunk"}']);
    expect(frame.payload.length - text).toBe(300);
  });

  it('cuts what is long into frames of a MiB, and lets other recordings go between them', async () => {
    const memory = createMemory();
    for (let index = 0; index < 30; index += 1) memory.add('rec1', `chunk ${index}`, 100_000);
    memory.add('rec2', 'short');
    const frames = await pull(memory.source, {}, 6);
    expect(frames.slice(2).map(describeFrame)).toEqual(['m-rec1 1-10', 'm-rec2 1-1', 'm-rec1 11-20', 'm-rec1 21-30']);
    expect(Math.max(...frames.map(({ payload }) => payload.length))).toBeLessThanOrEqual(1024 * 1024);
  });

  it('goes on at a cursor, and says where the page has another list', async () => {
    const memory = createMemory();
    for (const word of ['one', 'two', 'three']) memory.add('rec1', word);
    const cursor = { seq: 2, hash: memory.linkOf('rec1', 2) };
    expect((await pull(memory.source, { 'm-rec1': cursor }, 3)).map(describeFrame).at(-1)).toBe('m-rec1 3-3');
    const other = await pull(memory.source, { 'm-rec1': { seq: 2, hash: 'f'.repeat(64) } }, 3);
    expect(other.map(({ header }) => header)).toEqual([
      { kind: 'hello', total: 0 },
      { kind: 'fork', stream: 'm-rec1', seq: 2 },
      { kind: 'caught-up' },
    ]);
  });

  it('sends nothing of one that the page has and this side lost', async () => {
    const memory = createMemory();
    memory.add('rec1', 'one');
    const frames = await pull(memory.source, { 'm-rec1': { seq: 9, hash: 'f'.repeat(64) } }, 2);
    expect(frames.map(describeFrame)).toEqual(['hello', 'caught-up']);
    expect(memory.reads()).toBe(0);
  });

  it('sends of one that runs a frame a second, and at once when it ended', async () => {
    const memory = createMemory();
    let now = 0;
    let position = 0;
    const frames = createRecordingFrames(memory.source, () => now);
    const step = async (): Promise<string> => {
      const next = await frames.next(() => position);
      if (next !== undefined) position = next.seq;
      return next === undefined ? `waits ${frames.dueInMs() ?? 'for nothing'}` : `sent up to ${next.seq}`;
    };
    const add = (): void => {
      memory.add('rec1', `entry at ${now}`, 1000);
      frames.note('m-rec1');
    };
    memory.running.add('rec1');
    add();
    expect(await step()).toBe('sent up to 1');
    for (now = 100; now < 1000; now += 100) {
      add();
      expect(await step()).toBe(`waits ${1000 - now}`);
    }
    add();
    expect(await step()).toBe('sent up to 11');
    now = 1100;
    add();
    expect(await step()).toBe('waits 900');
    memory.running.delete('rec1');
    expect(await step()).toBe('sent up to 12');
    expect(await step()).toBe('waits for nothing');
  });

  it('passes over one that cannot be read, and sends the others', async () => {
    const memory = createMemory();
    memory.add('rec1', 'one');
    memory.add('rec2', 'two');
    const broken: RecordingsSource = {
      ...memory.source,
      entries: (id, after, most) =>
        id === 'rec1' ? Promise.reject(new Error('the disk is bad')) : memory.source.entries(id, after, most),
    };
    expect((await pull(broken, {}, 3)).map(describeFrame)).toEqual(['hello', 'caught-up', 'm-rec2 1-1']);
  });
});
