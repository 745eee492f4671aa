import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freePlace } from './free-place.ts';

describe('a free place for a text', () => {
  it('is where it was wanted when nothing stands there', () => {
    expect(freePlace(40, 20, [{ from: 80, to: 80 }], 200, 4)).toBe(40);
  });

  it('is beside a line that would run through it, on the nearer side', () => {
    expect(freePlace(40, 20, [{ from: 44, to: 44 }], 200, 4)).toBe(48);
    expect(freePlace(40, 20, [{ from: 58, to: 58 }], 200, 4)).toBe(34);
  });

  it('stays inside the room even where nothing is free', () => {
    expect(freePlace(190, 20, [], 200, 4)).toBe(180);
    expect(freePlace(190, 20, [{ from: 0, to: 200 }], 200, 4)).toBe(180);
  });

  it('keeps clear of every obstacle whenever one place beside them is free', () => {
    const stems = array(integer({ min: 0, max: 1000 }), { maxLength: 4 });
    assert(
      property(stems, integer({ min: -50, max: 1050 }), (lines, wanted) => {
        const left = freePlace(
          wanted,
          60,
          lines.map((at) => ({ from: at, to: at })),
          1000,
          5,
        );
        expect(lines.every((at) => left >= at + 5 || left + 60 <= at - 5)).toBe(true);
      }),
    );
  });
});
