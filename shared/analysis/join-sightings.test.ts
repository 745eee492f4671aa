import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSightings } from './join-sightings.ts';
import type { VersionSample } from './reconcile-types.ts';
import { sightingsOf } from './sightings.ts';
import { transitionsOf } from './transitions.ts';

const interval = 15_000;
const samplesOf = (versions: readonly string[], instance = 'i1'): VersionSample[] =>
  versions.map((version, index) => ({
    service: 'shop',
    environment: 'production',
    instance,
    version,
    time: index * interval,
    processStart: null,
  }));

/** What windows that overlap by two samples make of the samples, each read by itself. */
const inWindows = (samples: readonly VersionSample[], size: number) =>
  Array.from({ length: Math.ceil(samples.length / size) }, (_, index) =>
    sightingsOf(samples.slice(Math.max(0, index * size - 2), (index + 1) * size)),
  ).flat();

describe('joining sightings', () => {
  it('[M2.4] read in windows, in any order, they are what they are when read at once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('1.0', '2.0', '3.0'), { minLength: 4, maxLength: 60 }),
        fc.integer({ min: 3, max: 20 }),
        fc.boolean(),
        (versions, size, newestFirst) => {
          const samples = samplesOf(versions);
          const pieces = inWindows(samples, size);
          expect(joinSightings(newestFirst ? pieces.toReversed() : pieces)).toEqual(sightingsOf(samples));
        },
      ),
    );
  });

  it('[M2.4] a version that stands over windows is replaced when the next one comes, not where a window ends', () => {
    const samples = ['i1', 'i2'].flatMap((instance) =>
      samplesOf([...Array.from({ length: 40 }, () => '1.0'), '2.0', '2.0'], instance),
    );
    const pieces = ['i1', 'i2'].flatMap((instance) =>
      inWindows(
        samples.filter((sample) => sample.instance === instance),
        10,
      ),
    );
    expect(transitionsOf(pieces)).toEqual(transitionsOf(sightingsOf(samples)));
    expect(transitionsOf(pieces)[0]?.transitions[0]?.fate).toMatchObject({ kind: 'replaced', at: 39 * interval });
  });

  it('[M2.4] a gap, or another version between them, keeps two stretches apart', () => {
    const [first] = sightingsOf(samplesOf(['1.0', '1.0']));
    if (first === undefined) throw new Error('no sighting');
    const later = { ...first, firstNewAt: 60 * interval, lastSeenAt: 61 * interval };
    expect(joinSightings([first, later]).length).toBe(2);
    const back = { ...first, lastOldAt: 2 * interval, firstNewAt: 3 * interval, lastSeenAt: 4 * interval };
    expect(joinSightings([first, back]).length).toBe(2);
  });
});
