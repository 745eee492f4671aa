import { isGap } from './change-span.ts';
import type { Sighting, Span } from './reconcile-types.ts';

/**
 * A sighting with the bounds of its change (-Infinity: before anybody looked). `until` is when its instance no longer counts
 * as running it; `isLost` says that nothing is known of the instance from there.
 */
export type Stretch = Sighting & {
  readonly standing: boolean;
  readonly lower: number;
  readonly upper: number;
  readonly until: number;
  readonly isLost: boolean;
};

/** A transition while it is put together. `after` are the versions that ran when it had ended. */
export type Rollout = {
  readonly version: string;
  readonly standing: boolean;
  readonly stretches: Stretch[];
  present: number;
  /** Which of its changes, counted from 0 by time, made it half of the instances. */
  quorumIndex: number | null;
  complete: Span | null;
  endedAt: number | null;
  after: readonly string[];
};

type State = {
  readonly rollouts: Rollout[];
  readonly latest: Map<string, Rollout>;
  /** Those of `latest` that have not ended. */
  readonly alive: Set<Rollout>;
  readonly running: Map<string, Stretch>;
  readonly counts: Map<string, number>;
};

/**
 * Replays stretches, sorted by `firstNewAt`, and notes when each version's first, half and last instance ran it. Of k
 * changes known as intervals the j-th lies between the j-th smallest lower and the j-th smallest upper bound.
 */
export function rollOut(
  stretches: readonly Stretch[],
  watched: { readonly from: number; readonly to: number },
): Rollout[] {
  const state: State = { rollouts: [], latest: new Map(), alive: new Set(), running: new Map(), counts: new Map() };
  const { running, counts, alive } = state;
  const add = (version: string, more: number): void => {
    const count = (counts.get(version) ?? 0) + more;
    if (count === 0) counts.delete(version);
    else counts.set(version, count);
  };
  const ends = stretches.toSorted((a, b) => a.until - b.until);
  const times = new Set(stretches.flatMap((each) => [each.firstNewAt, each.until]));
  // Scrapes are spread over an interval, so what stood at the beginning shows one by one.
  const begun = stretches.reduce(
    (last, each) => (each.standing ? Math.max(last, each.firstNewAt) : last),
    watched.from,
  );
  let [started, ended] = [0, 0];
  for (const now of [...times].filter((time) => time <= watched.to).toSorted((a, b) => a - b)) {
    const everywhere = counts.size === 1 ? [...counts.keys()][0] : null;
    for (let end = ends[ended]; end !== undefined && end.until <= now; end = ends[++ended]) {
      if (running.get(end.instance) !== end) continue;
      running.delete(end.instance);
      add(end.version, -1);
    }
    for (let each = stretches[started]; each !== undefined && each.firstNewAt <= now; each = stretches[++started]) {
      const before = running.get(each.instance);
      if (before !== undefined) add(before.version, -1);
      running.set(each.instance, each);
      add(each.version, 1);
      arrive(state, each, everywhere === each.version);
    }
    if (running.size === 0 || now < begun) continue;
    for (const rollout of alive) note(rollout, state, now, stretches);
  }
  return state.rollouts;
}

/** Joins the transition of its version that is under way, or begins one. */
function arrive({ rollouts, latest, alive }: State, each: Stretch, ranEverywhere: boolean): void {
  const known = latest.get(each.version);
  if (known !== undefined && known.endedAt === null) {
    if (known.complete === null) {
      known.stretches.push(each);
      return;
    }
    // An instance that was not seen while the others changed may have been the last to.
    if (isGap(each) && (each.lastOldAt ?? Infinity) < known.complete.to) {
      known.complete = { from: known.complete.from, to: Math.max(known.complete.to, each.upper) };
      known.stretches.push(each);
      return;
    }
    // One more instance of what runs already is not a deployment.
    if (ranEverywhere || each.lastOldAt === null) return;
  }
  const { version, standing } = each;
  const begun: Rollout = {
    version,
    standing,
    stretches: [each],
    present: 0,
    quorumIndex: null,
    complete: null,
    endedAt: null,
    after: [],
  };
  rollouts.push(begun);
  if (known !== undefined) alive.delete(known);
  latest.set(version, begun);
  alive.add(begun);
}

/** Notes when half and when all that are there run a version, and when none does any more. */
function note(rollout: Rollout, { running, counts, alive }: State, now: number, all: readonly Stretch[]): void {
  const count = counts.get(rollout.version) ?? 0;
  if (count === 0) {
    alive.delete(rollout);
    rollout.endedAt = rollout.stretches.reduce((last, each) => Math.max(last, each.lastSeenAt), -Infinity);
    rollout.after = [...new Set([...running.values()].map((each) => each.version))];
    return;
  }
  if (rollout.complete !== null) return;
  const present = running.size;
  rollout.present = Math.max(rollout.present, present);
  if (rollout.quorumIndex === null && count * 2 >= present)
    rollout.quorumIndex = indexOf(rollout, Math.ceil(present / 2), count, now);
  if (count < present) return;
  const { from, to } = boundOf(rollout, indexOf(rollout, present, count, now));
  // What ran beside it and was lost went after its last sample, and was missed at the next.
  const first = rollout.stretches.reduce((min, each) => Math.min(min, each.upper), Infinity);
  const lost = all.filter(
    (each) => each.isLost && each.version !== rollout.version && each.until <= now && each.until > first,
  );
  rollout.complete = {
    from: lost.reduce((last, each) => Math.max(last, each.lastSeenAt), from ?? -Infinity),
    to: lost.reduce((last, each) => Math.max(last, each.until), to),
  };
}

/** Which change made it `needed` instances, of which those that ran it before the transition count already. */
function indexOf(rollout: Rollout, needed: number, count: number, now: number): number {
  const here = rollout.stretches.filter((each) => each.until > now).length;
  return Math.min(Math.max(needed - (count - here), 1), rollout.stretches.length) - 1;
}

/** When the change `index` of a transition happened, counted from 0 by time. */
export function boundOf({ stretches }: Pick<Rollout, 'stretches'>, index: number): Span {
  const nth = (values: readonly number[]) => values.toSorted((a, b) => a - b)[index];
  return { from: nth(stretches.map((each) => each.lower)) ?? null, to: nth(stretches.map((each) => each.upper)) ?? 0 };
}
