import type { ReleaseId } from '../../shared/domain/ids.ts';
import type { RowKind, RowOf } from '../../shared/domain/release/rows.ts';
import { releasesIn, serviceOf } from './note-releases.ts';
import { readRows } from './read-rows.ts';
import { unpackFacts } from './release-facts.ts';
import { incidentRelease, type ReleaseSummary } from './release-summary.ts';
import type { KeptRelease, Store } from './schema.ts';

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
/** How long before a release was tagged or deployed what it consists of may have been built. */
const builtBefore = 30 * day;

/** What a release is tied to is looked for where its facts say that it lies. */
export async function readRelease(store: Store, id: ReleaseId): Promise<ReleaseDetail | undefined> {
  const ofService = await readReleasesOf(store, serviceOf(id));
  const kept = ofService.find((each) => each.id === id);
  if (kept?.summary === null || kept === undefined) return undefined;
  const { summary } = kept;
  const { service, version } = summary;
  const facts = unpackFacts(kept.facts);
  const isOwn = (row: { readonly version: string }): boolean => row.version === version;
  const [tags, deployments, runtime, incidents] = await Promise.all([
    readAround(
      store,
      'release',
      facts.tags.map(({ at }) => at),
      service,
    ),
    readAround(
      store,
      'deployment',
      facts.deployments.map(({ startedAt }) => startedAt),
      service,
    ),
    readAround(
      store,
      'runtime',
      facts.runtime.map(({ firstSeenAt }) => firstSeenAt),
      service,
    ),
    readAround(
      store,
      'incident',
      facts.incidents.map(({ detectedAt }) => detectedAt),
    ),
  ]);
  const own = deployments.filter(isOwn);
  return {
    summary,
    deployments: own,
    runtime: runtime.filter(isOwn),
    builds: await readBuilds(store, [
      ...own.map((row) => ({ sha: row.sha, at: row.startedAt })),
      ...tags.filter(isOwn),
    ]),
    incidents: incidents.filter((row) => row.release !== null && incidentRelease(row, row.release) === id),
    previous: ofService
      .flatMap((each) => (each.summary !== null && each.summary.at < summary.at ? [each.summary] : []))
      .toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
      .slice(0, previousShown),
  };
}

async function readReleasesOf(store: Store, service: string): Promise<readonly KeptRelease[]> {
  const blocks = store.releaseBlocks.where('[service+block]').between([service, -Infinity], [service, Infinity]);
  return (await blocks.toArray()).flatMap(releasesIn);
}

/** Rows at these times, epoch ms, and what lies between those that are less than a day apart. Ascending in time. */
async function readAround<K extends RowKind>(
  store: Store,
  kind: K,
  times: readonly number[],
  owner?: string,
): Promise<readonly RowOf<K>[]> {
  const ranges: { from: number; to: number }[] = [];
  for (const time of times.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && time - last.to < day) last.to = time;
    else ranges.push({ from: time, to: time });
  }
  const found = await Promise.all(ranges.map(({ from, to }) => readRows(store, kind, from, to, owner)));
  return found.flat();
}

/** Builds are tied to a release by the commit they built. */
async function readBuilds(
  store: Store,
  rows: readonly { readonly sha: string | null; readonly at: number }[],
): Promise<readonly RowOf<'build'>[]> {
  const withSha = rows.filter(({ sha }) => sha !== null);
  if (withSha.length === 0) return [];
  const shas = new Set(withSha.map(({ sha }) => sha));
  const times = withSha.map(({ at }) => at);
  const builds = await readRows(store, 'build', Math.min(...times) - builtBefore, Math.max(...times) + day);
  return builds.filter(({ sha }) => shas.has(sha));
}

/** What touches [from, to]. A deployment is looked for up to a day, an incident up to 90 days before the window. */
export async function readTimeline(store: Store, from: number, to: number): Promise<TimelineRows> {
  const [deployments, incidents] = await Promise.all([
    readRows(store, 'deployment', from - day, to),
    readRows(store, 'incident', from - 90 * day, to),
  ]);
  return {
    deployments: deployments.filter((row) => (row.finishedAt ?? row.startedAt) >= from),
    incidents: incidents.filter((row) => (row.resolvedAt ?? Infinity) >= from),
  };
}
