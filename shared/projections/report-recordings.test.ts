import { expect, it } from 'vitest';
import { member, startTestReview } from '../domain/review/test-review.ts';
import { reportHtml } from './report-html.ts';
import { reviewToRecord } from './review-record.ts';
import { testHead } from './test-head.ts';

const link = 'a'.repeat(64);
const history = { events: 9, head: link };
const plain = (page: string): string => page.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');

it('[M3.6] the record and its report say what was asked, who agreed, what was kept and what was taken out', () => {
  const test = startTestReview();
  test.done({ type: 'consent.word', text: 'May the <sound> be recorded?' });
  const [first = '', ...others] = test.review().present;
  for (const id of [first, ...others]) test.done({ type: 'consent.answer', member: member(id), answer: 'agrees' });
  test.done({ type: 'recording.start', recording: 'rec1', sources: ['microphone'] });
  test.append({ type: 'recording.noted.v1', body: { recording: 'rec1', what: 'silence', atMs: 5000, forMs: 31_000 } });
  test.done({ type: 'consent.answer', member: member(first), answer: 'objects' });
  const cut = {
    recording: 'rec1',
    fromMs: 60_000,
    toMs: 90_000,
    member: member(first),
    reason: 'a <name> fell',
    link,
  };
  test.append({ type: 'recording.cut.v1', body: cut });
  test.append({
    type: 'recording.stopped.v1',
    body: {
      recording: 'rec1',
      why: 'recovered',
      durationMs: 2_467_000,
      parts: 2,
      chunks: 24_670,
      bytes: 9_000_000,
      link,
    },
  });
  const record = reviewToRecord(test.review(), test.workspace, history);
  expect(record.recorded).toMatchObject({
    consent: {
      answers: [...others.map((id) => ({ member: id, answer: 'agrees' })), { member: first, answer: 'objects' }],
    },
    recordings: [{ stopped: { why: 'recovered', link }, cuts: [{ member: first, fromPlaceMs: 60_000 }] }],
  });
  const page = reportHtml(record, test.workspace, testHead, '');
  expect(page).toContain('May the &lt;sound&gt; be recorded?');
  expect(plain(page)).toContain('41 min 7 s of sound, cut short by a crash and recovered');
  expect(plain(page)).toContain('silence at 00:00:05 for 31 s');
  expect(plain(page)).toContain(`Taken out, 00:01:00 to 00:01:30, because ${first} objected: a &lt;name&gt; fell`);
});

it('[M3.6] says nothing of recordings where nobody was asked', () => {
  const record = reviewToRecord(startTestReview().review(), startTestReview().workspace, history);
  expect(Object.hasOwn(record, 'recorded')).toBe(false);
  expect(reportHtml(record, startTestReview().workspace, testHead, '')).not.toContain('<h2>Recorded</h2>');
});
