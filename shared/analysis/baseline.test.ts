import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellReleases, leastComparable, pickCell, resolutionOf, standingOf, type Comparable } from './baseline.ts';

const hour = 3_600_000;
const week = 168 * hour;
/** Thursday 12 March 2026, 14:00 in Berlin. */
const thursday = Date.parse('2026-03-12T13:00:00Z');
const released = (ats: readonly number[]): Comparable[] =>
  ats.map((at, index) => ({ version: `v${index}`, at, value: 1 }));
const weeksBack = (count: number, shift = 0): number[] =>
  Array.from({ length: count }, (_unused, index) => thursday - (index + 1) * week + shift);

describe('the cell of a baseline', () => {
  it('[M2.2] is the hour of the week, of which it takes the last 8', () => {
    const cell = pickCell(released([...weeksBack(11), ...weeksBack(9, 3 * hour)]), thursday, 'Europe/Berlin');
    expect(cell).toMatchObject({ kind: 'hour-of-week', isBaseline: true });
    expect(cell.releases).toHaveLength(cellReleases);
    expect(cell.releases.at(-1)?.at).toBe(thursday - week);
  });

  it('[M2.2] falls back to the hour and the kind of day, then to all', () => {
    const mondays = weeksBack(6, -72 * hour);
    expect(pickCell(released([...weeksBack(2), ...mondays]), thursday, 'Europe/Berlin').kind).toBe('hour-and-day-type');
    const sundays = weeksBack(6, 72 * hour);
    expect(pickCell(released([...weeksBack(2), ...sundays]), thursday, 'Europe/Berlin').kind).toBe('all');
  });

  it('[M2.2] is no baseline with fewer than 5 comparable releases', () => {
    expect(pickCell(released(weeksBack(leastComparable - 1)), thursday, 'UTC').isBaseline).toBe(false);
    expect(pickCell(released(weeksBack(leastComparable)), thursday, 'UTC').isBaseline).toBe(true);
  });

  it('[M2.2] goes by the wall clock of its zone, also across a change of clocks', () => {
    const summer = Date.parse('2026-04-09T12:00:00Z');
    expect(pickCell(released(weeksBack(5)), summer, 'Europe/Berlin').kind).toBe('hour-of-week');
    expect(pickCell(released(weeksBack(5)), summer, 'UTC').kind).toBe('all');
  });

  it('[M2.2] never invents: a cell is at most 8 of what it was given, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 })), fc.integer({ min: 0, max: 400 }), (hours, at) => {
        const given = released(hours.map((each) => thursday - each * hour));
        const cell = pickCell(given, thursday + at * hour, 'Europe/Berlin');
        expect(cell.releases.length).toBeLessThanOrEqual(cellReleases);
        expect(cell.releases.every((each) => given.includes(each))).toBe(true);
        expect(cell.isBaseline).toBe(cell.releases.length >= leastComparable);
      }),
    );
  });
});

describe('where a figure stands', () => {
  it('[M2.2] is the modified z score of the reference series', () => {
    const usual = [12, 15, 11, 98, 14, 13, 16, 12, 15, 14];
    const standing = standingOf(98, usual);
    expect(standing).toMatchObject({ usual: 14, scaledBy: 'mad' });
    expect(standing?.spread).toBeCloseTo(1.4826 * 1.5, 10);
    expect(standing?.z).toBeCloseTo(37.772, 3);
  });

  it('[M2.2] divides by the mean deviation where the MAD is 0, and by the resolution where that is 0 too', () => {
    expect(standingOf(9, [5, 5, 5, 5, 6])).toMatchObject({ spread: 0, scaledBy: 'mean-deviation' });
    const flat = standingOf(0.5, [0.2, 0.2, 0.2, 0.2, 0.2]);
    expect(flat?.scaledBy).toBe('resolution');
    expect(flat?.z).toBeCloseTo((0.6745 * 0.3) / 0.1, 10);
    expect(resolutionOf([0.25, 3])).toBe(0.01);
  });

  it('[M2.2] takes what floating point leaves over for no spread', () => {
    expect(standingOf(0.3, [0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2, 0.3])?.scaledBy).toBe('resolution');
    expect(standingOf(1.3e-15, [0, -1e-323])).toMatchObject({ scaledBy: 'resolution' });
  });

  it('[M2.2] is a finite number whatever the values, and 0 at the median', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), value, (usual, x) => {
        const standing = standingOf(x, usual);
        expect(Number.isFinite(standing?.z)).toBe(true);
        expect(Math.abs(standingOf(standing?.usual ?? 0, usual)?.z ?? NaN)).toBe(0);
      }),
    );
  });
});
