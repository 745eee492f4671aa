import { median, modifiedZ } from '../analysis/robust.ts';
import { spanText } from '../meeting/clock-text.ts';
import { releaseIdOf } from '../domain/ids.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { Deviation, Integrity, ReviewPackage } from '../domain/review/package.ts';

type Deployment = RowOf<'deployment'>;
type Runtime = RowOf<'runtime'>;
type Samples = { readonly times: Float64Array; readonly values: Float64Array };

/** The release data a package is read from. Rows of one service, in any order. */
export interface ReleaseData {
  deployments(service: string): readonly Deployment[];
  runtime(service: string): readonly Runtime[];
  builds(service: string): readonly RowOf<'build'>[];
  incidents(service: string): readonly RowOf<'incident'>[];
  releases(service: string): readonly RowOf<'release'>[];
  changes(repository: string): readonly RowOf<'change'>[];
  series(service: string): readonly RowOf<'series'>[];
  samples(series: string, from: number, to: number): Promise<Samples>;
  /** Rows that could not be taken in, of any service. */
  quarantined(): number;
  head(): { readonly seq: number; readonly hash: string };
}

const hour = 3_600_000;
/** How long after a deployment its figures are compared, and how many earlier releases they are compared with. */
export const comparedMs = hour;
export const comparedReleases = 8;
/** With fewer comparable releases there is no baseline and no number (M2.2). */
export const leastComparable = 5;

/** Assembles what is known of one release. Pure but for reading samples; the same data gives the same package. */
export async function assemblePackage(
  data: ReleaseData,
  service: string,
  version: string,
  now: number,
): Promise<ReviewPackage> {
  const deployments = data.deployments(service);
  const own = deployments.filter((row) => row.version === version);
  const live = inProduction(own) ?? own.at(0);
  const runtime = data.runtime(service).filter((row) => row.version === version);
  const release = data.releases(service).find((row) => row.version === version);
  const liveAt = liveTime(live, runtime) ?? release?.at ?? now;
  const window = { from: liveAt - 6 * hour, to: Math.min(now, liveAt + 24 * hour) };
  const within = (at: number) => at >= window.from && at <= window.to;
  const troubled = new Set(data.incidents(service).map((row) => row.release));
  const wentWell = deployments.filter((row) => !troubled.has(releaseIdOf(row.service, row.version)));
  const baseline = earlierReleases(wentWell, data.runtime(service), liveAt, version);
  const deviations: Deviation[] = [];
  for (const series of data.series(service)) deviations.push(await deviation(data, series, liveAt, baseline));
  return {
    assembledAt: now,
    window,
    deployments: deployments.filter((row) => within(row.finishedAt ?? row.startedAt)).map((row) => row.id),
    runtime: runtime.map((row) => row.id),
    builds: data
      .builds(service)
      .filter((row) => within(row.startedAt))
      .map((row) => row.id),
    incidents: data
      .incidents(service)
      .filter(
        (row) => within(row.impactStartedAt ?? row.detectedAt) || row.release === releaseIdOf(row.service, version),
      )
      .map((row) => row.id),
    changes: changesOf(data, service, version),
    deviations: deviations.toSorted((a, b) => Math.abs(b.robustZ ?? 0) - Math.abs(a.robustZ ?? 0)),
    integrity: integrity(data, live, runtime, deviations),
    intake: data.head(),
  };
}

const inProduction = (rows: readonly Deployment[]): Deployment | undefined =>
  rows
    .filter((row) => row.environment === 'production' && row.result !== 'failure')
    .toSorted((a, b) => (a.finishedAt ?? a.startedAt) - (b.finishedAt ?? b.startedAt))
    .at(0);

/** When the version was really there: the runtime's word where it has one, else CI's. */
function liveTime(deployment: Deployment | undefined, runtime: readonly Runtime[]): number | undefined {
  const seen = runtime.find((row) => row.environment === (deployment?.environment ?? 'production'));
  return seen?.completeAt ?? seen?.firstSeenAt ?? deployment?.finishedAt ?? deployment?.startedAt;
}

type Comparable = { readonly version: string; readonly at: number };

/** Releases before this one that no incident names, each once. */
function earlierReleases(
  rows: readonly Deployment[],
  runtime: readonly Runtime[],
  before: number,
  version: string,
): Comparable[] {
  const good = rows.filter(
    (row) => row.environment === 'production' && row.result === 'success' && row.version !== version,
  );
  const live = good
    .flatMap((row) => {
      const at = liveTime(
        row,
        runtime.filter((seen) => seen.version === row.version),
      );
      return at === undefined || at >= before ? [] : [{ version: row.version, at }];
    })
    .toSorted((a, b) => a.at - b.at);
  // A rollback puts an old version there again; it is compared once, as it first was.
  const versions = new Map(live.toReversed().map((each) => [each.version, each]));
  return [...versions.values()].toSorted((a, b) => a.at - b.at).slice(-comparedReleases);
}

/** [M2.2] Median of the hour after this release beside the same hour after earlier ones that went well. */
async function deviation(
  data: ReleaseData,
  row: RowOf<'series'>,
  liveAt: number,
  baseline: readonly Comparable[],
): Promise<Deviation> {
  const medianAfter = async (at: number) => median((await data.samples(row.series, at, at + comparedMs)).values);
  const now = (await medianAfter(liveAt)) ?? null;
  const before: { version: string; value: number }[] = [];
  for (const { version, at } of baseline) {
    const value = await medianAfter(at);
    if (value !== undefined) before.push({ version, value });
  }
  const values = before.map((each) => each.value);
  const hasBaseline = values.length >= leastComparable;
  return {
    series: row.series,
    metric: row.metric,
    unit: row.unit,
    better: row.better,
    from: liveAt,
    to: liveAt + comparedMs,
    now,
    before,
    usual: hasBaseline ? (median(values) ?? null) : null,
    robustZ: hasBaseline && now !== null ? modifiedZ(now, values) : null,
    note: note(now, values.length),
  };
}

function note(now: number | null, comparable: number): string {
  if (now === null) return 'no samples after this release';
  if (comparable < leastComparable) return `no baseline: ${comparable} comparable, ${leastComparable} needed`;
  return `${comparable} comparable`;
}

function changesOf(data: ReleaseData, service: string, version: string): ReviewPackage['changes'] {
  const releases = data.releases(service).toSorted((a, b) => a.at - b.at);
  const index = releases.findIndex((row) => row.version === version);
  const to = releases[index]?.at;
  const from = releases[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
  const total = { commits: 0, insertions: 0, deletions: 0, generated: 0 };
  if (to === undefined) return total;
  for (const change of data.changes(service)) {
    if (change.at <= from || change.at > to) continue;
    total.commits += 1;
    total.insertions += change.insertions;
    total.deletions += change.deletions;
    total.generated += change.generated;
  }
  return total;
}

/** Seconds that CI and the runtime may differ before it counts as a conflict. */
const toleranceMs = 60_000;

/** [M2.4] What CI claims beside what the runtime shows; a dead source is said, never shown as zero. */
function integrity(
  data: ReleaseData,
  live: Deployment | undefined,
  runtime: readonly Runtime[],
  deviations: readonly Deviation[],
): Integrity[] {
  const found: Integrity[] = [reconcile(live, runtime)];
  for (const each of deviations)
    if (each.now === null)
      found.push({
        level: 'missing',
        text: `${each.metric}: no samples in the hour after`,
        detail: 'not shown as zero',
      });
  const quarantined = data.quarantined();
  found.push({
    level: quarantined === 0 ? 'good' : 'conflict',
    text: `${quarantined} ${quarantined === 1 ? 'row' : 'rows'} in quarantine`,
    detail: quarantined === 0 ? '' : 'whole workspace, see Sources',
  });
  return found;
}

function reconcile(live: Deployment | undefined, runtime: readonly Runtime[]): Integrity {
  if (live === undefined)
    return { level: 'missing', text: 'No deployment of this version is known', detail: 'bring deployments in' };
  const claimed = live.finishedAt;
  const seen = runtime.find((row) => row.environment === live.environment);
  if (seen === undefined)
    return { level: 'missing', text: `${live.version} was never observed at runtime`, detail: 'CI time is a claim' };
  if (seen.completeAt === null)
    return {
      level: 'conflict',
      text: `${live.version} never reached all instances`,
      detail: `${seen.instances} instances`,
    };
  if (claimed === null)
    return {
      level: 'conflict',
      text: `CI never said that ${live.version} finished`,
      detail: `${seen.instances} instances`,
    };
  const lag = seen.completeAt - claimed;
  const detail = `${seen.instances} instances`;
  if (Math.abs(lag) <= toleranceMs) return { level: 'good', text: `${live.version} confirmed at runtime`, detail };
  return {
    level: 'conflict',
    text: `${live.version} ${lag > 0 ? 'late' : 'early'} at runtime by ${spanText(Math.abs(lag))}`,
    detail,
  };
}
