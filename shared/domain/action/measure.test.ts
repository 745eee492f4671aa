import { describe, expect, it } from 'vitest';
import { measureCriterion } from './measure.ts';

const criterion = { kind: 'metric', metric: 'p95', comparator: '<', value: 300, unit: 'ms', window: '7 days' } as const;
const samples = (...values: number[]) => ({ times: values.map((_value, index) => 1000 * (index + 1)), values });

describe('a metric criterion held against samples', () => {
  it('[M3.4] takes the mean, and tells least, greatest, count and coverage', () => {
    expect(measureCriterion(criterion, samples(100, 200, 450))).toEqual({
      value: 250,
      n: 3,
      least: 100,
      greatest: 450,
      first: 1000,
      last: 3000,
      isMet: true,
    });
  });

  it('[M3.4] says nothing without samples: missing data is never 0', () => {
    expect(measureCriterion(criterion, samples())).toBeNull();
    expect(measureCriterion(criterion, samples(NaN, NaN))).toBeNull();
    expect(measureCriterion(criterion, samples(NaN, 280))).toMatchObject({ n: 1, value: 280, first: 2000 });
  });

  it.each([
    ['<', 300, false],
    ['<=', 300, true],
    ['>', 300, false],
    ['>=', 300, true],
    ['=', 300, true],
    ['=', 300.001, false],
  ] as const)('[M3.4] compares %s at its own bound (%d: %s)', (comparator, value, isMet) => {
    expect(measureCriterion({ ...criterion, comparator }, samples(value))?.isMet).toBe(isMet);
  });
});
