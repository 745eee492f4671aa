import { describe, expect, it } from 'vitest';
import { asksForRevision, otherShare, percentOther, quarterStart } from './other-share.ts';
import type { PastFinding } from './past-finding.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const found = (count: number, id: string | null, at: string): readonly PastFinding[] =>
  Array.from({ length: count }, (_, index) => ({
    review: `r-${index}`,
    cause: 'cau1',
    text: 'x',
    class: id,
    component: null,
    service: 'checkout',
    at: Date.parse(at),
    state: 'supported' as const,
  }));

describe('what fits no class', () => {
  it('[M4.2] is counted from the first day of the quarter where the organisation is', () => {
    expect(quarterStart(now, 'Europe/Berlin')).toBe('2026-10-01');
    expect(quarterStart(Date.parse('2026-12-31T23:30:00Z'), 'Europe/Berlin')).toBe('2027-01-01');
    expect(quarterStart(Date.parse('2026-12-31T23:30:00Z'), 'America/New_York')).toBe('2026-10-01');
    const share = otherShare(
      [
        ...found(34, 'capacity', '2026-10-02T08:00:00Z'),
        ...found(6, 'other', '2026-09-30T22:00:00Z'),
        ...found(9, 'other', '2026-09-30T21:59:59Z'),
        ...found(9, null, '2026-10-02T08:00:00Z'),
      ],
      now,
      'Europe/Berlin',
    );
    expect(share).toEqual({ since: '2026-10-01', classed: 40, other: 6 });
  });

  it('[M4.2] asks for a revision above 15 %, and says nothing of a handful', () => {
    const of = (classed: number, other: number) => ({ since: '2026-10-01', classed, other });
    expect(asksForRevision(of(40, 6))).toBe(false);
    expect(asksForRevision(of(40, 7))).toBe(true);
    expect(asksForRevision(of(4, 4))).toBe(false);
    expect(asksForRevision(of(5, 1))).toBe(true);
    expect([percentOther(of(40, 7)), percentOther(of(1000, 151)), percentOther(of(0, 0))]).toEqual([17.5, 15.1, 0]);
  });
});
