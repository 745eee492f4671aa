import type { Review } from '../review/review.ts';
import type { BoardMatter } from './board.ts';
import { isCarried, type Cause, type CauseScope, type SeenBefore } from './cause.ts';
import { standardRecurrence, type CauseRules } from './cause-rules.ts';
import { componentOf } from './classes.ts';
import type { PastFinding } from './past-finding.ts';
import {
  createFindingIndex,
  placeOf,
  windowStart,
  type FindingIndex,
  type Probe,
  type SimilarFinding,
} from './similar-findings.ts';

/** Most earlier findings that one event names. */
const mostSeen = 200;

/** A cause of a review that is not closed yet, as it is compared with what was found before. */
export const probeOf = ({ text, classification }: Cause, service: string): Probe => ({
  text,
  service,
  class: classification?.class ?? null,
  component: classification === null ? null : componentOf(classification, service),
});

/** How often a cause was found before, and what that presets (M4.3). */
export type Recurrence = {
  /** Newest first. */
  readonly similar: readonly SimilarFinding[];
  readonly seen: readonly SeenBefore[];
  /** This one included. */
  readonly count: number;
  readonly preset: CauseScope;
};

/** [M4.3] Counts what is alike in the window; from the policy's count on the cause is taken for systemic. */
export function recurrenceOf(
  cause: Cause,
  { service, governance: { causes = standardRecurrence } }: Pick<Review, 'service' | 'governance'>,
  index: FindingIndex,
  now: number,
): Recurrence {
  const similar = index.similar(probeOf(cause, service), windowStart(now, causes.systemic.withinDays));
  const count = similar.length + 1;
  return { similar, seen: seenOf(similar), count, preset: presetOf(count, causes) };
}

export const presetOf = (count: number, { systemic }: CauseRules): CauseScope =>
  count >= systemic.count ? 'systemic' : 'specific';

/** A class that a review found in a component, with how often it was found there (M4.5). */
export type Recurring = {
  readonly class: string;
  readonly component: string;
  /** Carried causes of this review. */
  readonly causes: readonly Cause[];
  readonly seen: readonly SeenBefore[];
  /** This review included; each review counts once. */
  readonly count: number;
  /** It came up as often as the board wants to hear of it. */
  readonly isMatter: boolean;
};

/** [M4.5] Every class and component of this review's carried causes, counted with those of reviews closed before. */
export function recurringOf(review: Review, past: readonly PastFinding[], now: number): readonly Recurring[] {
  const { board } = review.governance.causes ?? standardRecurrence;
  const since = windowStart(now, board.withinDays);
  const own = new Map<string, { class: string; component: string; causes: Cause[] }>();
  for (const cause of review.causes) {
    const { classification } = cause;
    if (classification === null || !isCarried(cause)) continue;
    const found = { class: classification.class, component: componentOf(classification, review.service) };
    const place = placeOf(found);
    if (place === null) continue;
    const known = own.get(place);
    if (known === undefined) own.set(place, { ...found, causes: [cause] });
    else known.causes.push(cause);
  }
  return [...own].map(([place, found]) => {
    const latest = new Map<string, PastFinding>();
    for (const finding of past)
      if (finding.at >= since && finding.review !== review.id && placeOf(finding) === place)
        if (!latest.has(finding.review)) latest.set(finding.review, finding);
    const seen = [...latest.values()]
      .toSorted((a, b) => b.at - a.at)
      .slice(0, mostSeen)
      .map(toSeen);
    const count = latest.size + 1;
    return { ...found, seen, count, isMatter: count >= board.count };
  });
}

/** What the review decided about a class in a component last; nothing where that was to ask the board and is taken back. */
export function matterOf(review: Review, of: Pick<Recurring, 'class' | 'component'>): BoardMatter | undefined {
  const last = review.boardMatters.findLast((matter) => placeOf(matter) === placeOf(of));
  return last !== undefined && isStanding(review, last) ? last : undefined;
}

function isStanding({ parked }: Review, { topic }: BoardMatter): boolean {
  if (topic === null) return true;
  const exit = parked.find((each) => each.id === topic)?.exit;
  return exit?.kind === 'escalate' && exit.to === 'architecture-board';
}

const indexes = new WeakMap<readonly PastFinding[], FindingIndex>();

/** The index of these findings, made once for a list. */
export function indexOf(past: readonly PastFinding[]): FindingIndex {
  const known = indexes.get(past);
  if (known !== undefined) return known;
  const made = createFindingIndex(past);
  indexes.set(past, made);
  return made;
}

const seenOf = (similar: readonly SimilarFinding[]): readonly SeenBefore[] =>
  similar.slice(0, mostSeen).map(({ finding }) => toSeen(finding));

const toSeen = ({ review, cause, at }: PastFinding): SeenBefore => ({ review, cause, at });
