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

/** What a summary is told from, each row by the hash of its id (hash-id.ts). */
export type ReleaseFacts = {
  readonly tags: readonly { readonly key: number; readonly at: number }[];
  readonly deployments: readonly ({ readonly key: number } & Pick<
    RowOf<'deployment'>,
    'startedAt' | 'finishedAt' | 'environment' | 'result'
  >)[];
  readonly runtime: readonly ({ readonly key: number } & Pick<
    RowOf<'runtime'>,
    'firstSeenAt' | 'completeAt' | 'environment'
  >)[];
  readonly incidents: readonly { readonly key: number; readonly detectedAt: number }[];
};

/** One release of a version that was tagged, deployed or seen running; null of one that only incidents name. */
export function summarizeRelease(service: ServiceId, version: string, facts: ReleaseFacts): ReleaseSummary | null {
  const deployments = facts.deployments.toSorted((a, b) => a.startedAt - b.startedAt || a.key - b.key);
  const last = deployments.at(-1);
  const production = deployments.find((row) => row.environment === 'production' && row.result !== 'failure');
  const tag = facts.tags.toSorted((a, b) => a.at - b.at).at(-1);
  if (tag === undefined && last === undefined && facts.runtime.length === 0) return null;
  return {
    id: releaseIdOf(service, version),
    service,
    version,
    at: tag?.at ?? deployments[0]?.startedAt ?? Math.min(...facts.runtime.map((row) => row.firstSeenAt)),
    inProductionAt: production === undefined ? null : (production.finishedAt ?? production.startedAt),
    deployments: deployments.length,
    environments: [...new Set(deployments.map((row) => row.environment))],
    lastResult: last?.result ?? null,
    finishedAt: last?.finishedAt ?? null,
    incidents: facts.incidents.length,
    runtimeLagMs: runtimeLag(deployments, facts.runtime),
  };
}

/** Sources name the release as `service@version` or, within the incident's own service, by its version alone. */
export const incidentRelease = (incident: Pick<RowOf<'incident'>, 'service'>, release: string): string =>
  release.includes('@') ? release : releaseIdOf(incident.service, release);

type Sighting = ReleaseFacts['runtime'][number];

const ranAt = ({ completeAt, firstSeenAt }: Sighting): number => completeAt ?? firstSeenAt;

/** Of sightings that began together the one that was complete last counts, in whatever order they came. */
function runtimeLag(deployments: ReleaseFacts['deployments'], runtime: ReleaseFacts['runtime']): number | null {
  for (const deployment of deployments.toReversed()) {
    const [seen] = runtime
      .filter((row) => row.environment === deployment.environment && row.firstSeenAt >= deployment.startedAt)
      .toSorted((a, b) => a.firstSeenAt - b.firstSeenAt || ranAt(b) - ranAt(a));
    if (deployment.finishedAt !== null && seen !== undefined) return ranAt(seen) - deployment.finishedAt;
  }
  return null;
}
