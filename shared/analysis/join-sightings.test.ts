import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinSightings } from './join-sightings.ts';
import type { VersionSample } from './reconcile-types.ts';
import { sightingsOf } from './sightings.ts';

const place = { service: 'checkout', environment: 'production' };

/** Raw samples of a few instances every 15 s, each with a version that changes now and then; some scrapes are missed. */
const samples: fc.Arbitrary<readonly VersionSample[]> = fc
  .array(
    fc.record({
      versions: fc.array(fc.constantFrom('1.0', '1.1', '1.2'), { minLength: 30, maxLength: 30 }),
      stays: fc.integer({ min: 1, max: 9 }),
      missed: fc.uniqueArray(fc.nat({ max: 29 }), { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((instances) =>
    instances.flatMap(({ versions, stays, missed }, index) =>
      versions.flatMap((_, step) => {
        const version = versions[Math.floor(step / stays)] ?? '1.0';
        const sample = { ...place, instance: `i${index}`, version, time: step * 15_000, processStart: null };
        return missed.includes(step) ? [] : [sample];
      }),
    ),
  );

it('[M2.4] sightings of answers that overlap or follow one another say together what all samples at once say', () => {
  fc.assert(
    fc.property(samples, fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), fc.nat({ max: 5 }), (all, cuts, overlap) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), 31];
      const answers = edges
        .slice(1)
        .map((end, index) =>
          all.filter(({ time }) => time >= ((edges[index] ?? 0) - overlap) * 15_000 && time < end * 15_000),
        );
      const joined = joinSightings(answers.flatMap((answer) => sightingsOf(answer)));
      const bare = (list: ReturnType<typeof sightingsOf> | typeof joined) =>
        list
          .map(({ intervalMs: _intervalMs, ...rest }) => rest)
          .toSorted((a, b) =>
            a.instance < b.instance ? -1 : a.instance > b.instance ? 1 : a.firstNewAt - b.firstNewAt,
          );
      expect(bare(joined)).toEqual(bare(sightingsOf(all)));
    }),
  );
});
