import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFrameReader, encodeFrame, linesToPayload, type Frame } from '../../shared/contract/frames.ts';
import { claimAdd, goTo, member, startTestReview, type TestReview } from '../../shared/domain/review/test-review.ts';
import { serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import type { SearchFilter } from '../../shared/search/search.ts';
import { chainedLines, type Told } from '../../shared/journal/test-lines.ts';
import { applyFrame } from './apply-frame.ts';
import { openStore, type Store } from './schema.ts';
import { openSearchKeeper, type Found, type SearchKeeper } from './search-keeper.ts';

let store: Store;
let count = 0;
beforeEach(() => {
  count += 1;
  store = openStore(`search-${count}`);
});
afterEach(() => store.delete());

const transcript = (): string => `tone${count}`;
const reviewId = 'r-2026-001';

/** Brings lines as a frame of the sync does. */
async function take(stream: string, lines: readonly JournalLine[]): Promise<void> {
  const at = (await store.cursors.get(stream))?.seq ?? 0;
  const fresh = lines.slice(at);
  const header = { kind: 'journal', stream, from: at + 1, to: lines.length, receipt: '' } as const;
  const [frame] = createFrameReader()(encodeFrame(header, [linesToPayload(fresh.map(serializeLine))]));
  expect((await applyFrame(store, frame as Frame)).ok).toBe(true);
}

const takeReview = (test: TestReview): Promise<void> =>
  take(
    reviewId,
    chainedLines(test.events.map(({ type, body, command }) => ({ type, body: { ...body, command } as Told['body'] }))),
  );

const said = [
  { id: 's000001', start: 5_000, end: 9_000, speaker: 'ops-01', text: 'The kingfisher alarm rang late.' },
  { id: 's000002', start: 30_000, end: 34_000, speaker: null, text: 'Nobody looked at the dashboard.' },
  { id: 's000003', start: 70_000, end: 74_000, speaker: null, text: 'We raised db.pool.max to sixty.' },
];
const source = { kind: 'scribe' };
const transcriptLines = (): readonly JournalLine[] =>
  chainedLines([
    {
      type: 'transcript.opened.v1',
      body: {
        id: transcript(),
        review: reviewId,
        recording: null,
        offsetMs: 0,
        startedAt: null,
        language: 'en',
        source,
      },
    },
    { type: 'segments.added.v1', body: { segments: said.map((each) => ({ ...each, state: 'machine-draft' })) } },
    { type: 'transcript.filled.v1', body: { segments: 3 } },
    { type: 'segment.reworded.v1', body: { segment: 's000002', text: 'Nobody looked at the ptarmigan.' } },
    { type: 'transcript.erased.v1', body: { why: 'retention', through: 4, review: reviewId, recording: null } },
  ]);
const takeTranscript = (lines: number): Promise<void> => take(`t-${transcript()}`, transcriptLines().slice(0, lines));

const open = (isOurs = (): boolean => true): Promise<SearchKeeper> => openSearchKeeper(store, isOurs);
const update = (keeper: SearchKeeper): Promise<boolean> => keeper.update(() => undefined);
async function search(keeper: SearchKeeper, text: string, kinds?: SearchFilter['kinds']): Promise<Found> {
  const found = await keeper.search({ text, filter: kinds === undefined ? undefined : { kinds }, limit: 10 });
  if (found === null) throw new Error('somebody waited for the answer');
  return found;
}
const find = async (keeper: SearchKeeper, text: string): Promise<readonly string[]> =>
  (await search(keeper, text)).hits.filter(({ hasAll }) => hasAll).map(({ document }) => document);

/** A review with a claim and a note. */
function reviewWithNote(): TestReview {
  const test = startTestReview();
  goTo(test, 'facts');
  test.done(claimAdd('claim01', 'The canary was too small.'));
  test.done({ type: 'note.take', id: 'note001', text: 'The walrus is asleep.', author: member('ops-01') });
  return test;
}

it('[M3.6] finds a review and a transcript when they arrived, and leads to the moment', async () => {
  const keeper = await open();
  expect(await update(keeper)).toBe(false);
  await takeReview(reviewWithNote());
  await takeTranscript(3);
  const tell = vi.fn<(done: number, of: number) => void>();
  expect(await keeper.update(tell)).toBe(true);
  expect(await find(keeper, 'canary')).toEqual([reviewId]);
  expect(await find(keeper, 'walrus')).toEqual([`${reviewId}/note/note001`]);
  expect(await search(keeper, 'db.pool.max')).toMatchObject({
    hits: [{ document: `t-${transcript()}`, kind: 'transcript', startMs: 70_000 }],
    total: 1,
  });
  const [first] = (await search(keeper, '"looked at"')).hits;
  expect(first?.startMs).toBe(30_000);
  expect(first?.snippet.ranges.map(([from, to]) => first.snippet.text.slice(from, to))).toEqual(['looked', 'at']);
  expect((await search(keeper, 'the', ['note'])).hits.map(({ kind }) => kind)).toEqual(['note']);
  expect(await update(keeper)).toBe(false);
});

it('[M3.6] follows an edit: the new words are found, the old ones are not', async () => {
  const keeper = await open();
  const test = reviewWithNote();
  await takeReview(test);
  await takeTranscript(3);
  await update(keeper);
  await takeTranscript(4);
  test.done({ type: 'note.reword', note: 'note001', text: 'The narwhal is asleep.' });
  await takeReview(test);
  expect(await update(keeper)).toBe(true);
  expect(await find(keeper, 'ptarmigan')).toEqual([`t-${transcript()}`]);
  expect(await find(keeper, 'dashboard')).toEqual([]);
  expect(await find(keeper, 'narwhal')).toEqual([`${reviewId}/note/note001`]);
  expect(await find(keeper, 'walrus')).toEqual([]);
});

/** Everything that is kept of the index, one character a byte. */
const keptBytes = async (): Promise<string> =>
  (await store.searchParts.toArray())
    .flatMap(({ bytes }) => Array.from(bytes, (byte) => String.fromCharCode(byte)))
    .join('');

it('[M3.6] leaves nothing of an erased transcript, of what it said last nor of what it said before', async () => {
  const keeper = await open();
  await takeReview(reviewWithNote());
  await takeTranscript(3);
  await update(keeper);
  await takeTranscript(4);
  await update(keeper);
  expect(await keptBytes()).toContain('kingfisher');
  await takeTranscript(5);
  await update(keeper);
  for (const word of ['kingfisher', 'dashboard', 'ptarmigan']) expect(await find(keeper, word)).toEqual([]);
  expect(await keptBytes()).not.toMatch(/kingfisher|dashboard|ptarmigan|tone/);
  expect(await find(keeper, 'canary')).toEqual([reviewId]);
});

it('[M3.6] opens from what was kept without reading a line again', async () => {
  const keeper = await open();
  await takeReview(reviewWithNote());
  await takeTranscript(3);
  await update(keeper);
  const second = await open();
  const tell = vi.fn<(done: number, of: number) => void>();
  expect(await second.update(tell)).toBe(false);
  expect(tell).not.toHaveBeenCalled();
  expect(await find(second, 'kingfisher')).toEqual([`t-${transcript()}`]);
});

it('[M3.6] is made anew where what was kept is damaged', async () => {
  const keeper = await open();
  await takeReview(reviewWithNote());
  await takeTranscript(3);
  await update(keeper);
  const [part] = await store.searchParts.toArray();
  if (part === undefined) throw new Error('a part was kept');
  const bytes = part.bytes.slice();
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x10;
  await store.searchParts.put({ ...part, bytes });
  const second = await open();
  expect(await find(second, 'kingfisher')).toEqual([]);
  expect(await update(second)).toBe(true);
  expect(await find(second, 'kingfisher')).toEqual([`t-${transcript()}`]);
  expect(await update(await open())).toBe(false);
});

it('[M3.6] is kept whole by another window when the one that kept it was closed', async () => {
  let isOurs = false;
  const [first, other] = [await open(), await open(() => isOurs)];
  await takeTranscript(3);
  await update(first);
  await takeReview(reviewWithNote());
  await update(first);
  // This one takes in both at once: its parts are other ones, called alike.
  await update(other);
  isOurs = true;
  await takeTranscript(4);
  await update(other);
  const third = await open();
  expect(await update(third)).toBe(false);
  expect(await find(third, 'ptarmigan')).toEqual([`t-${transcript()}`]);
  expect(await find(third, 'dashboard')).toEqual([]);
  expect(await find(third, 'canary')).toEqual([reviewId]);
});

it('[M3.6] forgets a stream that the page gave up', async () => {
  const keeper = await open();
  await takeReview(reviewWithNote());
  await takeTranscript(3);
  await update(keeper);
  await store.cursors.delete(`t-${transcript()}`);
  expect(await update(keeper)).toBe(true);
  expect(await find(keeper, 'kingfisher')).toEqual([]);
  expect(await keptBytes()).not.toContain('kingfisher');
});
