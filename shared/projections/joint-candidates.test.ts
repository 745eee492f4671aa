import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { jointCandidates, overlaps, type ReleaseWindow } from './joint-candidates.ts';

const window = (service: string, from: number, to: number): ReleaseWindow => ({
  release: `${service}@${from}`,
  service,
  event: `ci:${service}:${from}`,
  from,
  to,
});
const chain = (service: string): readonly string[] =>
  ({ web: ['checkout'], checkout: ['payments'], payments: ['ledger'] })[service] ?? [];

const servicesOf = (windows: readonly ReleaseWindow[]) =>
  jointCandidates(windows, chain).map(({ releases }) => releases.map(({ service }) => service));

it('[M7.2] releases that overlap along a dependency are one review, through what was released as well', () => {
  expect(servicesOf([window('web', 0, 10), window('checkout', 5, 15), window('payments', 12, 20)])).toEqual([
    ['web', 'checkout', 'payments'],
  ]);
});

it('[M7.2] what does not overlap, is not connected, or is tied only through a service at rest stays apart', () => {
  expect(servicesOf([window('web', 0, 10), window('checkout', 11, 15)])).toEqual([]);
  expect(servicesOf([window('web', 0, 10), window('ledger', 0, 10)])).toEqual([]);
  expect(servicesOf([window('web', 0, 10), window('payments', 0, 10)])).toEqual([]);
});

it('[M7.2] two releases of one service are both in it, and alone they are none', () => {
  expect(servicesOf([window('checkout', 0, 10), window('checkout', 3, 10)])).toEqual([]);
  expect(servicesOf([window('checkout', 0, 2), window('checkout', 3, 10), window('payments', 1, 9)])).toEqual([
    ['checkout', 'payments', 'checkout'],
  ]);
});

it('[M7.2] groups are disjoint, each is connected by overlapping edges, and the order of arrival does not matter', () => {
  const service = fc.constantFrom('web', 'checkout', 'payments', 'ledger', 'search');
  const some = fc.record({ service, from: fc.nat(100), length: fc.nat(20) });
  fc.assert(
    fc.property(fc.uniqueArray(some, { maxLength: 12, selector: (x) => `${x.service}${x.from}` }), (list) => {
      const windows = list.map((each) => window(each.service, each.from, each.from + each.length));
      const found = jointCandidates(windows, chain);
      const releases = found.flatMap((each) => each.releases.map(({ release }) => release));
      expect(new Set(releases).size).toBe(releases.length);
      expect(jointCandidates(windows.toReversed(), chain)).toEqual(found);
      for (const { releases: own } of found)
        for (const each of own)
          expect(
            own.some(
              (other) =>
                overlaps(each, other) &&
                (chain(each.service).includes(other.service) || chain(other.service).includes(each.service)),
            ),
          ).toBe(true);
    }),
    { numRuns: 80 },
  );
});
