import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinInOrder } from './load-series.ts';

const part = fc
  .dictionary(fc.nat({ max: 40 }).map(String), fc.integer(), { minKeys: 1, maxKeys: 12 })
  .map((samples) => new Map(Object.entries(samples).map(([time, value]) => [Number(time), value] as const)));

it('joins parts of a series in order of time; of one moment told twice, the part that came later counts', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const raw = parts.map((samples) => {
        const times = Float64Array.from(samples.keys()).sort();
        return { times, values: Float64Array.from(times, (time) => samples.get(time) ?? NaN) };
      });
      const expected = new Map(parts.flatMap((samples) => [...samples]));
      const { times, values } = joinInOrder(raw);
      expect([...times]).toEqual([...expected.keys()].toSorted((a, b) => a - b));
      expect([...values]).toEqual([...times].map((time) => expected.get(time)));
    }),
  );
});
