import { describe, expect, it } from 'vitest';
import { governanceBefore } from '../../../shared/domain/policy/governance.ts';
import { openTestReview, startTestReview, testStart } from '../../../shared/domain/review/test-review.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { planOf } from './planned.ts';

const hour = 3_600_000;
const live = testStart - 2 * hour;
const opened = (more: Partial<Review> = {}): Review => ({ ...openTestReview().review(), ...more });
const stateOf = (review: Review, at: number | null, now: number): string | undefined =>
  planOf([review], new Map([[review.id, at]]), now)[0]?.state;

describe('a review in the calendar', () => {
  it('[M1.4] is planned until its date is over, and late when nobody held it then', () => {
    const dated = opened({ scheduledAt: live + 30 * hour });
    expect(stateOf(dated, live, testStart)).toBe('planned');
    expect(stateOf(dated, live, live + 31 * hour)).toBe('late');
    expect(stateOf(startTestReview().review(), live, testStart + 99 * hour)).toBe('held');
  });

  it('[M1.4] without a date is to be planned until it is due; without a go-live nobody can tell', () => {
    expect(stateOf(opened(), live, testStart)).toBe('to-plan');
    expect(stateOf(opened(), live, live + 12 * 24 * hour)).toBe('late');
    expect(stateOf(opened(), null, testStart)).toBe('unknown');
    expect(stateOf(opened({ governance: governanceBefore('light') }), live, testStart)).toBe('form');
  });

  it('stands by its date, else by when it is due', () => {
    const late = { ...opened({ scheduledAt: live + 100 * 24 * hour }), id: 'r-2026-009' };
    const plan = planOf([late, opened()], new Map([['r-2026-001', live]]), testStart);
    expect(plan.map(({ review }) => review.id)).toEqual(['r-2026-001', 'r-2026-009']);
  });
});
