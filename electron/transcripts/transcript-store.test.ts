import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTranscriptStore, type Idling } from './transcript-store.ts';

let now = 0;
const clock = { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => now };
const options = { clock, device: '0123456789abcdef' };
const review = 'r-2026-001';

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-transcript-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'transcripts');
};

const open = async (folder: string, idling?: Idling) => {
  const store = await openTranscriptStore(folder, options, idling);
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
};

function events(id: string, text = 'the pool was exhausted') {
  const source = { kind: 'scribe' };
  const opening = { id, review, recording: null, offsetMs: 0, startedAt: null, language: 'en', source };
  const segment = { id: 's000001', start: 0, end: 1, speaker: null, text, state: 'machine-draft' };
  return [
    { type: 'transcript.opened.v1', body: { ...opening, command: 'cmd0' } },
    { type: 'segments.added.v1', body: { segments: [segment], command: 'cmd0' } },
    { type: 'transcript.filled.v1', body: { segments: 1, command: 'cmd0' } },
  ];
}

const reworded = { type: 'segment.reworded.v1', body: { segment: 's000001', text: 'other words', command: 'cmd1' } };

describe('the store of transcripts', () => {
  it('[M3.6] knows heads without opening a file, whatever became of its index', async () => {
    const folder = await newFolder();
    const store = await open(folder);
    for (const id of ['tone', 'ttwo', 'tthree']) await store.found(`t-${id}`, 'ops-01', events(id));
    await store.use('t-ttwo', (journal) => journal.append(3, 'ops-01', [reworded]));
    const heads = ['t-tone', 't-ttwo', 't-tthree'].map((stream) => store.head(stream));
    await store.close();
    const index = join(folder, 'heads.json');
    for (const spoil of [
      () => Promise.resolve(),
      () => rm(index),
      () => writeFile(index, 'no json'),
      () => writeFile(index, JSON.stringify({ version: 1, streams: { 't-tone': 7 } })),
    ]) {
      await spoil();
      const again = await open(folder);
      expect(['t-tone', 't-ttwo', 't-tthree'].map((stream) => again.head(stream))).toEqual(heads);
      expect(again.notes()).toEqual([]);
      await again.close();
    }
  });

  it('[M3.6] reads anew what was appended after its index was written, as after a kill', async () => {
    const folder = await newFolder();
    const store = await open(folder);
    await store.found('t-tone', 'ops-01', events('tone'));
    await store.close();
    const stale = await readFile(join(folder, 'heads.json'));
    const second = await open(folder);
    await second.use('t-tone', (journal) => journal.append(3, 'ops-01', [reworded]));
    await second.close();
    await writeFile(join(folder, 'heads.json'), stale);
    const third = await open(folder);
    expect(third.head('t-tone')?.seq).toBe(4);
  });

  it('[M3.6] sets a line that a crash cut short aside and goes on; a broken history is read up to the fault and sealed', async () => {
    const folder = await newFolder();
    const store = await open(folder);
    for (const id of ['tone', 'ttwo']) await store.found(`t-${id}`, 'ops-01', events(id));
    await store.close();
    await appendFile(join(folder, 't-tone.jsonl'), '{"seq":4,"prev"');
    const path = join(folder, 't-ttwo.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('the pool was', 'the pool is.'));
    const again = await open(folder);
    expect(again.notes()).toMatchObject([{ code: 'torn-line', stream: 't-tone' }]);
    expect(again.head('t-tone')?.seq).toBe(3);
    expect(await again.use('t-tone', (journal) => journal.append(3, 'ops-01', [reworded]))).toMatchObject({
      value: { ok: true },
    });
    expect(await again.use('t-ttwo', (journal) => journal.append(3, 'ops-01', [reworded]))).toMatchObject({
      value: { ok: false, error: { code: 'sealed-by-fault' } },
    });
    expect(again.head('t-ttwo')?.seq).toBe(1);
    expect(again.notes()).toMatchObject([{ code: 'torn-line' }, { code: 'broken-history', stream: 't-ttwo' }]);
  });

  it('[M3.6] [J14] what was erased does not come back with lines that are given back', async () => {
    const folder = await newFolder();
    const store = await open(folder);
    await store.found('t-tone', 'ops-01', events('tone', 'a secret'));
    const whole = await store.use('t-tone', (journal) => [...journal.read(0)]);
    const body = { why: 'order', through: 3, review, recording: null, command: 'cmd2' };
    await store.use('t-tone', (journal) => journal.erase(3, 'ops-01', { type: 'transcript.erased.v1', body }));
    await store.close();
    await rm(join(folder, 't-tone.jsonl'));
    const again = await open(folder);
    expect(again.head('t-tone')).toBeUndefined();
    await again.use('t-tone', (journal) => journal.restore(whole.ok ? whole.value : []));
    expect(again.head('t-tone')?.seq).toBe(3);
    expect(await readFile(join(folder, 't-tone.jsonl'), 'utf8')).not.toContain('secret');
  });

  it('[M3.6] closes what nobody uses, and keeps few open at once', async () => {
    const folder = await newFolder();
    const store = await open(folder, { ms: 1_000_000, most: 2 });
    const ids = ['tone', 'ttwo', 'tthree', 'tfour'];
    for (const id of ids) await store.found(`t-${id}`, 'ops-01', events(id));
    const seen = [];
    for (const id of [...ids, 'tfour', 'tone']) {
      now += 1;
      seen.push(await store.use(`t-${id}`, (journal) => Promise.resolve(journal)));
    }
    const [one, , , four, fourAgain, oneAgain] = seen.map((each) => (each.ok ? each.value : undefined));
    expect(fourAgain).toBe(four);
    expect(oneAgain).not.toBe(one);
    expect(oneAgain?.head()).toEqual(one?.head());
  });

  it('[M3.6] a folder that is gone says so and keeps what it knew', async () => {
    const folder = await newFolder();
    const store = await open(folder);
    await store.found('t-tone', 'ops-01', events('tone'));
    await rm(folder, { recursive: true });
    await writeFile(folder, 'in its place');
    expect(await store.found('t-ttwo', 'ops-01', events('ttwo'))).toMatchObject({ ok: false });
    expect(store.streams()).toEqual(['t-tone']);
  });

  it('[M3.6] starts with 10,000 transcripts within about a second', async () => {
    const folder = await newFolder();
    const store = await open(folder);
    await store.found('t-tone', 'ops-01', events('tone', 'w '.repeat(900)));
    await store.close();
    const bytes = await readFile(join(folder, 't-tone.jsonl'));
    for (let from = 0; from < 10_000; from += 200)
      await Promise.all(
        Array.from({ length: 200 }, (_, at) => writeFile(join(folder, `t-copy${from + at}.jsonl`), bytes)),
      );
    const open1 = performance.now();
    const first = await open(folder);
    const withoutIndex = performance.now() - open1;
    expect(first.streams()).toHaveLength(10_001);
    const changed = await first.use('t-copy7', (journal) => journal.append(3, 'ops-01', [reworded]));
    expect(changed).toMatchObject({ value: { ok: true } });
    await first.close();
    const open2 = performance.now();
    const second = await open(folder);
    const withIndex = performance.now() - open2;
    expect(second.head('t-copy7')?.seq).toBe(4);
    expect(second.head('t-copy8')?.seq).toBe(3);
    process.stdout.write(
      `10,000 transcripts: opened in ${withIndex.toFixed(0)} ms, ${withoutIndex.toFixed(0)} ms without an index\n`,
    );
    expect(withIndex).toBeLessThan(3000);
  }, 60_000);

  it('[M3.6] finds a first and a last line that are longer than the piece it reads', async () => {
    const folder = await newFolder();
    const store = await open(folder);
    await store.found('t-tone', 'ops-01', events('tone'));
    const long = { ...reworded, body: { ...reworded.body, text: 'x'.repeat(19_000) } };
    await store.use('t-tone', (journal) => journal.append(3, 'ops-01', [long]));
    await store.close();
    await rm(join(folder, 'heads.json'));
    const again = await open(folder);
    expect(again.head('t-tone')).toEqual(store.head('t-tone'));
    await again.close();
    const path = join(folder, 't-tone.jsonl');
    await truncate(path, (await stat(path)).size - 5);
    const torn = await open(folder);
    expect(torn.head('t-tone')?.seq).toBe(3);
    expect(await readdir(join(folder, 'torn'))).toHaveLength(1);
  });
});
