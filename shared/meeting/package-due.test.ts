import { describe, expect, it } from 'vitest';
import { packageDue } from './package-due.ts';

const hour = 3_600_000;
const scheduledAt = 100 * hour;
const prepared = { phase: 'prepared', scheduledAt } as const;

describe('when a package is due', () => {
  it.each([
    [49, null],
    [48, { at: 76 * hour, isLate: false }],
    [24, { at: 76 * hour, isLate: false }],
    [23, { at: 76 * hour, isLate: true }],
    [0, { at: 76 * hour, isLate: true }],
    [-1, null],
  ])('is told %d h before the meeting', (left, due) => {
    expect(packageDue(prepared, scheduledAt - left * hour)).toEqual(due);
  });

  it('is told of a review that is prepared and has a date only', () => {
    expect(packageDue({ phase: 'draft', scheduledAt }, 90 * hour)).toBeNull();
    expect(packageDue({ phase: 'facts', scheduledAt }, 90 * hour)).toBeNull();
    expect(packageDue({ phase: 'prepared', scheduledAt: null }, 90 * hour)).toBeNull();
  });
});
