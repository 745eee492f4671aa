import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRoomSize, roomUnit, screenHeightM, usualRoom } from './room-unit.ts';

const inches = (diagonal: number, distanceM: number) => ({ diagonalM: diagonal * 0.0254, distanceM });

describe('the room unit', () => {
  it('[M3.2] is 6.2 for 65 inches at 6 m: 67 px at 1080p, about 11 lines, 20 minutes of arc', () => {
    const unit = roomUnit(usualRoom);
    expect(unit).toMatchObject({ vh: 6.2, lines: 11, bound: null });
    expect(Math.round((unit.vh / 100) * 1080)).toBe(67);
    expect(unit.arcMinutes).toBeCloseTo(20, 0);
  });

  it.each([
    ['a projection at the same angle', inches(130, 12), 16 / 9, 6.2, null],
    ['a farther seat', inches(65, 7.5), 16 / 9, 7.7, null],
    ['a squarer screen is higher', inches(65, 7), 4 / 3, 6.2, 'least'],
    ['an ultra-wide one is lower', inches(65, 6), 21 / 9, 7.7, null],
    ['a small room', inches(65, 2), 16 / 9, 6.2, 'least'],
    ['a hall with a small screen', inches(55, 12), 16 / 9, 8.5, 'most'],
    ['twenty points on a telephone', inches(6, 0.5), 16 / 9, 9.4, 'least'],
  ])('[M3.2] %s', (_name, size, aspect, vh, bound) => {
    const unit = roomUnit(size, aspect);
    expect(unit.vh).toBe(vh);
    expect(unit.bound).toBe(bound);
  });

  it('[M3.2] farther away or smaller is never less, and twenty points are always there', () => {
    const room = fc.record({
      diagonalM: fc.double({ min: 0.25, max: 10, noNaN: true }),
      distanceM: fc.double({ min: 0.5, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(
        room,
        fc.double({ min: 1, max: 3, noNaN: true }),
        fc.double({ min: 1, max: 2, noNaN: true }),
        (size, aspect, more) => {
          const unit = roomUnit(size, aspect);
          expect(roomUnit({ ...size, distanceM: size.distanceM * more }, aspect).vh).toBeGreaterThanOrEqual(unit.vh);
          expect(roomUnit({ ...size, diagonalM: size.diagonalM / more }, aspect).vh).toBeGreaterThanOrEqual(unit.vh);
          const pointsHigh = ((unit.vh / 100) * screenHeightM(size.diagonalM, aspect) * 72) / 0.0254;
          expect(pointsHigh).toBeGreaterThan(19.5);
          expect(isRoomSize(size)).toBe(true);
        },
      ),
    );
  });
});
