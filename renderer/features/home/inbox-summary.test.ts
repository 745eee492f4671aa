import { expect, it } from 'vitest';
import type { Judgement } from '../../../shared/domain/trigger/automatic-start.ts';
import { latestFailed, todayByTier } from './inbox-summary.ts';

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

it('lists what failed lately, the newest first', () => {
  const list = [failed('a', 20 * day), failed('b', 29 * day), failed('c', 2 * day), judged('d', 'none')];
  const index = new Map(list.map((each) => [each.event as string, each]));
  expect(latestFailed(index, 30 * day).map(({ event }) => event)).toEqual(['b', 'a']);
});
