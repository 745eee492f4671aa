import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFrameReader, payloadToHeads, payloadToLines, type Frame } from '../../shared/contract/frames.ts';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { serializeLine } from '../../shared/journal/line.ts';
import { assertNever } from '../../shared/lib/invariant.ts';
import { openIntake } from '../intake/open-intake.ts';
import type { Intake } from '../intake/intake.ts';
import { openJournals, type Journals } from '../journal/journals.ts';
import type { Clock } from '../platform/clock.ts';
import { createSync, type Cursors } from './sync.ts';
import type { IntakeSource, ReceiptSource } from './sources.ts';

const clock: Clock = { wall: () => Date.UTC(2026, 2, 12), monotonic: () => 0 };
const options = { clock, device: '0123456789abcdef' };
const metrics = (from: number, count: number): string =>
  `timestamp,value,service,metric\n${Array.from({ length: count }, (_, i) => `${new Date(Date.UTC(2026, 0, 1) + (from + i) * 60_000).toISOString()},${Math.sin(from + i)},checkout,errors\n`).join('')}`;
const deployments = `id,service,version,environment,started,finished,result
d1,checkout,1.0.0,production,2026-03-01T10:00:00Z,2026-03-01T10:05:00Z,success
d2,checkout,1.1.0,production,2026-03-02T10:00:00Z,2026-03-02T10:05:00Z,success
`;

/** Enough of one kind for sealed chunks. */
const manyBuilds = (count: number): string =>
  `id,service,version,started\n${Array.from({ length: count }, (_, i) => `m${i},search,2.${i},${new Date(Date.UTC(2026, 1, 1) + i * 60_000).toISOString()}\n`).join('')}`;

/** Stands for the device's signature: rooms do not know each other, so the sync is given one here. */
const receipts: ReceiptSource = {
  canJudge: true,
  device: options.device,
  give: ({ stream, seq, hash }) => `${stream} ${seq} ${hash}`,
  isOurs: ({ stream, seq, hash }, receipt) => receipt === `${stream} ${seq} ${hash}`,
};

let folder: string;
let journals: Journals;
let intake: Intake;

async function open(): Promise<void> {
  journals = await openJournals(join(folder, 'journals'), options);
  intake = await openIntake(folder, { now: () => clock.wall() });
}

async function close(): Promise<void> {
  await journals.close();
  await intake.close();
}

async function say(stream: string, ...words: string[]): Promise<void> {
  const journal = await journals.open(stream);
  const events = words.map((word) => ({ type: 'word.said.v1', body: { word } }));
  const appended = await journal.append(journal.head().seq, 'ops-01', events);
  expect(appended.ok).toBe(true);
}

async function take(name: string, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const taken = await intake.takeFile({
    name,
    size: bytes.length,
    open: () =>
      (async function* () {
        yield bytes;
      })(),
  });
  expect(taken.ok).toBe(true);
}

/** Reads frames until `enough` says so, then cancels. */
async function pull(cursors: Cursors, enough: (frames: readonly Frame[]) => boolean = isCaughtUp): Promise<Frame[]> {
  const reader = createSync({ journals, intake, receipts }).pull(cursors, new AbortController().signal).getReader();
  const read = createFrameReader();
  const frames: Frame[] = [];
  while (!enough(frames)) {
    const next = await reader.read();
    if (next.done) break;
    frames.push(...read(next.value));
  }
  await reader.cancel();
  return frames;
}

const isCaughtUp = (frames: readonly Frame[]): boolean => frames.some(({ header }) => header.kind === 'caught-up');
const describeFrame = ({ header }: Frame): string => {
  switch (header.kind) {
    case 'journal':
      return `${header.stream} ${header.from}-${header.to}`;
    case 'intake':
      return `intake ${header.from}-${header.to}`;
    case 'chunks':
      return `${header.chunks.length + (header.rows?.length ?? 0)} chunks`;
    case 'fork':
      return `fork ${header.stream}`;
    case 'recording':
      return `${header.stream} ${header.from}-${header.to}`;
    case 'hello':
    case 'caught-up':
      return header.kind;
    default:
      return assertNever(header);
  }
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotwash-sync-'));
  await open();
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

describe('pull', () => {
  it('sends the workspace, then the reviews, then the intake with the samples before the lines that name them', async () => {
    await say('r-2', 'b');
    await say('r-1', 'a', 'b');
    await say('workspace', 'founded');
    await take('errors.csv', metrics(0, 9000));
    await take('many.csv', manyBuilds(5000));
    const frames = await pull({});
    const described = frames.map(describeFrame);
    expect(described.slice(0, 4)).toEqual(['hello', 'workspace 1-1', 'r-1 1-2', 'r-2 1-1']);
    expect(described.at(-1)).toBe('caught-up');
    const sent = new Set<string>();
    let named = 0;
    for (const { header, payload } of frames) {
      if (header.kind === 'chunks')
        [...header.chunks, ...(header.rows ?? [])].forEach(({ chunk }) => sent.add(chunk.sha256));
      if (header.kind !== 'intake') continue;
      for (const line of payloadToLines(payload)) {
        const { samples, bulk = [] } = JSON.parse(line) as IntakeLine;
        for (const { sha256, count } of [...samples, ...bulk]) {
          expect(sent).toContain(sha256);
          named += count;
        }
      }
    }
    expect(named).toBe(9000 + 4096);
  });

  it('announces every head and how many lines are to come', async () => {
    await say('workspace', 'founded');
    await say('r-1', 'a', 'b', 'c');
    const [hello] = await pull({ 'r-1': headAfter(await lines('r-1'), 1) });
    expect(hello?.header).toEqual({ kind: 'hello', total: 3 });
    expect(payloadToHeads(hello?.payload ?? new Uint8Array()).map(({ stream, seq }) => `${stream} ${seq}`)).toEqual([
      'workspace 1',
      'r-1 3',
      'intake 0',
    ]);
  });

  it('goes on where a cursor stands, with the lines as they are on the disk', async () => {
    await say('workspace', ...Array.from({ length: 450 }, (_, i) => `w${i}`));
    const all = (await pull({})).filter(({ header }) => header.kind === 'journal');
    expect(all.map(describeFrame)).toEqual(['workspace 1-200', 'workspace 201-400', 'workspace 401-450']);
    const texts = all.flatMap(({ payload }) => payloadToLines(payload));
    const rest = await pull({ workspace: headAfter(texts, 430) });
    expect(rest.flatMap(({ header, payload }) => (header.kind === 'journal' ? payloadToLines(payload) : []))).toEqual(
      texts.slice(430),
    );
  });

  it('follows what is appended, also in a review that did not exist before', async () => {
    await say('workspace', 'founded');
    const watching = pull({}, (frames) => frames.filter(({ header }) => header.kind !== 'hello').length >= 5);
    await say('r-9', 'opened');
    await take('deployments.csv', deployments);
    await say('workspace', 'later');
    const described = (await watching).map(describeFrame);
    expect(described).toContain('r-9 1-1');
    expect(described).toContain('intake 1-1');
    expect(described.filter((each) => each.startsWith('workspace')).join()).toMatch(/1-2|1-1,workspace 2-2/);
  });

  it('sends nothing of a stream of which the page has more', async () => {
    await say('workspace', 'founded');
    await say('r-1', 'a');
    const frames = await pull({ 'r-1': { seq: 5, hash: 'f'.repeat(64) }, 'r-gone': { seq: 2, hash: 'f'.repeat(64) } });
    expect(frames.map(describeFrame)).toEqual(['hello', 'workspace 1-1', 'caught-up']);
  });

  it('says which streams the page has another history of, and sends nothing of them', async () => {
    await say('workspace', 'founded', 'again');
    await take('deployments.csv', deployments);
    await take('errors.csv', metrics(0, 10));
    const other = 'f'.repeat(64);
    const frames = await pull({ workspace: { seq: 1, hash: other }, intake: { seq: 1, hash: other } });
    expect(frames.map(describeFrame)).toEqual(['hello', 'fork workspace', 'fork intake', 'caught-up']);
  });

  it('ends when it is told to', async () => {
    const ends = new AbortController();
    const reader = createSync({ journals, intake, receipts }).pull({}, ends.signal).getReader();
    await reader.read();
    ends.abort();
    const rest = [];
    for (let next = await reader.read(); !next.done; next = await reader.read()) rest.push(next.value);
    expect(rest.length).toBeLessThanOrEqual(1);
  });

  it('makes no more than two frames that nobody has asked for', async () => {
    await take('errors.csv', metrics(0, 4096 * 80));
    let chunksRead = 0;
    const counting: IntakeSource = {
      ...intake,
      chunk: (sha256) => {
        chunksRead += 1;
        return intake.chunk(sha256);
      },
    };
    const reader = createSync({ journals, intake: counting, receipts })
      .pull({}, new AbortController().signal)
      .getReader();
    const header = createFrameReader();
    const [hello] = header((await reader.read()).value ?? new Uint8Array());
    expect(hello?.header.kind).toBe('hello');
    await settle(() => chunksRead);
    expect(chunksRead).toBeLessThanOrEqual(2 * 16);
    await reader.read();
    await settle(() => chunksRead);
    expect(chunksRead).toBeLessThanOrEqual(3 * 16);
    await reader.cancel();
  });
});

describe('restore', () => {
  it('takes back a review, the workspace and the intake that were deleted, and refuses what does not continue them', async () => {
    await say('workspace', 'founded');
    await say('r-1', 'a', 'b', 'c');
    await take('errors.csv', metrics(0, 5000));
    await take('deployments.csv', deployments);
    await take('many.csv', manyBuilds(2000));
    const before = await pull({});
    const heads = payloadToHeads(before[0]?.payload ?? new Uint8Array());
    await close();
    await rm(join(folder, 'journals'), { recursive: true });
    await rm(join(folder, 'intake'), { recursive: true });
    await open();
    const sync = createSync({ journals, intake, receipts });
    for (const { header, payload } of before) {
      if (header.kind === 'journal')
        expect(await sync.restore(header.stream, payloadToLines(payload), header.receipt)).toMatchObject({ ok: true });
      if (header.kind === 'intake')
        expect(await sync.restore('intake', payloadToLines(payload), '')).toMatchObject({ ok: true });
      if (header.kind !== 'chunks') continue;
      let offset = 0;
      for (const { chunk, bytes } of [...header.chunks, ...(header.rows ?? [])]) {
        const restored = await sync.restoreChunk(payload.slice(offset, offset + bytes));
        expect(restored).toEqual({ ok: true, value: chunk.sha256 });
        offset += bytes;
      }
    }
    const after = await pull({});
    expect(payloadToHeads(after[0]?.payload ?? new Uint8Array())).toEqual(heads);
    expect(intake.rows.count('deployment')).toBe(2002);
    expect((await intake.rows.get('deployment', 'file:deployment:search:m1999'))?.version).toBe('2.1999');
    expect((await intake.samples((await intake.series())[0]?.series ?? '', 0, Infinity)).times.length).toBe(5000);
  });

  it('writes nothing when one line was changed, is missing, or is of another history', async () => {
    await say('r-1', 'a', 'b', 'c');
    const kept = await lines('r-1');
    const receipt = await receiptOf('r-1');
    await close();
    await rm(join(folder, 'journals'), { recursive: true });
    await open();
    const sync = createSync({ journals, intake, receipts });
    const changed = kept.map((line, index) => (index === 1 ? line.replace('"b"', '"x"') : line));
    for (const wrong of [changed, kept.slice(1), [kept[0] ?? '', kept[2] ?? ''], ['{}'], []])
      expect(await sync.restore('r-1', wrong, receipt)).toMatchObject({ ok: false });
    expect(journals.get('r-1')?.head().seq ?? 0).toBe(0);
    for (const name of ['../r-1', 'workspace/x', ''])
      expect(await sync.restore(name, kept, receipt)).toMatchObject({ ok: false, error: { code: 'unknown-stream' } });
  });
});

describe('receipts', () => {
  it('[J8] takes no line back that this device never acknowledged, into a journal that is there or not', async () => {
    await say('r-1', 'a', 'b');
    const receipt = await receiptOf('r-1');
    await close();
    const other = await openJournals(join(folder, 'other'), options);
    const forged = await other.open('r-1');
    const words = ['a', 'b', 'forged'].map((word) => ({ type: 'word.said.v1', body: { word } }));
    await forged.append(0, 'ops-01', words);
    const made = forged.read(0).map(serializeLine);
    await other.close();
    await open();
    const sync = createSync({ journals, intake, receipts });
    for (const wrong of [receipt, '', 'r-1 3 x'])
      for (const stream of ['r-1', 'r-2'])
        expect(await sync.restore(stream, made, wrong)).toMatchObject({ ok: false, error: { code: 'no-receipt' } });
    expect(journals.get('r-1')?.head().seq).toBe(2);
    expect(journals.get('r-2')).toBeUndefined();
  });

  it('[J8] when the device key was lost with the folder, takes lines of another device into an empty journal only', async () => {
    await say('r-1', 'a', 'b');
    const kept = await lines('r-1');
    await close();
    await rm(join(folder, 'journals'), { recursive: true });
    await open();
    const blind = { ...receipts, canJudge: false };
    const same = createSync({ journals, intake, receipts: blind });
    expect(await same.restore('r-1', kept, '')).toMatchObject({ ok: false, error: { code: 'no-receipt' } });
    const fresh = createSync({ journals, intake, receipts: { ...blind, device: 'fedcba9876543210' } });
    expect(await fresh.restore('r-1', kept.slice(0, 1), '')).toMatchObject({ ok: true });
    expect(await fresh.restore('r-1', kept.slice(1), '')).toMatchObject({ ok: false, error: { code: 'no-receipt' } });
  });
});

async function receiptOf(stream: string): Promise<string> {
  const frames = await pull({});
  const last = frames.findLast(({ header }) => header.kind === 'journal' && header.stream === stream)?.header;
  return last?.kind === 'journal' ? last.receipt : '';
}

async function lines(stream: string): Promise<string[]> {
  const frames = await pull({});
  return frames.flatMap(({ header, payload }) =>
    header.kind === 'journal' && header.stream === stream ? payloadToLines(payload) : [],
  );
}

/** A cursor at line `seq`: its hash is what the next line calls `prev`. */
function headAfter(texts: readonly string[], seq: number): Cursors[string] {
  const next = JSON.parse(texts[seq] ?? '{}') as { prev?: string };
  return { seq, hash: next.prev ?? '' };
}

/** Waits until a count has stood still for a while of real work. */
async function settle(count: () => number): Promise<void> {
  for (let last = -1; last !== count();) {
    last = count();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
