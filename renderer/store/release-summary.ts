import { releaseIdOf, type ReleaseId, type ServiceId } from '../../shared/domain/ids.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';

export type ReleaseSummary = {
  readonly id: ReleaseId;
  readonly service: ServiceId;
  readonly version: string;
  /** When the version was tagged; else its first deployment's start or first sighting. Epoch ms. */
  readonly at: number;
  /** When it first reached production: the deployment's end, or its begin where that is not known; null when it never did. */
  readonly inProductionAt: number | null;
  readonly deployments: number;
  readonly environments: string[];
  /** Of the deployment that started last; null when there is none. */
  readonly lastResult: RowOf<'deployment'>['result'] | null;
  /** When the last deployment was finished, as the pipeline claims. */
  readonly finishedAt: number | null;
  /** Incidents that a source or a person tied to this release. */
  readonly incidents: number;
  /** Runtime complete (where unknown, the first sighting) minus the claimed finish, of the last deployment seen running. */
  readonly runtimeLagMs: number | null;
};

export type ReleaseRows = {
  readonly releases: readonly RowOf<'release'>[];
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly runtime: readonly RowOf<'runtime'>[];
  readonly incidents: readonly RowOf<'incident'>[];
};

type Gathered = {
  readonly service: ServiceId;
  readonly version: string;
  tag: RowOf<'release'> | undefined;
  readonly deployments: RowOf<'deployment'>[];
  readonly runtime: RowOf<'runtime'>[];
  incidents: number;
};

/** One summary per version that was tagged, deployed or seen running, newest first. */
export function summarizeReleases(rows: ReleaseRows): readonly ReleaseSummary[] {
  const gathered = new Map<string, Gathered>();
  const gather = (service: ServiceId, version: string): Gathered => {
    const id = releaseIdOf(service, version);
    let entry = gathered.get(id);
    if (entry === undefined)
      gathered.set(id, (entry = { service, version, tag: undefined, deployments: [], runtime: [], incidents: 0 }));
    return entry;
  };
  for (const row of rows.releases) gather(row.service, row.version).tag = row;
  for (const row of rows.deployments) gather(row.service, row.version).deployments.push(row);
  for (const row of rows.runtime) gather(row.service, row.version).runtime.push(row);
  for (const row of rows.incidents) {
    const entry = row.release === null ? undefined : gathered.get(incidentRelease(row, row.release));
    if (entry !== undefined) entry.incidents += 1;
  }
  return [...gathered.values()].map(summarize).toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

/** Sources name the release as `service@version` or, within the incident's own service, by its version alone. */
export const incidentRelease = (incident: RowOf<'incident'>, release: string): string =>
  release.includes('@') ? release : releaseIdOf(incident.service, release);

function summarize(entry: Gathered): ReleaseSummary {
  const deployments = entry.deployments.toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  const last = deployments.at(-1);
  const production = deployments.find((row) => row.environment === 'production' && row.result !== 'failure');
  const sightings = entry.runtime.map((row) => row.firstSeenAt);
  return {
    id: releaseIdOf(entry.service, entry.version),
    service: entry.service,
    version: entry.version,
    at: entry.tag?.at ?? deployments[0]?.startedAt ?? Math.min(...sightings),
    inProductionAt: production === undefined ? null : (production.finishedAt ?? production.startedAt),
    deployments: deployments.length,
    environments: [...new Set(deployments.map((row) => row.environment))],
    lastResult: last?.result ?? null,
    finishedAt: last?.finishedAt ?? null,
    incidents: entry.incidents,
    runtimeLagMs: runtimeLag(deployments, entry.runtime),
  };
}

function runtimeLag(deployments: readonly RowOf<'deployment'>[], runtime: readonly RowOf<'runtime'>[]): number | null {
  for (const deployment of deployments.toReversed()) {
    const [seen] = runtime
      .filter((row) => row.environment === deployment.environment && row.firstSeenAt >= deployment.startedAt)
      .toSorted((a, b) => a.firstSeenAt - b.firstSeenAt);
    if (deployment.finishedAt !== null && seen !== undefined)
      return (seen.completeAt ?? seen.firstSeenAt) - deployment.finishedAt;
  }
  return null;
}
