import { median } from './robust.ts';
import type { Sighting, VersionSample } from './reconcile-types.ts';

/** A stretch without samples of more than this many scrape intervals is a gap. */
export const gapIntervals = 3;
/** Where two samples do not tell the interval, Prometheus' own default of a minute is taken. */
const usualIntervalMs = 60_000;

export const placeKey = ({
  service,
  environment,
}: {
  readonly service: string;
  readonly environment: string;
}): string => JSON.stringify([service, environment]);

/**
 * Folds raw samples of version labels, in any order, into one sighting for each stretch in which an instance showed one
 * version. The interval is the median distance between two samples of an instance, over the service's instances.
 * `clockErrorMs` is how far the clock that stamped them may be off. Equal times of one instance: the later in the list wins.
 */
export function sightingsOf(samples: readonly VersionSample[], clockErrorMs = 0): Sighting[] {
  const found: Sighting[] = [];
  for (const group of grouped(samples, placeKey).values()) {
    const intervalMs = scrapeInterval(group);
    for (const each of byInstance(group)) found.push(...stretches(each, intervalMs, clockErrorMs));
  }
  return found;
}

/** Median distance in ms between two samples of an instance, over all instances of the samples. */
export function scrapeInterval(samples: readonly VersionSample[]): number {
  const distances = byInstance(samples).flatMap((each) =>
    each.slice(1).map((now, index) => now.time - (each[index]?.time ?? now.time)),
  );
  return Math.round(median(distances) ?? usualIntervalMs);
}

const byInstance = (samples: readonly VersionSample[]): VersionSample[][] =>
  [...grouped(samples, (sample) => sample.instance).values()].map(inOrder);

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function inOrder(samples: readonly VersionSample[]): VersionSample[] {
  const byTime = new Map(samples.map((sample) => [sample.time, sample]));
  return [...byTime.values()].toSorted((a, b) => a.time - b.time);
}

function stretches(samples: readonly VersionSample[], intervalMs: number, clockErrorMs: number): Sighting[] {
  const found: Sighting[] = [];
  let open: Sighting | undefined;
  for (const { service, environment, instance, version, time, processStart } of samples) {
    if (open?.version === version) {
      open = { ...open, lastSeenAt: time, startedAt: open.startedAt ?? processStart };
      found[found.length - 1] = open;
      continue;
    }
    const lastOldAt: number | null = open?.lastSeenAt ?? null;
    const seen = { lastOldAt, firstNewAt: time, lastSeenAt: time, startedAt: processStart };
    open = { service, environment, instance, version, ...seen, intervalMs, clockErrorMs };
    found.push(open);
  }
  return found;
}
