import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { withRemains } from '../../shared/journal/erased-lines.ts';
import { serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import type { Journal } from './journal.ts';
import { openJournals, type Journals } from './journals.ts';

const clock = { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => 0 };
const said = (text: string) => ({ type: 'claim.added.v1', body: { text, command: 'cmd1' } });
const erasing = (...seqs: readonly number[]) => ({
  type: 'bodies.erased.v1',
  body: { envelope: '{}', erased: seqs.map((seq) => ({ seq, remains: { text: '[erased]' } })), command: 'cmd9' },
});

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hotwash-erase-'));
});
const path = () => join(directory, 'r-1.jsonl');

async function open(): Promise<{ journals: Journals; journal: Journal }> {
  const journals = await openJournals(directory, { clock, device: '0123456789abcdef' });
  onTestFinished(() => journals.close().catch(() => undefined));
  return { journals, journal: await journals.open('r-1') };
}

const has = async (word: string): Promise<boolean> => {
  for (const name of await readdir(directory, { recursive: true })) {
    const file = join(directory, name);
    if ((await stat(file)).isFile() && (await readFile(file, 'utf8')).includes(word)) return true;
  }
  return false;
};

/** A journal of which event 2 is erased, and its lines as they were. */
async function erased(): Promise<{ before: readonly JournalLine[]; after: readonly JournalLine[] }> {
  const { journals, journal } = await open();
  await journal.append(0, 'ops-01', [said('kept'), said('secret'), said('also kept')]);
  const before = journal.read(0);
  await mkdir(join(directory, 'torn'));
  await writeFile(join(directory, 'torn', 'r-1.900'), 'secret, cut short');
  await writeFile(`${path()}.abc.tmp`, 'secret, unfinished');
  expect(await journal.erase(3, 'ops-01', erasing(2))).toMatchObject({ ok: true });
  expect(await journal.append(4, 'ops-01', [said('after')])).toMatchObject({ ok: true });
  const after = journal.read(0);
  await journals.close();
  return { before, after };
}

describe('erasing bodies of a journal', () => {
  it('[J14] takes salt and body, keeps chain and root, and is read again the same', async () => {
    const { before, after } = await erased();
    expect(await has('secret')).toBe(false);
    expect(after).toHaveLength(5);
    expect(after[1]).not.toHaveProperty('salt');
    expect(checkpointOfLines('r-1', after.slice(0, 3))).toEqual(checkpointOfLines('r-1', before));
    const { journal, journals } = await open();
    expect(journal.read(0)).toEqual(after);
    expect(journals.notes()).toEqual([]);
    expect(withRemains(journal.read(0))[1]?.body).toEqual({ text: '[erased]' });
  });

  it('[J16] a file from before the erasure, and a window that gives the lines back, come without the words', async () => {
    const { before, after } = await erased();
    const old = before.map((line) => `${serializeLine(line)}\n`).join('');
    await writeFile(path(), old);
    const first = await open();
    expect(first.journal.read(0).map(({ body }) => body !== undefined)).toEqual([true, false, true]);
    expect(await first.journal.restore(after.slice(3))).toMatchObject({ ok: true, value: { seq: 5 } });
    await first.journals.close();
    expect(await has('secret')).toBe(false);
    await rm(path());
    const second = await open();
    expect(await second.journal.restore(before)).toMatchObject({ ok: true, value: { seq: 3 } });
    expect(await has('secret')).toBe(false);
    await second.journals.close();
    await rm(join(directory, 'erased.txt'));
    await writeFile(
      path(),
      `${old}${after
        .slice(3)
        .map((line) => `${serializeLine(line)}\n`)
        .join('')}`,
    );
    await (await open()).journals.close();
    expect(await has('secret')).toBe(false);
  });

  it('[J16] is refused after another append, and what was appended through it is in the new file', async () => {
    const { journals, journal } = await open();
    await journal.append(0, 'ops-01', [said('a'), said('b')]);
    const [one, two] = await Promise.all([
      journal.append(2, 'ops-01', [said('c')]),
      journal.erase(2, 'ops-01', erasing(1)),
    ]);
    expect([one.ok, two]).toMatchObject([true, { ok: false, error: { code: 'moved-on' } }]);
    const [three, four] = await Promise.all([
      journal.erase(3, 'ops-01', erasing(1)),
      journal.append(4, 'ops-01', [said('d')]),
    ]);
    expect([three.ok, four.ok]).toEqual([true, true]);
    const lines = journal.read(0);
    await journals.close();
    expect(await readFile(path(), 'utf8')).toBe(lines.map((line) => `${serializeLine(line)}\n`).join(''));
    expect(lines).toHaveLength(5);
  });
});
