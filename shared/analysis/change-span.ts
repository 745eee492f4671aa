import type { BoundingSample, Sighting, Span } from './reconcile-types.ts';
import { gapIntervals } from './sightings.ts';

/**
 * How exact a process start is: Linux counts it from a boot time in whole seconds, and many exporters round to seconds.
 */
export const processStartErrorMs = 1000;

/** Whether more than three scrapes are missing between an instance's last old and first new sample. */
export const isGap = ({
  lastOldAt,
  firstNewAt,
  intervalMs,
}: Pick<Sighting, 'lastOldAt' | 'firstNewAt' | 'intervalMs'>): boolean =>
  lastOldAt !== null && firstNewAt - lastOldAt > gapIntervals * intervalMs;

/**
 * When an instance changed: (last old sample, first new one], narrowed to its process start +-1 s where that lies inside,
 * then widened by the clock's error. An instance that appears without an old sample was not old before: it came at its
 * process start, else within the three scrapes that may miss an instance. `standing`: it was there when sampling began, so
 * there is no lower bound.
 */
export function changeSpan(sighting: Sighting, standing: boolean): Span {
  const { lastOldAt, firstNewAt, startedAt, intervalMs, clockErrorMs } = sighting;
  const isNew = lastOldAt === null;
  const lowest = isNew ? -Infinity : lastOldAt;
  const isInside =
    startedAt !== null && startedAt > lowest - processStartErrorMs && startedAt <= firstNewAt + processStartErrorMs;
  const open = isNew ? (standing ? -Infinity : firstNewAt - gapIntervals * intervalMs) : lastOldAt;
  const lower = !isInside
    ? open
    : isNew && !standing
      ? startedAt - processStartErrorMs
      : Math.max(open, startedAt - processStartErrorMs);
  const from = isNew && standing ? -Infinity : lower;
  const to = isInside ? Math.min(firstNewAt, startedAt + processStartErrorMs) : firstNewAt;
  return { from: from === -Infinity ? null : from - clockErrorMs, to: to + clockErrorMs };
}

/** Names the last sample of a stretch. */
export const sampleKey = (instance: string, at: number): string => `${at} ${instance}`;

/** The raw samples that bound a change: the last old one, where there is one, and the first new one. */
export function boundingSamples(sighting: Sighting, before: ReadonlyMap<string, Sighting>): BoundingSample[] {
  const { instance, lastOldAt, firstNewAt, version, startedAt } = sighting;
  const first = { instance, at: firstNewAt, version, processStart: startedAt };
  if (lastOldAt === null) return [first];
  const old = before.get(sampleKey(instance, lastOldAt));
  return [{ instance, at: lastOldAt, version: old?.version ?? null, processStart: old?.startedAt ?? null }, first];
}
