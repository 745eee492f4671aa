import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RowId, ServiceId } from '../domain/ids.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { Moment } from '../domain/review/package-parts.ts';
import { mergeTimelines } from './joint-timeline.ts';

const t0 = Date.parse('2026-03-16T09:00:00Z');
const moment = (row: string, at: number, kind: Moment['kind'] = 'deployment'): Moment => ({
  at,
  kind,
  row: row as RowId,
  text: row,
});
const sighting = (firstNewAt: number, lastOldAt: number, clockErrorMs: number): RowOf<'sighting'> => ({
  kind: 'sighting',
  id: `s${firstNewAt}` as RowId,
  revision: 0,
  service: 'checkout' as ServiceId,
  environment: 'production',
  instance: 'a',
  version: '2',
  lastOldAt,
  firstNewAt,
  lastSeenAt: firstNewAt,
  startedAt: null,
  intervalMs: 15_000,
  clockErrorMs,
});

it('[M7.2] a change at runtime lies between two samples, and every moment is widened by the clock error', () => {
  const { moments, skew } = mergeTimelines([
    {
      service: 'checkout',
      moments: [moment('run', t0, 'runtime')],
      sightings: [sighting(t0, t0 - 15_000, 4000)],
    },
    { service: 'payments', moments: [moment('ci', t0 + 60_000)], sightings: [] },
  ]);
  expect(moments.map(({ from, to }) => [from - t0, to - t0])).toEqual([
    [-19_000, 4000],
    [59_000, 61_000],
  ]);
  expect(skew).toEqual([
    { service: 'checkout', ms: 4000, isKnown: true },
    { service: 'payments', ms: 1000, isKnown: false },
  ]);
});

it('[M7.2] where moments of two services overlap their order is not told; of one service alone it is', () => {
  const near = { service: 'checkout', moments: [moment('a', t0), moment('b', t0 + 500)], sightings: [] };
  expect(mergeTimelines([near]).unclear).toEqual([]);
  const both = mergeTimelines([near, { service: 'payments', moments: [moment('c', t0 + 1500)], sightings: [] }]);
  expect(both.unclear).toEqual([
    { from: t0 - 1000, to: t0 + 2500, services: ['checkout', 'payments'], rows: ['a', 'b', 'c'] },
  ]);
});

it('[M7.2] outside of the unclear stretches the true order is the order shown, whatever the clocks are off by', () => {
  const some = fc.array(fc.record({ at: fc.nat(200_000), off: fc.integer({ min: -1000, max: 1000 }) }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(some, some, (a, b) => {
      const timeline = (service: string, list: typeof a) => ({
        service,
        moments: list.map((each, index) => moment(`${service}${index}`, t0 + each.at + each.off)),
        sightings: [],
      });
      const truth = new Map<string, number>(
        [['a', a] as const, ['b', b] as const].flatMap(([service, list]) =>
          list.map((each, index) => [`${service}${index}`, each.at] as const),
        ),
      );
      const { moments, unclear } = mergeTimelines([timeline('a', a), timeline('b', b)]);
      const isTold = (x: string, y: string) => !unclear.some(({ rows }) => rows.includes(x) && rows.includes(y));
      for (const [index, first] of moments.entries())
        for (const second of moments.slice(index + 1))
          if (first.service !== second.service && isTold(first.row, second.row))
            expect(truth.get(first.row)).toBeLessThanOrEqual(truth.get(second.row) ?? -1);
    }),
    { numRuns: 80 },
  );
});
