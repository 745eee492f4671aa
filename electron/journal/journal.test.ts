import { appendFile, mkdtemp, readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { checkLine, genesis, hashLine, parseLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import { boundedRuns } from '../../shared/lib/test-runs.ts';
import { openJournal, type Journal, type OpeningNote } from './journal.ts';
import { openJournals } from './journals.ts';

const clock = { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => 0 };
let directory: string;
let notes: OpeningNote[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hotwash-journal-'));
  notes = [];
});

/** Closed with its test at the latest. */
async function open(): Promise<Journal> {
  const journal = await openJournal(directory, 'r-1', {
    clock,
    device: '0123456789abcdef',
    onNote: (note) => notes.push(note),
    onAppend: () => undefined,
  });
  onTestFinished(() => journal.close());
  return journal;
}

const event = (text: string) => ({ type: 'claim.added.v1', body: { text, command: 'cmd1' } });
const path = () => join(directory, 'r-1.jsonl');

async function expectChain(journal: Journal): Promise<void> {
  const texts = (await readFile(path(), 'utf8')).split('\n').slice(0, -1);
  let prev = genesis;
  for (const [index, text] of texts.entries()) {
    const line = parseLine(text, index + 1);
    if (!line.ok) throw new Error(line.error.message);
    expect(checkLine(line.value, index + 1, prev)).toBeUndefined();
    prev = hashLine(line.value);
  }
  expect(journal.head()).toEqual({ seq: texts.length, hash: prev });
}

describe('journal on disk', () => {
  it('[J4] is on the disk when it is acknowledged, and reads back the same', async () => {
    const journal = await open();
    const appended = await journal.append(0, 'ops-01', [event('a'), event('b')]);
    expect(appended.ok && appended.value.map((line) => line.seq)).toEqual([1, 2]);
    await expectChain(journal);
    const again = await open();
    expect(again.read(0)).toEqual(journal.read(0));
    expect(again.head()).toEqual(journal.head());
  });

  it('[J5] refuses an append under a sequence that has moved on', async () => {
    const journal = await open();
    const [first, second] = await Promise.all([
      journal.append(0, 'ops-01', [event('a')]),
      journal.append(0, 'ops-01', [event('b')]),
    ]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, error: { code: 'moved-on', head: { seq: 1 } } });
    await expectChain(journal);
  });

  it('[J6] sets a torn last line aside, says so and goes on, wherever it is cut', async () => {
    const journal = await open();
    await journal.append(0, 'ops-01', [event('kept ✓')]);
    const kept = await readFile(path());
    await journal.append(1, 'ops-01', [event('second')]);
    const whole = await readFile(path());
    await journal.close();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: kept.length + 1, max: whole.length - 1 }), async (cut) => {
        notes = [];
        await writeFile(path(), whole);
        await truncate(path(), cut);
        const reopened = await open();
        expect(reopened.head().seq).toBe(1);
        expect(notes).toMatchObject([{ code: 'torn-line', bytes: cut - kept.length }]);
        expect((await reopened.append(1, 'ops-01', [event('after')])).ok).toBe(true);
        await expectChain(reopened);
        await reopened.close();
      }),
      boundedRuns(40),
    );
    expect((await readdir(join(directory, 'torn'))).length).toBeGreaterThan(0);
  });

  it('[J7] a changed, removed or reordered line seals the journal: readable up to it, no more appends', async () => {
    const journal = await open();
    await journal.append(0, 'ops-01', [event('a'), event('b'), event('c')]);
    await journal.close();
    const [a, b, c] = (await readFile(path(), 'utf8')).split('\n');
    const broken = [
      { text: [a, b?.replace('"text":"b"', '"text":"x"'), c], readable: 1 },
      { text: [a, c], readable: 1 },
      { text: [b, a, c], readable: 0 },
      { text: [a, '{"not":"a line"}', c], readable: 1 },
      { text: [a, ` ${b ?? ''}`, c], readable: 1 },
    ];
    for (const { text, readable } of broken) {
      notes = [];
      await writeFile(path(), `${text.join('\n')}\n`);
      const reopened = await open();
      expect(reopened.read(0)).toHaveLength(readable);
      expect(notes).toMatchObject([{ code: 'broken-history', stream: 'r-1' }]);
      expect(await reopened.append(readable, 'ops-01', [event('more')])).toMatchObject({
        ok: false,
        error: { code: 'sealed-by-fault' },
      });
      expect(await readFile(path(), 'utf8')).toBe(`${text.join('\n')}\n`);
      await reopened.close();
    }
  });

  it('[J8] takes back lines that were lost here, and only those that continue the chain', async () => {
    const journal = await open();
    await journal.append(0, 'ops-01', [event('a'), event('b'), event('c')]);
    const lines = journal.read(0);
    await journal.close();
    const [first = ''] = (await readFile(path(), 'utf8')).split('\n');
    await writeFile(path(), `${first}\n`);
    const shorter = await open();
    const forged: JournalLine = { ...(lines[1] as JournalLine), actor: 'ops-99' };
    expect(await shorter.restore([forged, lines[2] as JournalLine])).toMatchObject({ ok: false });
    expect(await shorter.restore(lines.slice(1))).toMatchObject({ ok: true, value: { seq: 3 } });
    expect(await readFile(path(), 'utf8')).toBe(lines.map((line) => `${serializeLine(line)}\n`).join(''));
  });

  it('[J7] one broken journal does not hide the others', async () => {
    const journals = await openJournals(directory, { clock, device: '0123456789abcdef' });
    await (await journals.open('r-1')).append(0, 'ops-01', [event('a')]);
    await (await journals.open('r-2')).append(0, 'ops-01', [event('b')]);
    await journals.close();
    await appendFile(path(), 'garbage\n');
    const reopened = await openJournals(directory, { clock, device: '0123456789abcdef' });
    expect(reopened.notes()).toMatchObject([{ code: 'broken-history', stream: 'r-1' }]);
    expect((await reopened.get('r-2')?.append(1, 'ops-01', [event('c')]))?.ok).toBe(true);
    expect(reopened.heads().map(({ stream, seq }) => [stream, seq])).toEqual([
      ['r-1', 1],
      ['r-2', 2],
    ]);
    await reopened.close();
  });

  it('[J10] tells everybody who listens, after it is on the disk', async () => {
    const journals = await openJournals(directory, { clock, device: '0123456789abcdef' });
    const heard: string[] = [];
    const stop = journals.subscribe((stream, lines) => heard.push(`${stream}:${lines.length}`));
    const journal = await journals.open('r-1');
    await journal.append(0, 'ops-01', [event('a'), event('b')]);
    stop();
    await journal.append(2, 'ops-01', [event('c')]);
    expect(heard).toEqual(['r-1:2']);
    await journals.close();
  });
});
