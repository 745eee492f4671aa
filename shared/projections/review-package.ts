import { kpiHoles, type NeededKpi } from '../domain/kpi/kpi-map.ts';
import { isBefore, type FrozenBaseline } from '../domain/kpi/frozen-baseline.ts';
import { releaseIdOf, type ServiceId } from '../domain/ids.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { ReleasedComponent } from '../domain/review/package-parts.ts';
import type { ReviewPackage } from '../domain/review/package.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { finishOf, readDelivery, type Delivery } from './comparable-releases.ts';
import { beganAt, liveDeployment, readGoLive } from './go-live.ts';
import { readFigures } from './package-figures.ts';
import { gapLines, readSources, reconcileRelease } from './package-integrity.ts';
import { readLinks } from './package-links.ts';
import { createOriginBook, type OriginBook } from './package-origins.ts';
import { exhibitsOf, readSurroundings, type Surroundings } from './package-surroundings.ts';
import { statePredictions } from './package-predictions.ts';
import { readTimeline } from './package-timeline.ts';
import type { ReleaseData } from './release-data.ts';

const hour = 3_600_000;

/** What a package is about. `uncited` are metrics proposed for removal; `now` is epoch ms. */
export type PackageSubject = {
  readonly service: ServiceId;
  readonly version: string;
  readonly zone: string;
  readonly now: number;
  readonly workspace: Workspace;
  /** What is usual for the release: frozen before, or read now and then post-hoc. */
  readonly baseline: FrozenBaseline;
  readonly uncited: readonly string[];
  /** What the review's tier asks to be measured. */
  readonly needed: readonly NeededKpi[];
};

/** Assembles what is known of one release. Pure but for reading; the same data gives the same package. */
export async function assemblePackage(data: ReleaseData, subject: PackageSubject): Promise<ReviewPackage> {
  const { service, version, zone, now, workspace, baseline } = subject;
  const delivery = await readDelivery(data, service, workspace.links);
  const releases = await data.rows('release', service);
  const goLive = readGoLive(delivery, releases.find((row) => row.version === version)?.at ?? now, version);
  const window = { from: goLive.at - 6 * hour, to: Math.min(now, goLive.at + 24 * hour) };
  const within = (at: number): boolean => at >= window.from && at <= window.to;
  const deployments = delivery.deployments.filter((row) => within(finishOf(row)));
  const runtime = delivery.runtime.filter((row) => row.version === version);
  const builds = await data.within('build', window.from, window.to, service);
  const incidents = delivery.incidents.filter(
    (row) => within(row.impactStartedAt ?? row.detectedAt) || row.release === releaseIdOf(service, version),
  );
  const own = liveDeployment(delivery.deployments, version);
  const components = await readComponents(data, own, service, version, window);
  const around = await readSurroundings(data, subject, window, { deployments, incidents });
  const { body, appendix } = await readFigures(
    {
      data,
      liveAt: goLive.at,
      zone,
      baseline: baseline.baseline,
      rules: workspace.metricRules,
      members: workspace.members,
    },
    service,
  );
  const predicted = (await data.rows('prediction', service)).filter((row) => row.version === version);
  const seals = workspace.predictions.filter((each) => each.service === service && each.version === version);
  const predictions = statePredictions(seals, predicted, beganAt(delivery, version));
  const changes = changesBetween(await data.rows('change', own?.repository ?? service), releases, version);
  const { flags, tickets } = around;
  const links = await readLinks(data, { deployments, incidents, tickets, flags, changes }, window, workspace.links);
  const sources = readSources(data, workspace.removedSources);
  const quarantine = data.quarantine();
  const round = await aroundGoLive(data, delivery, service, goLive.at);
  const reconciled = reconcileRelease({
    ...round,
    live: own,
    inWindow: new Set(deployments.map((row) => row.id)),
  });
  const book = createOriginBook(data);
  await book.addRows('deployments', 'deployment', idsOf(deployments));
  await book.addRows('runtime', 'runtime', idsOf(runtime));
  await book.addRows('sightings', 'sighting', idsOf(round.sightings));
  await book.addRows('builds', 'build', idsOf(builds));
  await book.addRows('incidents', 'incident', idsOf(incidents));
  await book.addRows('changes', 'change', idsOf(changes));
  await book.addRows('predictions', 'prediction', idsOf(predicted));
  await addSurroundings(book, around);
  for (const { series, from, to } of [...body, ...appendix])
    await book.addSamples(`series:${series}`, series, from, to, (await data.samples(series, from, to)).times.length);
  return {
    assembledAt: now,
    window,
    deployments: idsOf(deployments),
    runtime: idsOf(runtime),
    builds: idsOf(builds),
    incidents: idsOf(incidents),
    changes: sumOf(changes),
    deviations: [...body],
    integrity: [
      ...reconciled,
      ...gapLines([...body, ...appendix], { sources, quarantine, couriers: workspace.couriers }, zone),
    ],
    intake: data.head(),
    goLive,
    components: [...components],
    ...(around.knowsFlags && {
      flags: idsOf(around.flags),
      flagNames: [...new Set(around.flags.map((row) => row.flag))],
    }),
    predictions: [...predictions],
    baseline: {
      standing: isBefore(baseline, goLive.word === 'tag' ? null : goLive.at) ? 'frozen' : 'post-hoc',
      at: baseline.baseline.at,
      hash: baseline.hash,
      comparable: baseline.baseline.releases.length,
    },
    appendix: [...appendix],
    uncited: [...subject.uncited],
    kpis: coverOf(workspace, components, subject.needed),
    timeline: [...readTimeline({ deployments, runtime, incidents, ...around }, window, goLive.at)],
    exhibits: [...exhibitsOf(around, predicted, changes)],
    sources: [...sources],
    quarantine,
    behaviour: [...around.behaviour],
    ...(around.adoption.length > 0 && { adoption: [...around.adoption] }),
    tickets: around.tickets.map(({ id, title, state, createdAt }) => ({ id, title, state, createdAt })),
    handOffs: [...around.handOffs],
    links: [...links],
    ...book.read(),
  };
}

const idsOf = <T extends { readonly id: string }>(rows: readonly T[]): T['id'][] => rows.map((row) => row.id);

async function addSurroundings(book: OriginBook, around: Surroundings): Promise<void> {
  await book.addRows('flags', 'flag', idsOf(around.flags));
  await book.addRows('behaviour', 'exposure', idsOf(around.exposures));
  await book.addRows('tickets', 'ticket', idsOf(around.tickets));
  await book.addRows('postmortems', 'postmortem', idsOf(around.postmortems));
  await book.addRows('logs', 'log', idsOf(around.logs));
  await book.addRows('snapshots', 'snapshot', idsOf(around.snapshots));
}

/** The service itself, and others that went to the same environment in one deployment with it. */
async function readComponents(
  data: ReleaseData,
  own: RowOf<'deployment'> | undefined,
  service: ServiceId,
  version: string,
  window: { readonly from: number; readonly to: number },
): Promise<readonly ReleasedComponent[]> {
  const self = { service, version };
  if (own?.group === undefined) return [self];
  const together = (await data.within('deployment', window.from - 24 * hour, window.to)).filter(
    (row) => row.group === own.group && row.environment === own.environment && row.service !== service,
  );
  const versions = new Map(together.map((row) => [row.service, row.version]));
  return [self, ...[...versions].map(([each, its]) => ({ service: each, version: its }))];
}

/** Claims and sightings of the week round go-live: what can be paired with this release at all. */
async function aroundGoLive(data: ReleaseData, delivery: Delivery, service: string, liveAt: number) {
  const near = (at: number): boolean => Math.abs(at - liveAt) <= 7 * 24 * hour;
  return {
    deployments: delivery.deployments.filter((row) => near(finishOf(row))),
    runtime: delivery.runtime.filter((row) => near(row.firstSeenAt)),
    sightings: await data.within('sighting', liveAt - 7 * 24 * hour, liveAt + 7 * 24 * hour, service),
  };
}

/** Commits after the tag before this one, up to this one. */
function changesBetween(
  changes: readonly RowOf<'change'>[],
  releases: readonly RowOf<'release'>[],
  version: string,
): readonly RowOf<'change'>[] {
  const ordered = releases.toSorted((a, b) => a.at - b.at);
  const index = ordered.findIndex((row) => row.version === version);
  const to = ordered[index]?.at;
  const from = ordered[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
  return to === undefined ? [] : changes.filter((change) => change.at > from && change.at <= to);
}

const sumOf = (changes: readonly RowOf<'change'>[]): ReviewPackage['changes'] => ({
  commits: changes.length,
  insertions: changes.reduce((sum, each) => sum + each.insertions, 0),
  deletions: changes.reduce((sum, each) => sum + each.deletions, 0),
  generated: changes.reduce((sum, each) => sum + each.generated, 0),
});

function coverOf(
  workspace: Workspace,
  components: readonly ReleasedComponent[],
  needed: readonly NeededKpi[],
): NonNullable<ReviewPackage['kpis']> {
  const services = components.map((each) => each.service);
  const holes = kpiHoles(workspace.kpis, services, needed);
  return {
    needed: services.length * needed.length,
    holes: holes.map(({ service, kpi }) => ({ service: service as ServiceId, kpi })),
  };
}
