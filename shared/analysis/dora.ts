import type { RowOf } from '../domain/release/rows.ts';
import { createCommitGraph, type CommitGraph } from './commit-graph.ts';
import {
  groupDeployments,
  previousSuccesses,
  reachedProduction,
  type GroupedDeployment,
} from './grouped-deployments.ts';
import { linkAsDevLake, linkIncidents, type IncidentLink, type Verdict } from './incident-links.ts';
import { leadTimes, minutesBetween, type LeadTime } from './lead-time.ts';
import { lowerMedian } from './order-statistics.ts';

export type DoraRows = {
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly incidents: readonly RowOf<'incident'>[];
  readonly merges: readonly RowOf<'merge'>[];
  readonly changes: readonly RowOf<'change'>[];
};

export type DoraOptions = {
  /** `devlake` links incidents as Apache DevLake does. */
  readonly mode: 'hotwash' | 'devlake';
  /** The environment whose deployments count. */
  readonly environment?: string;
  /** Deployments that finished, incidents that were detected and merges in from <= t < to, ms since 1970 UTC. */
  readonly from?: number;
  readonly to?: number;
  readonly windowMs?: number;
  readonly verdicts?: readonly Verdict[];
};

export type DoraDeployment = {
  readonly deployment: GroupedDeployment;
  readonly previousSuccess: GroupedDeployment | null;
  readonly links: readonly IncidentLink[];
  /** At least one confirmed failure. */
  readonly failed: boolean;
};

export type Dora = {
  readonly deployments: readonly DoraDeployment[];
  /** Every incident with its link, where there is one that counts; recovery in minutes, rounded up. */
  readonly incidents: readonly {
    readonly incident: RowOf<'incident'>;
    readonly link: IncidentLink | null;
    readonly recoveryMinutes: number | null;
  }[];
  readonly leadTimes: readonly LeadTime[];
  /** Links by time only that nobody confirmed. */
  readonly suggestions: readonly IncidentLink[];
  readonly metrics: DoraMetrics;
};

/** Lower medians; null where there is nothing to take one of. Lead times over merges that were deployed, in minutes. */
export type DoraMetrics = {
  readonly deployments: number;
  readonly deploymentFrequency: { readonly perWeek: number | null; readonly perMonth: number | null };
  readonly leadTime: { readonly [part in 'coding' | 'pickup' | 'review' | 'deploy' | 'cycle']: number | null };
  readonly changeFailureRate: number | null;
  /** DevLake's own rate, which can pass 1; null outside its mode. */
  readonly incidentsPerDeployment: number | null;
  readonly recoveryTime: number | null;
};

/** The four measures of delivery with every link behind them, by the definitions of docs/metrics.md. Rows of one project. */
export function doraOf(rows: DoraRows, options: DoraOptions): Dora {
  const { mode, environment = 'production', from = -Infinity, to = Infinity } = options;
  const isIn = (at: number | null): boolean => at !== null && at >= from && at < to;
  const all = groupDeployments(
    environment === 'production' ? rows.deployments : rows.deployments.map((row) => inPlaceOf(row, environment)),
  ).filter(reachedProduction);
  const graphOf = createGraphs(rows.changes);
  const previous = previousSuccesses(all);
  const brought = createBrought(all, previous, graphOf);
  const links =
    mode === 'devlake'
      ? linkAsDevLake(rows.incidents, all)
      : linkIncidents(rows.incidents, all, { ...plainOptions(options), brought });
  const counted = links.filter((link) => link.counts);
  const byDeployment = new Map<GroupedDeployment, IncidentLink[]>();
  for (const link of counted) {
    const own = byDeployment.get(link.deployment);
    if (own === undefined) byDeployment.set(link.deployment, [link]);
    else own.push(link);
  }
  const linkOf = new Map(counted.map((link) => [link.incident, link]));
  const deployments = all
    .filter((each) => isIn(each.finishedAt))
    .map((deployment): DoraDeployment => {
      const own = byDeployment.get(deployment) ?? [];
      const before = deployment.commits
        .map((commit) => previous.get(commit)?.deployment)
        .find((each) => each !== undefined);
      const isTakenBack = mode === 'hotwash' && deployment.result === 'rolled-back';
      return { deployment, previousSuccess: before ?? null, links: own, failed: own.length > 0 || isTakenBack };
    });
  const incidents = rows.incidents
    .filter((incident) => isIn(incident.detectedAt))
    .map((incident) => {
      const link = linkOf.get(incident) ?? null;
      return {
        incident,
        link,
        recoveryMinutes: minutesBetween(link?.deployment.finishedAt, link === null ? null : incident.resolvedAt),
      };
    });
  const times = leadTimes(rows.merges, all, graphOf).filter(({ merge }) => isIn(merge.mergedAt));
  const suggestions = links.filter((link) => !link.counts && isIn(link.incident.detectedAt));
  const metrics = metricsOf({ deployments, incidents, leadTimes: times }, options);
  return { deployments, incidents, leadTimes: times, suggestions, metrics };
}

/** Another environment is measured as production is: what is in it counts, what is not does not. */
function inPlaceOf(row: RowOf<'deployment'>, environment: string): RowOf<'deployment'> {
  return { ...row, environment: row.environment === environment ? 'production' : `not-${environment}` };
}

const plainOptions = ({ verdicts, windowMs }: DoraOptions) => ({
  ...(verdicts === undefined ? {} : { verdicts }),
  ...(windowMs === undefined ? {} : { windowMs }),
});

/** A repository's commits; where a deployment names none that has commits, those of the only repository there is. */
function createGraphs(changes: readonly RowOf<'change'>[]): (repository: string) => CommitGraph {
  const byName = new Map<string, RowOf<'change'>[]>();
  for (const change of changes) {
    const list = byName.get(change.repository);
    if (list === undefined) byName.set(change.repository, [change]);
    else list.push(change);
  }
  const graphs = new Map<string, CommitGraph>();
  return (repository) => {
    const name = byName.has(repository) || byName.size !== 1 ? repository : ([...byName.keys()][0] ?? repository);
    const graph = graphs.get(name) ?? createCommitGraph(byName.get(name) ?? []);
    graphs.set(name, graph);
    return graph;
  };
}

/** The first deployment, by start, that brought a commit. */
function createBrought(
  deployments: readonly GroupedDeployment[],
  previous: ReturnType<typeof previousSuccesses>,
  graphOf: (repository: string) => CommitGraph,
): (sha: string) => GroupedDeployment | undefined {
  const ordered = deployments.toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  return (sha) =>
    ordered.find((deployment) =>
      deployment.commits.some((commit) => {
        if (commit.sha !== null && (commit.sha.startsWith(sha) || sha.startsWith(commit.sha))) return true;
        const graph = graphOf(commit.repository ?? commit.service);
        const change = graph.find(sha);
        const range = graph.range(commit.sha, previous.get(commit)?.commit.sha ?? null);
        return change !== undefined && range?.includes(change) === true;
      }),
    );
}

function metricsOf(
  { deployments, incidents, leadTimes: times }: Pick<Dora, 'deployments' | 'incidents' | 'leadTimes'>,
  { mode, from, to }: DoraOptions,
): DoraMetrics {
  const finishes = deployments.flatMap(({ deployment }) => deployment.finishedAt ?? []);
  const shipped = times.filter(({ deployment }) => deployment !== null);
  const middle = (part: 'coding' | 'pickup' | 'review' | 'deploy' | 'cycle') =>
    lowerMedian(shipped.flatMap((each) => each[part] ?? []));
  const share = (count: number) => (deployments.length === 0 ? null : count / deployments.length);
  const window = { from, to };
  return {
    deployments: deployments.length,
    deploymentFrequency: {
      perWeek: lowerMedian(daysPer(finishes, mondayOf, window)),
      perMonth: lowerMedian(daysPer(finishes, firstOfMonth, window)),
    },
    leadTime: {
      coding: middle('coding'),
      pickup: middle('pickup'),
      review: middle('review'),
      deploy: middle('deploy'),
      cycle: middle('cycle'),
    },
    changeFailureRate: share(deployments.filter((each) => each.failed).length),
    incidentsPerDeployment: mode === 'devlake' ? share(incidents.filter((each) => each.link !== null).length) : null,
    recoveryTime: lowerMedian(incidents.flatMap((each) => each.recoveryMinutes ?? [])),
  };
}

const dayMs = 86_400_000;
const dayOf = (time: number): number => Math.floor(time / dayMs);
/** 1970-01-01 was a Thursday. */
const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);
const firstOfMonth = (day: number): number => {
  const date = new Date(day * dayMs);
  return Math.floor(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / dayMs);
};

/**
 * Distinct deployment days (UTC) in each calendar period from the first to the last, those without any included; the
 * periods of `window` where it is given.
 */
function daysPer(
  finishes: readonly number[],
  periodOf: (day: number) => number,
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
): number[] {
  const days = [...new Set(finishes.map(dayOf))].toSorted((a, b) => a - b);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const begin = from === undefined ? first : dayOf(from);
  const end = to === undefined ? last : dayOf(to - 1);
  const counts = new Map<number, number>();
  for (let day = begin; day <= end; day += 1) counts.set(periodOf(day), counts.get(periodOf(day)) ?? 0);
  for (const day of days) counts.set(periodOf(day), (counts.get(periodOf(day)) ?? 0) + 1);
  return [...counts.values()];
}
