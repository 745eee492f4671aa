import { expect, it } from 'vitest';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Judgement } from '../../../shared/domain/trigger/automatic-start.ts';
import { latestFailed, todayByTier, waitingDays } from './inbox-summary.ts';

const day = 86_400_000;
const judged = (event: string, tier: 'none' | 'light' | 'full'): Judgement => ({
  event: event as Judgement['event'],
  release: null,
  service: null,
  at: 0,
  outcome: { kind: 'judged', tier, rules: [], review: null, cohort: null },
});
const failed = (event: string, at: number): Judgement => ({
  ...judged(event, 'none'),
  at,
  outcome: { kind: 'failed', path: 'x', message: 'x is missing.', sent: null },
});

it('[M1.3] counts each event of the day once, by what was said of it last', () => {
  const batches = [
    { at: day - 1, source: 'sync', judged: [judged('old', 'full')] },
    { at: day + 1, source: 'sync', judged: [judged('a', 'none'), judged('b', 'light')] },
    { at: day + 2, source: 'inbox', judged: [judged('b', 'full'), failed('c', day)] },
  ];
  expect(todayByTier({ from: 0, batches: [batches.slice(0, 2), batches.slice(2)] }, day)).toEqual({
    none: 1,
    light: 0,
    full: 1,
    failed: 1,
    total: 3,
  });
});

it('[M7.4] tells of the days that are reviewed once they are over, by service', () => {
  const of = (event: string, service: string | null, cohort: string | null, review: string | null): Judgement => ({
    ...judged(event, 'light'),
    service: service as Judgement['service'],
    outcome: { kind: 'judged', tier: 'light', rules: [], review: review as ReviewId | null, cohort },
  });
  const list = [
    of('a', 'search', '2026-03-12', null),
    of('b', 'search', '2026-03-12', null),
    of('c', 'search', '2026-03-11', 'r-2026-001'),
    of('d', 'fares', null, null),
  ];
  expect(waitingDays(new Map(list.map((each) => [each.event as string, each])))).toEqual([
    { service: 'search', day: '2026-03-12', count: 2 },
  ]);
});

it('lists what failed lately, the newest first', () => {
  const list = [failed('a', 20 * day), failed('b', 29 * day), failed('c', 2 * day), judged('d', 'none')];
  const index = new Map(list.map((each) => [each.event as string, each]));
  expect(latestFailed(index, 30 * day).map(({ event }) => event)).toEqual(['b', 'a']);
});
