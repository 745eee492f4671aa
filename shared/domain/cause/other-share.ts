import { instantOf } from '../calendar/zone-time.ts';
import { dayInZone } from '../day.ts';
import { otherClass } from './classes.ts';
import type { PastFinding } from './past-finding.ts';

/** Above this part of a quarter's causes in the class for what fits no other, the taxonomy asks for a revision (M4.2). */
export const mostOther = 0.15;
/** Fewer classed causes say nothing about a taxonomy. */
const fewest = 5;

/** How many causes were classed since a day, and how many of them fitted no class. */
export type OtherShare = { readonly since: string; readonly classed: number; readonly other: number };

/** The first day of the calendar quarter that `now` (epoch ms) lies in, in the organisation's zone: `2026-10-01`. */
export function quarterStart(now: number, zone: string): string {
  const [year = '', month = '01'] = dayInZone(now, zone).split('-');
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return `${year}-${String(first).padStart(2, '0')}-01`;
}

/** [M4.2] Counted over the classed causes of reviews that closed in this quarter. */
export function otherShare(findings: readonly PastFinding[], now: number, zone: string): OtherShare {
  const since = quarterStart(now, zone);
  const from = instantOf(since, 0, zone);
  const classed = findings.filter((each) => each.class !== null && each.at >= from);
  return { since, classed: classed.length, other: classed.filter((each) => each.class === otherClass).length };
}

/** More than 15 % of the quarter's causes fit no class, and there are enough of them to say so. */
export const asksForRevision = ({ classed, other }: OtherShare): boolean =>
  classed >= fewest && other > classed * mostOther;

/** In per cent, to a tenth. */
export const percentOther = ({ classed, other }: OtherShare): number =>
  classed === 0 ? 0 : Math.round((other / classed) * 1000) / 10;
