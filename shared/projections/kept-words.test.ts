import { expect, it } from 'vitest';
import type { ReviewCommand } from '../domain/review/commands.ts';
import { claimAdd, goTo, startTestReview } from '../domain/review/test-review.ts';
import { keptWords } from './report-room.ts';
import { reviewToRecord } from './review-record.ts';

it('[M3.3] the record and its report say which words were kept as written, by which rules, and why', () => {
  const test = startTestReview();
  goTo(test, 'facts');
  const history = { events: 9, head: 'a'.repeat(64) };
  expect(keptWords(reviewToRecord(test.review(), test.workspace, history))).toBe('');
  const reason = 'It is quoted from <ticket> 7.';
  test.done({ ...claimAdd('clm1', 'The operator broke it.'), wording: { reason } } as ReviewCommand);
  const record = reviewToRecord(test.review(), test.workspace, history);
  expect(record.wordingOverrides).toEqual([
    {
      of: { kind: 'claim', id: 'clm1' },
      text: 'The operator broke it.',
      rules: ['W2'],
      reason,
      at: new Date(test.now).toISOString(),
    },
  ]);
  const section = keptWords(record);
  const markup = typeof section === 'string' ? section : section.markup;
  expect(markup).toContain('The operator broke it.');
  expect(markup).toContain('quoted from &lt;ticket&gt; 7.');
});
