import { plainEnvironment } from '../analysis/grouped-deployments.ts';
import { median } from '../analysis/robust.ts';
import { frozenReleases, type Baseline } from '../domain/kpi/frozen-baseline.ts';
import { releaseIdOf, type ReleaseId, type ServiceId } from '../domain/ids.ts';
import type { RowOf } from '../domain/release/rows.ts';
import { verdictOn, type SettledLink } from '../domain/release/settled-link.ts';
import type { ReleaseData } from './release-data.ts';

type Deployment = RowOf<'deployment'>;
type Runtime = RowOf<'runtime'>;

const hour = 3_600_000;
/** How long after a deployment its figures are compared, in ms. */
export const comparedMs = hour;

/** What is known of the deliveries of one service. */
export type Delivery = {
  readonly deployments: readonly Deployment[];
  readonly runtime: readonly Runtime[];
  readonly incidents: readonly RowOf<'incident'>[];
  readonly links: readonly SettledLink[];
};

export async function readDelivery(
  data: ReleaseData,
  service: string,
  links: readonly SettledLink[],
): Promise<Delivery> {
  return {
    deployments: await data.rows('deployment', service),
    runtime: await data.rows('runtime', service),
    incidents: await data.rows('incident', service),
    links,
  };
}

/** Whether a deployment went to production, however its source calls it. */
export const isProduction = (row: Deployment): boolean => plainEnvironment(row.environment) === 'production';

export const finishOf = (row: Deployment): number => row.finishedAt ?? row.startedAt;

/** When a deployed version was really there, epoch ms: the runtime's word where it has one, else CI's. */
export function createLiveTime(runtime: readonly Runtime[]): (deployment: Deployment) => number {
  const seen = new Map(runtime.toReversed().map((row) => [`${plainEnvironment(row.environment)} ${row.version}`, row]));
  return (deployment) => {
    const row = seen.get(`${plainEnvironment(deployment.environment)} ${deployment.version}`);
    return row?.completeAt ?? row?.firstSeenAt ?? finishOf(deployment);
  };
}

/** Commits are told apart by the seven characters that every source gives at least. */
const shortSha = (sha: string): string => sha.slice(0, 7);

/**
 * Whether a deployment went wrong for sure: a source names it as the cause of an incident, a person confirmed that it is,
 * or it was taken back. A link that a person rejected counts for nothing.
 */
function createIsBad({ deployments, incidents, links }: Delivery): (row: Deployment) => boolean {
  const blaming = new Map<string, string[]>();
  const blame = (what: string, incident: string): void => {
    const known = blaming.get(what);
    if (known === undefined) blaming.set(what, [incident]);
    else known.push(incident);
  };
  for (const { id, release, causeSha } of incidents) {
    if (release !== null) blame(release, id);
    if (causeSha !== undefined) blame(shortSha(causeSha), id);
  }
  const confirmed = new Set(
    links.filter((link) => link.verdict === 'confirmed').flatMap(({ from, to }) => incidentLink(from, to)),
  );
  const reverted = new Set(
    deployments.flatMap(({ revertOf }) => (revertOf === undefined ? [] : [revertOf, shortSha(revertOf)])),
  );
  return (row) => {
    if (row.result === 'rolled-back' || reverted.has(row.version) || confirmed.has(row.id)) return true;
    if (row.sha !== null && reverted.has(shortSha(row.sha))) return true;
    const named = [releaseIdOf(row.service, row.version), ...(row.sha === null ? [] : [shortSha(row.sha)])];
    return named.some((what) =>
      (blaming.get(what) ?? []).some((incident) => verdictOn(links, incident, row.id) !== 'rejected'),
    );
  };
}

/** The deployment of a link between an incident and a deployment. */
function incidentLink(from: SettledLink['from'], to: SettledLink['to']): readonly string[] {
  if (from.kind === 'incident' && to.kind === 'deployment') return [to.id];
  return from.kind === 'deployment' && to.kind === 'incident' ? [from.id] : [];
}

/**
 * [M2.2] Releases that reached production before `before` (epoch ms) and went well: no incident is tied to them for sure
 * and none of their deployments was taken back. Each once, as it first was; oldest first, at most 40.
 */
export function comparableReleases(
  delivery: Delivery,
  version: string,
  before: number,
): readonly { readonly version: string; readonly at: number }[] {
  const liveAt = createLiveTime(delivery.runtime);
  const isBad = createIsBad(delivery);
  const bad = new Set<string>([version]);
  const first = new Map<string, number>();
  for (const row of delivery.deployments) {
    if (!isProduction(row)) continue;
    if (isBad(row)) bad.add(row.version);
    if (row.result !== 'success') continue;
    const at = liveAt(row);
    first.set(row.version, Math.min(at, first.get(row.version) ?? at));
  }
  return [...first]
    .filter(([each, at]) => !bad.has(each) && at < before)
    .map(([each, at]) => ({ version: each, at }))
    .toSorted((a, b) => a.at - b.at)
    .slice(-frozenReleases);
}

/** Median of the hour from `at`, in the series' unit; null where the source has no samples there. */
export const medianAfter = async (data: ReleaseData, series: string, at: number): Promise<number | null> =>
  median((await data.samples(series, at, at + comparedMs)).values) ?? null;

/** What is usual for a release as the data has it: releases that went live before `before`, with their figures. */
export async function readBaseline(
  data: ReleaseData,
  delivery: Delivery,
  about: { readonly service: ServiceId; readonly version: string; readonly zone: string; readonly at: number },
  before: number,
): Promise<Baseline> {
  const releases = comparableReleases(delivery, about.version, before);
  const series: Baseline['series'] = [];
  for (const row of (await data.rows('series', about.service)).slice(0, 200)) {
    const values: (number | null)[] = [];
    for (const { at } of releases) values.push(await medianAfter(data, row.series, at));
    const { metric, environment, unit, better } = row;
    series.push({ series: row.series, metric, environment, unit, better, values });
  }
  const release: ReleaseId = releaseIdOf(about.service, about.version);
  return { release, service: about.service, at: about.at, zone: about.zone, releases: [...releases], series };
}
