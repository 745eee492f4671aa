import type { RowOf } from '../domain/release/rows.ts';
import type { Moment } from '../domain/review/package-parts.ts';

/** Sources write times by the second, so no moment is known better than this. */
const leastErrorMs = 1000;

/** One service of a joint review: what happened to it, and its raw sightings, which tell how exactly. */
export type ServiceTimeline = {
  readonly service: string;
  readonly moments: readonly Moment[];
  readonly sightings: readonly RowOf<'sighting'>[];
};

/** A moment of the merged timeline: it lies somewhere between `from` and `to`, epoch ms. */
export type JointMoment = Moment & {
  readonly service: string;
  readonly from: number;
  readonly to: number;
};

/** A stretch in which moments of different services lie so close that nobody can tell which was first. */
export type UnclearOrder = {
  readonly from: number;
  readonly to: number;
  readonly services: readonly string[];
  readonly rows: readonly string[];
};

export type JointTimeline = {
  readonly moments: readonly JointMoment[];
  readonly unclear: readonly UnclearOrder[];
  /** How far each service's clocks may be off, in ms, as its runtime samples tell; the least error where they do not. */
  readonly skew: readonly { readonly service: string; readonly ms: number; readonly isKnown: boolean }[];
};

/**
 * [M7.2] The services' timelines as one. A change at runtime lies between the last sample of the old version and the first
 * of the new (M2.4); that and every other moment is widened by the service's clock error. Where intervals of different
 * services overlap, their order is not told.
 */
export function mergeTimelines(timelines: readonly ServiceTimeline[]): JointTimeline {
  const skew = timelines.map(({ service, sightings }) => ({
    service,
    ms: sightings.reduce((most, row) => Math.max(most, row.clockErrorMs), leastErrorMs),
    isKnown: sightings.length > 0,
  }));
  const moments = timelines
    .flatMap(({ service, moments: own, sightings }) => {
      const error = skew.find((each) => each.service === service)?.ms ?? leastErrorMs;
      return own.map((moment) => {
        const change = changeAt(moment, sightings);
        return { ...moment, service, from: (change?.from ?? moment.at) - error, to: (change?.to ?? moment.at) + error };
      });
    })
    .toSorted((a, b) => a.at - b.at || (a.service < b.service ? -1 : a.service > b.service ? 1 : 0));
  return { moments, unclear: unclearOf(moments), skew };
}

/** The two samples between which an instance switched; null for what is not a change at runtime. */
function changeAt(
  { kind, at }: Moment,
  sightings: readonly RowOf<'sighting'>[],
): { readonly from: number; readonly to: number } | undefined {
  if (kind !== 'runtime') return undefined;
  const seen = sightings.find((row) => row.firstNewAt === at);
  return seen === undefined ? undefined : { from: seen.lastOldAt ?? seen.firstNewAt - seen.intervalMs, to: at };
}

function unclearOf(moments: readonly JointMoment[]): readonly UnclearOrder[] {
  const groups: JointMoment[][] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const moment of moments.toSorted((a, b) => a.from - b.from)) {
    const last = groups.at(-1);
    if (last === undefined || moment.from > reach) groups.push([moment]);
    else last.push(moment);
    reach = Math.max(moment.from > reach ? moment.to : reach, moment.to);
  }
  return groups.flatMap((group) => {
    const services = [...new Set(group.map(({ service }) => service))].toSorted();
    if (services.length < 2) return [];
    const [from, to] = [Math.min(...group.map((each) => each.from)), Math.max(...group.map((each) => each.to))];
    return [{ from, to, services, rows: group.map(({ row }) => row) }];
  });
}
