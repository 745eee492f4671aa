import type { RowOf } from '../domain/release/rows.ts';
import { classify, unclaimed } from './classify-claim.ts';
import { matchInTime } from './match-in-time.ts';
import type { DeliveryClaim, Observed, Reconciled, Sighting, Transition } from './reconcile-types.ts';
import { grouped, placeKey } from './sightings.ts';
import { transitionsOf } from './transitions.ts';
import { createVersionMap, type VersionMap, type VersionNames } from './version-map.ts';

/** Seconds that CI and the runtime may differ, beyond what the samples leave open, before they disagree. */
export const defaultToleranceMs = 60_000;

export type ReconcileOptions = {
  readonly toleranceMs?: number;
  /** Which versions, commits and image digests are one. */
  readonly names?: readonly VersionNames[];
};

/**
 * Sets what delivery claims beside what the runtime showed (M2.4). Within one service and environment claims and transitions
 * of one version are paired one to one, nearest in time; a claim that says it failed takes only what no other claim wants.
 * A version standing when sampling began belongs to a claim of before, and is not reported where there is none. In the order
 * of service, environment and time.
 */
export function reconcile(
  claims: readonly DeliveryClaim[],
  observed: readonly Observed[],
  { toleranceMs = defaultToleranceMs, names = [] }: ReconcileOptions = {},
): Reconciled[] {
  const map = createVersionMap(names);
  const seen = new Map(observed.map((each) => [placeKey(each), each]));
  const claimed = grouped(claims, placeKey);
  const results: Reconciled[] = [];
  for (const key of new Set([...claimed.keys(), ...seen.keys()])) {
    const here = (claimed.get(key) ?? []).toSorted((a, b) => a.claimedAt - b.claimedAt || (a.ref < b.ref ? -1 : 1));
    const place = seen.get(key);
    const pairs = pairUp(here, place, map);
    for (const claim of here) {
      const transition = pairs.get(claim) ?? null;
      results.push(classify(claim, transition, place, { map, toleranceMs }));
    }
    const taken = new Set(pairs.values());
    for (const transition of place?.transitions ?? []) {
      if (taken.has(transition) || transition.standing) continue;
      const result = unclaimed(transition, here, pairs, map);
      if (result !== null) results.push(result);
    }
  }
  return results.toSorted(
    (a, b) => compare(a.service, b.service) || compare(a.environment, b.environment) || timeOf(a) - timeOf(b),
  );
}

/**
 * The app's own reconciliation. Where instances were sampled their sightings decide; a service that has only runtime
 * observations is judged by their two times. Claims are deployments by their finish, else their start.
 */
export function reconcileRows(
  deployments: readonly RowOf<'deployment'>[],
  sightings: readonly RowOf<'sighting'>[],
  runtime: readonly RowOf<'runtime'>[],
  options: ReconcileOptions = {},
): Reconciled[] {
  const watched = new Set(sightings.map(placeKey));
  const others = runtime.filter((row) => !watched.has(placeKey(row)));
  const observed = [...transitionsOf(sightings satisfies readonly Sighting[]), ...observedRuntime(others)];
  return reconcile(deployments.map(claimOf), observed, options);
}

export const claimOf = (row: RowOf<'deployment'>): DeliveryClaim => ({
  ref: row.id,
  service: row.service,
  environment: row.environment,
  version: row.version,
  sha: row.sha,
  digest: row.digest ?? null,
  claimedAt: row.finishedAt ?? row.startedAt,
  result: row.result,
});

function observedRuntime(rows: readonly RowOf<'runtime'>[]): Observed[] {
  return [...grouped(rows, placeKey).values()].flatMap((group) => {
    const ordered = group.toSorted((a, b) => a.firstSeenAt - b.firstSeenAt);
    const [first] = ordered;
    if (first === undefined) return [];
    const { service, environment } = first;
    const watched = { from: first.firstSeenAt, to: Infinity };
    return [
      {
        service,
        environment,
        watched,
        holes: [],
        restarts: [],
        transitions: ordered.map((row) => ofRuntime(row, ordered)),
      },
    ];
  });
}

function ofRuntime(row: RowOf<'runtime'>, all: readonly RowOf<'runtime'>[]): Transition {
  const { service, environment, version, firstSeenAt, completeAt, instances } = row;
  const next = all.find((each) => each.firstSeenAt > firstSeenAt && each.version !== version);
  const isBack =
    next !== undefined && all.some((each) => each.version === next.version && each.firstSeenAt < firstSeenAt);
  const fate: Transition['fate'] =
    next === undefined
      ? { kind: 'held' }
      : { kind: isBack ? 'taken-back' : 'replaced', by: next.version, at: next.firstSeenAt };
  return {
    service,
    environment,
    version,
    standing: false,
    first: { from: firstSeenAt, to: firstSeenAt },
    quorum: null,
    complete: completeAt === null ? null : { from: completeAt, to: completeAt },
    mixedMs: completeAt === null ? 0 : completeAt - firstSeenAt,
    instances,
    present: instances,
    gap: false,
    fate,
    samples: [],
  };
}

/** Processes also restart by themselves; further from a claim than this they do not answer it. */
const restartWindowMs = 3_600_000;

/** Pairs claims that say they brought something first, then those that say they failed, with what is left. */
function pairUp(
  claims: readonly DeliveryClaim[],
  place: Observed | undefined,
  map: VersionMap,
): Map<DeliveryClaim, Transition> {
  const pairs = new Map<DeliveryClaim, Transition>();
  const { transitions = [], restarts = [] } = place ?? {};
  for (const failed of [false, true]) {
    for (const label of new Set(transitions.map((each) => each.version))) {
      const taken = new Set(pairs.values());
      const wanting = claims.filter(
        (claim) => (claim.result === 'failure') === failed && !pairs.has(claim) && map.isSame(claim, label),
      );
      const free = transitions.filter((each) => each.version === label && !taken.has(each));
      for (const [a, b] of matchInTime(wanting, free, apart)) {
        const [claim, transition] = [wanting[a], free[b]];
        if (claim !== undefined && transition !== undefined) pairs.set(claim, transition);
      }
    }
  }
  for (const restart of restarts) {
    const [nearest] = claims
      .filter((claim) => claim.result !== 'failure' && !pairs.has(claim) && map.isSame(claim, restart.version))
      .filter((claim) => apart(claim, restart) <= restartWindowMs)
      .toSorted((a, b) => apart(a, restart) - apart(b, restart));
    if (nearest !== undefined) pairs.set(nearest, restart);
  }
  return pairs;
}

/** What stood when sampling began may have come at any time before; of several such claims the last brought it. */
function apart({ claimedAt }: DeliveryClaim, { standing, first, complete }: Transition): number {
  const distance = claimedAt - (complete ?? first).to;
  return standing && distance < 0 ? -distance * 1e-6 : Math.abs(distance);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const timeOf = ({ claim, transition }: Reconciled): number => claim?.claimedAt ?? transition?.first.to ?? 0;
