import { expect, it } from 'vitest';
import type { ReviewCommand } from '../domain/review/commands.ts';
import { attach, claimAdd, goTo, member, startTestReview, testimony } from '../domain/review/test-review.ts';
import { reportHtml } from './report-html.ts';
import { testHead } from './test-head.ts';
import { reviewToRecord } from './review-record.ts';

const fonts = '@font-face { font-family: "Report Text"; src: url(data:font/woff2;base64,AAAA) }';

function report(): string {
  const test = startTestReview();
  goTo(test, 'facts');
  test.done(claimAdd('clm1', 'لا يعمل <b>الدفع</b>'));
  attach(test, 'claim', 'clm1', testimony);
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  return reportHtml(record, test.workspace, testHead, fonts);
}

it('carries its own faces, and its policy lets nothing else in', () => {
  const html = report();
  expect(html).toContain(fonts);
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; font-src data:"`);
  expect(html).not.toMatch(/<script|<link|https?:\/\/(?!www\.w3\.org)/);
});

it('shows what people wrote in the direction of its script, and never as markup', () => {
  const html = report();
  expect(html).toMatch(/<span dir="auto">لا يعمل &lt;b&gt;الدفع&lt;\/b&gt;/);
  expect(html).toMatch(/<h1 dir="auto">/);
});

it('keeps together what fits on a page', () => {
  const html = report();
  for (const heading of ['Time, planned and taken', 'Who was there', 'To be signed by'])
    expect(html).toMatch(new RegExp(`<section class="whole( stays)?">\\s*<h2>${heading}`));
});

it('[M1.5] shows what was decided with its facts, its hands and each dissent; votes and notes with their times', () => {
  const test = startTestReview();
  goTo(test, 'facts');
  test.done({ ...claimAdd('clm1', 'the pool was halved'), author: member('eng-01') } as ReviewCommand);
  test.done({ type: 'vote.open', id: 'vote1', question: 'Forward?', options: ['forward', 'back'] });
  test.done({ type: 'vote.count', vote: 'vote1', hands: [1, 1] });
  test.pass(61_000);
  test.done({ type: 'note.take', id: 'note1', text: 'the graph was shown', author: member('eng-02') });
  test.done({
    type: 'decision.make',
    id: 'dec1',
    question: 'Forward or back?',
    options: ['forward', 'back'],
    choice: 1,
    rationale: 'the fix is not tested',
    evidence: ['clm1'],
    dissent: [{ by: 'operations', words: 'too early' }],
    decider: member('rel-01'),
    vote: 'vote1',
  });
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  const text = reportHtml(record, test.workspace, testHead, fonts)
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ');
  expect(text).toContain('Rests on “the pool was halved”');
  expect(text).toContain('Show of hands: forward 1, back 1, of 3 here; 1 did not vote');
  expect(text).toContain('Dissent by operations: too early');
  expect(text).toContain('00:01:01the graph was shown eng-02');
  expect(text).toContain('the pool was halved” (said by the facilitator)');
  expect(record).toMatchObject({
    decisions: [{ facts: ['clm1'], vote: 'vote1' }],
    votes: [{ options: [{ hands: 1 }, { hands: 1 }], present: 3, item: 'Facts' }],
    notes: [{ meetingTime: '00:01:01', item: 'Facts', author: 'eng-02' }],
  });
});

it('[M1.4] [M3.5] says why its date was late and why its host was not the rota’s', () => {
  const test = startTestReview();
  const record = reviewToRecord(
    {
      ...test.review(),
      scheduledAt: test.now,
      scheduleReason: 'the vendor was <away>',
      hostReason: 'nobody else leads',
      hostExceptions: [{ role: 'facilitator', kind: 'in-timeline' }],
    },
    test.workspace,
    { events: 9, head: 'a'.repeat(64) },
  );
  const html = reportHtml(record, test.workspace, testHead, fonts)
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ');
  expect(html).toContain('16 Mar 2026, 10:00, needed a reason: the vendor was &lt;away&gt;');
  expect(html).toContain('as the facilitator has a part in what was reviewed: nobody else leads');
});
