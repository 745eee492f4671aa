import { expect, it } from 'vitest';
import type { MemberId } from '../domain/ids.ts';
import { attach, claimAdd, deployment, goTo, startTestReview } from '../domain/review/test-review.ts';
import { reportHtml } from './report-html.ts';
import { testHead } from './test-head.ts';
import { reviewToRecord } from './review-record.ts';

const history = { events: 9, head: 'a'.repeat(64) };

it('[M8.5] the record and the report tell what product said, or that it did not review', () => {
  const test = startTestReview();
  goTo(test, 'facts');
  test.done(claimAdd('fact1', 'p95 fell to 200 ms'));
  attach(test, 'claim', 'fact1', deployment);
  const silent = reviewToRecord(test.review(), test.workspace, history);
  expect(silent.product).toBeNull();
  expect(reportHtml(silent, test.workspace, testHead, '')).toContain('Product: not reviewed.');

  const product = {
    outcome: 'partly' as const,
    against: 'One in ten <pays>',
    evidence: ['fact1'],
    nextPhase: 'wait' as const,
    feature: 'new form',
    reason: 'one in twenty does',
    by: 'prod-01' as MemberId,
    at: test.now,
  };
  const record = reviewToRecord({ ...test.review(), product }, test.workspace, history);
  expect(record.product).toMatchObject({ outcome: 'partly', by: 'prod-01', at: '2026-03-16T09:00:00.000Z' });
  const text = reportHtml(record, test.workspace, testHead, '').replaceAll(/<[^>]+>/g, '');
  expect(text).toContain('One in ten &lt;pays&gt;');
  expect(text).toContain('rests on “p95 fell to 200 ms”');
  expect(text).not.toContain('Product: not reviewed.');
});
