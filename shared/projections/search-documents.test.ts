import { expect, it } from 'vitest';
import { claimAdd, goTo, member, startTestReview } from '../domain/review/test-review.ts';
import type { Transcript } from '../domain/transcript/transcript.ts';
import { reviewToDocuments, transcriptToDocument } from './search-documents.ts';

it('[M3.6] makes a document of a review and of what was said in it, each under its own id', () => {
  const test = startTestReview();
  goTo(test, 'facts');
  test.done(claimAdd('clm1', 'the pool was halved'));
  test.done({ type: 'note.take', id: 'note1', text: 'look at the alarm', author: member('ops-01') });
  test.done({ type: 'topic.park', id: 'park1', text: 'who owns the pool' });
  const [review, note, ...more] = reviewToDocuments(test.review());
  expect(more).toEqual([]);
  expect(review).toMatchObject({ id: 'r-2026-001', kind: 'review', review: 'r-2026-001' });
  expect(review?.blocks.map(({ text }) => text)).toEqual([
    'Checkout 4.18.0 r-2026-001 checkout 4.18.0',
    'the pool was halved',
    'who owns the pool',
  ]);
  expect(note).toMatchObject({ id: 'r-2026-001/note/note1', kind: 'note', blocks: [{ text: 'look at the alarm' }] });
});

it('[M3.6] cuts a transcript into blocks of about a minute, each with the moment it begins', () => {
  const at = (start: number, text: string) => ({
    id: 'a',
    start,
    end: start + 900,
    speaker: 'Ada',
    text,
    state: 'machine-draft',
  });
  const segments = [at(500, 'one'), at(59_000, 'two'), at(60_500, 'three'), at(200_000, 'four')];
  const transcript = { id: 'tra1', review: 'r-2026-001', startedAt: null, segments } as unknown as Transcript;
  const document = transcriptToDocument(transcript, 7);
  expect(document).toMatchObject({ id: 't-tra1', kind: 'transcript', at: 7 });
  expect(document.blocks).toEqual([
    { startMs: 500, text: 'Ada: one\nAda: two' },
    { startMs: 60_500, text: 'Ada: three' },
    { startMs: 200_000, text: 'Ada: four' },
  ]);
});
