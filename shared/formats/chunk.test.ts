import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkCapacity, crc32, decodeChunk, encodeChunk } from './chunk.ts';

const samples = fc
  .array(
    fc.tuple(fc.integer({ min: 946_684_800_000, max: 2e12 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((list) => list.toSorted((a, b) => a[0] - b[0]));
const name = fc.string({ maxLength: 30 });

describe('chunk of samples', () => {
  it('[I16] comes back as it went in, also from bytes that stand at an odd offset', () => {
    fc.assert(
      fc.property(name, samples, fc.nat(7), (series, list, shift) => {
        const times = Float64Array.from(list, ([time]) => time);
        const values = Float64Array.from(list, ([, value]) => value);
        const bytes = encodeChunk(series, times, values);
        const moved = new Uint8Array(bytes.length + shift).subarray(shift);
        moved.set(bytes);
        const decoded = decodeChunk(moved);
        expect(decoded.ok).toBe(true);
        if (!decoded.ok) return;
        expect(decoded.value.times).toEqual(times);
        expect(decoded.value.values).toEqual(values);
        expect(decoded.value.summary).toEqual({
          series,
          t0: times[0],
          t1: times.at(-1),
          count: list.length,
          min: values.reduce((least, value) => (value < least ? value : least), Infinity),
          max: values.reduce((most, value) => (value > most ? value : most), -Infinity),
          sum: values.reduce((sum, value) => sum + value, 0),
        });
      }),
    );
  });

  it('[I16] a full chunk costs 16 bytes a sample and a small header', () => {
    const times = Float64Array.from({ length: chunkCapacity }, (_, index) => 1.7e12 + index * 60_000);
    const bytes = encodeChunk('checkout/latency/production', times, times);
    expect(bytes.length - chunkCapacity * 16).toBeLessThanOrEqual(128);
  });

  it('[I16] a changed or shortened chunk is refused', () => {
    fc.assert(
      fc.property(samples, fc.nat(), fc.integer({ min: 1, max: 255 }), (list, at, flip) => {
        const bytes = encodeChunk(
          'a/b/c',
          Float64Array.from(list, ([time]) => time),
          Float64Array.from(list, ([, value]) => value),
        );
        const body = bytes.length - list.length * 16;
        const index = body + (at % (list.length * 16));
        const changed = bytes.slice();
        changed[index] = (changed[index] ?? 0) ^ flip;
        expect(decodeChunk(changed)).toMatchObject({ ok: false, error: { code: 'damaged-chunk' } });
        expect(decodeChunk(bytes.subarray(0, bytes.length - 1 - (at % bytes.length))).ok).toBe(false);
      }),
    );
  });

  it('[I16] CRC-32 is the one zip uses', () => {
    expect(crc32(Uint8Array.from('123456789', (char) => char.charCodeAt(0)))).toBe(0xcbf43926);
  });
});
