import { modifiedZ } from '../analysis/robust.ts';
import type { TriggeringDeployment } from './deployment-to-trigger.ts';

const dayMs = 86_400_000;
/** A service that deployed often within so many days before is still one that deploys often. */
const rememberDays = 7;
/** As on the screens: a modified z score from here on sticks out. */
const outlierScore = 3.5;
/** Fewer values than this make no baseline (M2.2). */
const leastComparable = 5;

/** Production deployments by service and local day. */
export type DayCounts = { readonly of: (service: string, day: string) => number };

export function countByDay(deployments: readonly TriggeringDeployment[], dayOf: (epoch: number) => string): DayCounts {
  const counts = new Map<string, number>();
  for (const { event, at } of deployments) {
    const key = `${event.service} ${dayOf(at)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { of: (service, day) => counts.get(`${service} ${day}`) ?? 0 };
}

/**
 * [M7.4] Whether a service is reviewed by the day: it had more than `above` production deployments on that day, or on one
 * of the seven days before it.
 */
export function deploysOften(counts: DayCounts, service: string, day: string, above: number): boolean {
  const noon = Date.parse(`${day}T12:00:00Z`);
  for (let back = 0; back <= rememberDays; back += 1)
    if (counts.of(service, new Date(noon - back * dayMs).toISOString().slice(0, 10)) > above) return true;
  return false;
}

/** One figure of each deployment of a day, against what is usual for its service: `value` is null without samples. */
export type CohortFigure = {
  readonly event: string;
  readonly metric: string;
  readonly value: number | null;
  readonly usual: readonly number[];
};

export type CohortEntry = {
  readonly deployment: TriggeringDeployment;
  /** Why it stands alone, in words; empty for one that is like the others. */
  readonly outlier: readonly string[];
};

/**
 * [M7.4] A day's deployments of one service: those that stand alone first, each group in the order of time. Alone stands
 * what failed, was rolled back, was followed by an incident, or has a figure that sticks out of the service's baseline.
 */
export function readCohort(
  deployments: readonly TriggeringDeployment[],
  figures: readonly CohortFigure[],
): readonly CohortEntry[] {
  const byEvent = new Map<string, CohortFigure[]>();
  for (const figure of figures) byEvent.set(figure.event, [...(byEvent.get(figure.event) ?? []), figure]);
  return deployments
    .map((deployment) => ({
      deployment,
      outlier: [...fateOf(deployment), ...(byEvent.get(deployment.event.id) ?? []).flatMap(deviationOf)],
    }))
    .toSorted(
      (a, b) =>
        Number(b.outlier.length > 0) - Number(a.outlier.length > 0) ||
        a.deployment.at - b.deployment.at ||
        (a.deployment.event.id < b.deployment.event.id ? -1 : 1),
    );
}

function fateOf({ event }: TriggeringDeployment): readonly string[] {
  const { incidents, rolledBack } = event.impact;
  return [
    ...(event.result === 'failure' ? ['failed'] : []),
    ...(rolledBack ? ['was rolled back'] : []),
    ...(incidents === 0 ? [] : [incidents === 1 ? 'an incident followed' : `${incidents} incidents followed`]),
  ];
}

function deviationOf({ metric, value, usual }: CohortFigure): readonly string[] {
  if (value === null || usual.length < leastComparable) return [];
  const z = modifiedZ(value, usual);
  return z !== null && Math.abs(z) >= outlierScore ? [`${metric} sticks out (z ${z.toFixed(1)})`] : [];
}
