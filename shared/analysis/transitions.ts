import { boundingSamples, changeSpan, isGap, sampleKey } from './change-span.ts';
import { joinSightings } from './join-sightings.ts';
import type { Observed, Sighting, Span, Transition, VersionSample } from './reconcile-types.ts';
import { restartsOf } from './restarts.ts';
import { boundOf, rollOut, type Rollout, type Stretch } from './roll-out.ts';
import { gapIntervals, grouped, placeKey, scrapeInterval, sightingsOf } from './sightings.ts';

/**
 * Finds, for each service and environment, the versions that came (M2.4). A version's transition begins with the first
 * instance that changes to it, takes in further ones until all that are there run it, and ends when none does. An instance
 * counts while it is sampled, and one scrape longer: one that is absent runs neither the old version nor the new.
 */
export function observe(samples: readonly VersionSample[], clockErrorMs = 0): Observed[] {
  const places = grouped(samples, placeKey);
  return transitionsOf(sightingsOf(samples, clockErrorMs)).map((each) => ({
    ...each,
    holes: holesOf(places.get(placeKey(each)) ?? []),
    restarts: restartsOf(places.get(placeKey(each)) ?? [], clockErrorMs),
  }));
}

/** The same from sightings alone, which do not tell of scrapes missed while nothing changed. */
export function transitionsOf(sightings: readonly Sighting[]): Observed[] {
  return [...grouped(joinSightings(sightings), placeKey).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { service, environment } = first;
    const stretches = toStretches(group);
    const watched = {
      from: least(stretches, (each) => each.firstNewAt),
      to: most(stretches, (each) => each.lastSeenAt),
    };
    const rollouts = rollOut(stretches, watched);
    const before = new Map(stretches.map((each) => [sampleKey(each.instance, each.lastSeenAt), each]));
    const order = [...new Set(rollouts.map((each) => each.version))];
    const transitions = rollouts.map((each) => ({
      service,
      environment,
      ...toTransition(each, watched.to, order.slice(0, order.indexOf(each.version)), before),
    }));
    return [{ service, environment, watched, holes: [], restarts: [], transitions }];
  });
}

function toStretches(group: readonly Sighting[]): Stretch[] {
  const watchedFrom = least(group, (each) => each.firstNewAt);
  const found: Stretch[] = [];
  for (const own of grouped(group, (each) => each.instance).values()) {
    const ordered = own.toSorted((a, b) => a.firstNewAt - b.firstNewAt);
    ordered.forEach((each, index) => {
      const next = ordered[index + 1];
      const standing = each.lastOldAt === null && each.firstNewAt <= watchedFrom + each.intervalMs;
      const { from, to } = changeSpan(each, standing);
      const isLost = next === undefined || isGap({ ...next, lastOldAt: each.lastSeenAt });
      const until = isLost ? each.lastSeenAt + each.intervalMs : next.firstNewAt;
      found.push({ ...each, standing, lower: from ?? -Infinity, upper: to, until, isLost });
    });
  }
  return found.toSorted((a, b) => a.firstNewAt - b.firstNewAt || (a.instance < b.instance ? -1 : 1));
}

/** `earlier` are the versions that came before this one did for the first time. */
function toTransition(
  { version, standing, stretches, endedAt, quorumIndex, complete, present, after }: Rollout,
  watchedTo: number,
  earlier: readonly string[],
  before: ReadonlyMap<string, Sighting>,
): Omit<Transition, 'service' | 'environment'> {
  const upper = least(stretches, (each) => each.upper);
  const instances = new Set(stretches.map((each) => each.instance)).size;
  const own = stretches.filter((each) => each.version === version);
  return {
    version,
    standing,
    first: known({ from: least(stretches, (each) => each.lower), to: upper }),
    quorum: quorumIndex === null ? null : known(boundOf({ stretches }, quorumIndex)),
    complete: complete === null ? null : known(complete),
    mixedMs: Math.max(0, (complete?.to ?? endedAt ?? watchedTo) - upper),
    instances,
    present: Math.max(present, instances),
    gap: stretches.some(isGap),
    fate: fateOf(endedAt, after, earlier),
    samples: own.flatMap((each) => boundingSamples(each, before)),
  };
}

/** Taken back is what was replaced by nothing but versions that had come before it. */
function fateOf(endedAt: number | null, after: readonly string[], earlier: readonly string[]): Transition['fate'] {
  if (endedAt === null) return { kind: 'held' };
  const by = after.find((each) => !earlier.includes(each)) ?? after[0];
  if (by === undefined) return { kind: 'vanished', at: endedAt };
  return { kind: earlier.includes(by) ? 'taken-back' : 'replaced', by, at: endedAt };
}

/** Bounds as they are told: what nobody saw begin has none, and a span never ends before it begins. */
const known = ({ from, to }: Span): Span =>
  from === null || from === -Infinity ? { from: null, to } : { from, to: Math.max(from, to) };

/** Stretches in which nothing of a service was sampled for more than three intervals. */
function holesOf(samples: readonly VersionSample[]): { from: number; to: number }[] {
  const limit = gapIntervals * scrapeInterval(samples);
  const times = [...new Set(samples.map((each) => each.time))].toSorted((a, b) => a - b);
  return times.flatMap((to, index) => {
    const from = times[index - 1] ?? to;
    return to - from > limit ? [{ from, to }] : [];
  });
}

const least = <T>(items: readonly T[], valueOf: (item: T) => number): number =>
  items.reduce((min, item) => Math.min(min, valueOf(item)), Infinity);
const most = <T>(items: readonly T[], valueOf: (item: T) => number): number =>
  items.reduce((max, item) => Math.max(max, valueOf(item)), -Infinity);
