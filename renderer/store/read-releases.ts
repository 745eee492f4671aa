import type { ReleaseId, ServiceId } from '../../shared/domain/ids.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { incidentRelease, summarizeReleases, type ReleaseSummary } from './release-summary.ts';
import type { Store } from './schema.ts';

export type ReleaseDetail = {
  readonly summary: ReleaseSummary;
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly runtime: readonly RowOf<'runtime'>[];
  readonly builds: readonly RowOf<'build'>[];
  readonly incidents: readonly RowOf<'incident'>[];
  /** Releases of the same service before this one, newest first. */
  readonly previous: readonly ReleaseSummary[];
};

export type TimelineRows = {
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly incidents: readonly RowOf<'incident'>[];
};

const day = 86_400_000;
const previousShown = 20;

export async function readReleases(store: Store): Promise<readonly ReleaseSummary[]> {
  const [releases, deployments, runtime, incidents] = await Promise.all([
    store.releases.toArray(),
    store.deployments.toArray(),
    store.runtime.toArray(),
    store.incidents.toArray(),
  ]);
  return summarizeReleases({ releases, deployments, runtime, incidents });
}

export async function readRelease(store: Store, id: ReleaseId): Promise<ReleaseDetail | undefined> {
  const split = id.indexOf('@');
  const service = id.slice(0, split) as ServiceId;
  const version = id.slice(split + 1);
  const ofService = <T>(last: T): [[string, T], [string, T]] => [
    [service, (typeof last === 'number' ? -Infinity : '') as T],
    [service, last],
  ];
  const [releases, deployments, runtime, incidents] = await Promise.all([
    store.releases
      .where('[service+version]')
      .between(...ofService('\uffff'))
      .toArray(),
    store.deployments
      .where('[service+version]')
      .between(...ofService('\uffff'))
      .toArray(),
    store.runtime
      .where('[service+version]')
      .between(...ofService('\uffff'))
      .toArray(),
    store.incidents
      .where('[service+detectedAt]')
      .between(...ofService(Infinity))
      .toArray(),
  ]);
  const named = await store.incidents.where('release').equals(id).toArray();
  const all = [...new Map([...incidents, ...named].map((row) => [row.id, row])).values()];
  const summaries = summarizeReleases({ releases, deployments, runtime, incidents: all });
  const summary = summaries.find((each) => each.id === id);
  if (summary === undefined) return undefined;
  const own = deployments.filter((row) => row.version === version).toSorted((a, b) => a.startedAt - b.startedAt);
  return {
    summary,
    deployments: own,
    runtime: runtime.filter((row) => row.version === version).toSorted((a, b) => a.firstSeenAt - b.firstSeenAt),
    builds: await readBuilds(store, [...own, ...releases.filter((row) => row.version === version)]),
    incidents: all
      .filter((row) => row.release !== null && incidentRelease(row, row.release) === id)
      .toSorted((a, b) => a.detectedAt - b.detectedAt),
    previous: summaries.filter((each) => each.at < summary.at).slice(0, previousShown),
  };
}

/** Builds are tied to a release by the commit they built. */
async function readBuilds(
  store: Store,
  rows: readonly { readonly sha: string | null }[],
): Promise<readonly RowOf<'build'>[]> {
  const shas = [...new Set(rows.flatMap((row) => (row.sha === null ? [] : [row.sha])))];
  const builds = await store.builds.where('sha').anyOf(shas).toArray();
  return builds.toSorted((a, b) => a.startedAt - b.startedAt);
}

/** What touches [from, to]. A deployment is looked for up to a day, an incident up to 90 days before the window. */
export async function readTimeline(store: Store, from: number, to: number): Promise<TimelineRows> {
  const [deployments, incidents] = await Promise.all([
    store.deployments
      .where('startedAt')
      .between(from - day, to, true, true)
      .toArray(),
    store.incidents
      .where('detectedAt')
      .between(from - 90 * day, to, true, true)
      .toArray(),
  ]);
  return {
    deployments: deployments.filter((row) => (row.finishedAt ?? row.startedAt) >= from),
    incidents: incidents.filter((row) => (row.resolvedAt ?? Infinity) >= from),
  };
}
