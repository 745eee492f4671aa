import type { Sighting } from './reconcile-types.ts';
import { gapIntervals, grouped, placeKey } from './sightings.ts';

/**
 * Joins what was read of one instance piece by piece: windows of a pull overlap, and each tells a version's stretch only as
 * far as it reaches. Two stretches of one version are one where they touch, or lie no further apart than a gap, and no
 * other version was seen between them.
 */
export function joinSightings<S extends Sighting>(sightings: readonly S[]): S[] {
  const joined: S[] = [];
  for (const own of grouped(sightings, (each) => JSON.stringify([placeKey(each), each.instance])).values()) {
    const ordered = own.toSorted((a, b) => a.firstNewAt - b.firstNewAt || a.lastSeenAt - b.lastSeenAt);
    let last: S | undefined;
    for (const each of ordered) {
      if (last !== undefined && isOneStretch(last, each)) {
        last = {
          ...last,
          lastOldAt: last.lastOldAt ?? (each.firstNewAt === last.firstNewAt ? each.lastOldAt : null),
          lastSeenAt: Math.max(last.lastSeenAt, each.lastSeenAt),
          startedAt: last.startedAt ?? each.startedAt,
        };
        joined[joined.length - 1] = last;
      } else joined.push((last = each));
    }
  }
  return joined;
}

const isOneStretch = (before: Sighting, after: Sighting): boolean =>
  before.version === after.version &&
  after.firstNewAt <= before.lastSeenAt + gapIntervals * Math.max(before.intervalMs, after.intervalMs) &&
  (after.lastOldAt === null || after.firstNewAt <= before.lastSeenAt);
