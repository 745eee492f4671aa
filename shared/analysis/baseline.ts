import { median } from './robust.ts';

/** How many comparable releases a cell takes, and with fewer than how many there is no baseline and no number (M2.2). */
export const cellReleases = 8;
export const leastComparable = 5;

/** One earlier release: when it went live (epoch ms) and its figure, in the metric's unit. */
export type Comparable = { readonly version: string; readonly at: number; readonly value: number };

export type CellKind = 'hour-of-week' | 'hour-and-day-type' | 'all';

/** The releases a figure is held against. With fewer than `leastComparable` there is no baseline. */
export type Cell = { readonly kind: CellKind; readonly releases: readonly Comparable[]; readonly isBaseline: boolean };

/**
 * The narrowest cell that holds at least 5 comparable releases: those that went live in the same hour of the week as
 * `liveAt`, else in the same hour on the same kind of day (weekday, weekend), else all; of each the last 8. Hours and days
 * are those of `zone`. `comparable` may be in any order.
 */
export function pickCell(comparable: readonly Comparable[], liveAt: number, zone: string): Cell {
  const hourOf = createHourOf(zone);
  const own = hourOf(liveAt);
  const ordered = comparable.toSorted((a, b) => a.at - b.at);
  const sameHour = ordered.filter(({ at }) => hourOf(at).hour === own.hour);
  const cells: readonly (readonly [CellKind, readonly Comparable[]])[] = [
    ['hour-of-week', sameHour.filter(({ at }) => hourOf(at).day === own.day)],
    ['hour-and-day-type', sameHour.filter(({ at }) => isWeekend(hourOf(at).day) === isWeekend(own.day))],
  ];
  for (const [kind, releases] of cells)
    if (releases.length >= leastComparable) return { kind, releases: releases.slice(-cellReleases), isBaseline: true };
  return { kind: 'all', releases: ordered.slice(-cellReleases), isBaseline: ordered.length >= leastComparable };
}

const isWeekend = (day: string): boolean => day === 'Sat' || day === 'Sun';

function createHourOf(zone: string): (at: number) => { readonly day: string; readonly hour: string } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const part = (type: 'weekday' | 'hour'): string => parts.find((each) => each.type === type)?.value ?? '';
    return { day: part('weekday'), hour: part('hour') };
  };
}

/** Where a figure stands beside the usual ones. `spread` is 1.4826 MAD in the figure's unit. */
export type Standing = {
  readonly usual: number;
  readonly spread: number;
  readonly z: number;
  readonly scaledBy: 'mad' | 'mean-deviation' | 'resolution';
};

/**
 * Median, 1.4826 MAD and modified z score 0.6745 (x - median) / MAD (Iglewicz and Hoaglin 1993). With MAD 0 the mean
 * absolute deviation takes its place (0.7979 is its value for a normal distribution); when that is 0 too, the metric's
 * resolution does, so nothing is ever divided by 0. Undefined without usual values or with a value that is not finite.
 */
export function standingOf(x: number, usual: readonly number[]): Standing | undefined {
  const centre = median(usual);
  if (centre === undefined || ![x, ...usual].every(Number.isFinite)) return undefined;
  const distances = usual.map((value) => Math.abs(value - centre));
  const mad = median(distances) ?? 0;
  const shared = { usual: centre, spread: 1.4826 * mad };
  // What is left over from arithmetic in floating point is no spread.
  const nothing = Number.EPSILON * Math.max(1, ...usual.map(Math.abs));
  if (mad > nothing) return { ...shared, z: (0.6745 * (x - centre)) / mad, scaledBy: 'mad' };
  const mean = distances.reduce((sum, each) => sum + each, 0) / distances.length;
  if (mean > nothing) return { ...shared, z: (0.7979 * (x - centre)) / mean, scaledBy: 'mean-deviation' };
  const step = resolutionOf([x, ...usual]);
  return { ...shared, z: (0.6745 * (x - centre)) / step, scaledBy: 'resolution' };
}

/** The finest decimal step, from 1 to 0.000001, that all values are whole multiples of; 0.000001 where none is. */
export function resolutionOf(values: readonly number[]): number {
  for (let places = 0; places < 6; places += 1) {
    const scale = 10 ** places;
    if (values.every((value) => Math.abs(value * scale - Math.round(value * scale)) < 1e-6)) return 1 / scale;
  }
  return 1e-6;
}
