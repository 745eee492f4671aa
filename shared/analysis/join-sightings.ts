import type { Sighting } from './reconcile-types.ts';
import { grouped, placeKey } from './sightings.ts';

/**
 * Joins sightings that were worked out from a source's answers one by one. Each answer knows nothing of the one before:
 * its first sighting of an instance has no old version, though the version was there already, or another was. What
 * several answers say of one stretch becomes one, and a change between two answers lies between their samples.
 */
export function joinSightings<S extends Sighting>(sightings: readonly S[]): readonly S[] {
  const instanceKey = (each: S): string => `${placeKey(each)} ${each.instance}`;
  return [...grouped(sightings, instanceKey).values()].flatMap(joinOne);
}

function joinOne<S extends Sighting>(sightings: readonly S[]): S[] {
  const ordered = sightings.toSorted((a, b) => a.firstNewAt - b.firstNewAt || a.lastSeenAt - b.lastSeenAt);
  const joined: S[] = [];
  for (const each of ordered) {
    const before = joined.at(-1);
    if (before?.version === each.version) joined[joined.length - 1] = together(before, each);
    else if (before !== undefined && each.lastSeenAt <= before.lastSeenAt) continue;
    else joined.push(before === undefined ? each : { ...each, lastOldAt: later(each.lastOldAt, before.lastSeenAt) });
  }
  return joined;
}

const together = <S extends Sighting>(before: S, after: S): S => ({
  ...before,
  lastSeenAt: Math.max(before.lastSeenAt, after.lastSeenAt),
  startedAt: before.startedAt ?? after.startedAt,
  clockErrorMs: Math.max(before.clockErrorMs, after.clockErrorMs),
});

const later = (told: number | null, seen: number): number => Math.max(told ?? seen, seen);
