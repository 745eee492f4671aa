import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTestReview } from '../domain/review/test-review.ts';
import { readCommitLine } from './commit-line.ts';

const { members } = startTestReview().workspace;
const read = (line: string) => readCommitLine(line, members, '2026-11-24');

describe('a commitment in one line', () => {
  it('[M3.4] has owner, due date and a metric criterion, in any order', () => {
    const criterion = { kind: 'metric', metric: 'p95_latency', comparator: '<', value: 300, unit: 'ms' };
    expect(read('ops-01, 15 Dec, p95_latency < 300 ms over 14 days')).toEqual({
      owner: 'ops-01',
      due: '2026-12-15',
      criterion: { ...criterion, window: '14 days' },
    });
    expect(read('p95_latency<300ms; by 2027-01-08; Ops 01')).toEqual({
      owner: 'ops-01',
      due: '2027-01-08',
      criterion: { ...criterion, window: '7 days' },
    });
  });

  it('[M3.4] takes a day without a year for the next one, and words for what exists then', () => {
    expect(read('3 February')).toEqual({ due: '2027-02-03' });
    expect(read('the alert rule, in the repository')).toEqual({
      criterion: { kind: 'artefact', artefact: 'the alert rule, in the repository' },
    });
    expect(read('31 Feb, ')).toEqual({ criterion: { kind: 'artefact', artefact: '31 Feb' } });
  });

  it('[M3.4] claims no owner who is not of the roster, whatever is typed', () => {
    assert(
      property(string({ maxLength: 60 }), (line) => {
        const { owner, due } = read(line);
        expect(owner === undefined || members.some(({ id }) => id === owner)).toBe(true);
        expect(due === undefined || /^\d{4}-\d{2}-\d{2}$/.test(due)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
