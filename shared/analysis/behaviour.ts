import type { RowOf } from '../domain/release/rows.ts';
import { wilson, type Share } from './wilson.ts';

type Exposure = RowOf<'exposure'>;

/** Below so many exposures a share says nothing and is not shown (M2.5). */
export const leastExposures = 30;

/** One variant of a flag over a stretch of time. `errors` is null where a source did not count them. */
export type VariantShare = {
  readonly flag: string;
  readonly variant: string;
  readonly exposures: number;
  readonly errors: number | null;
  readonly rate: Share | null;
  /** Why there is no rate; empty where there is one. */
  readonly note: string;
};

/**
 * Errors per exposure for each variant of each flag, with 95 % Wilson intervals; by flag, then variant. A variant that was
 * shown less often than `least` has no rate, and neither has one whose source counts no errors in any of its hours.
 */
export function errorsByVariant(rows: readonly Exposure[], least = leastExposures): VariantShare[] {
  const groups = new Map<string, Exposure[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.flag, row.variant]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()]
    .map((group) => shareOf(group, least))
    .toSorted((a, b) => compare(a.flag, b.flag) || compare(a.variant, b.variant));
}

function shareOf(group: readonly Exposure[], least: number): VariantShare {
  const { flag = '', variant = '' } = group[0] ?? {};
  const exposures = sum(group.map((row) => row.exposures));
  const errors = group.every((row) => row.errors !== null) ? sum(group.map((row) => row.errors ?? 0)) : null;
  const note =
    exposures < least
      ? `too few: ${exposures} of ${least}`
      : errors === null
        ? 'the source counts no errors'
        : errors > exposures
          ? 'more errors than exposures: they count different things'
          : '';
  const rate = note === '' && errors !== null ? wilson(errors, exposures) : null;
  return { flag, variant, exposures, errors, rate, note };
}

/** One stretch of an adoption curve. `share` is null where nobody was there to be shown anything. */
export type AdoptionPoint = {
  readonly from: number;
  readonly to: number;
  readonly exposures: number;
  readonly total: number;
  readonly share: Share | null;
};

/**
 * How much of a flag's exposures went to one variant, stretch by stretch as the source counts them (an hour, mostly). A
 * stretch without exposures is told as such: nobody came, which is not an adoption of 0.
 */
export function adoptionCurve(rows: readonly Exposure[], flag: string, variant: string): AdoptionPoint[] {
  const stretches = new Map<string, Exposure[]>();
  for (const row of rows) {
    if (row.flag !== flag) continue;
    const key = `${row.from} ${row.to}`;
    stretches.set(key, [...(stretches.get(key) ?? []), row]);
  }
  return [...stretches.values()]
    .map((group) => {
      const { from = 0, to = 0 } = group[0] ?? {};
      const total = sum(group.map((row) => row.exposures));
      const exposures = sum(group.filter((row) => row.variant === variant).map((row) => row.exposures));
      return { from, to, exposures, total, share: wilson(exposures, total) };
    })
    .toSorted((a, b) => a.from - b.from || a.to - b.to);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
