import type { Judgement } from '../../shared/domain/trigger/automatic-start.ts';
import type { ServiceId } from '../../shared/domain/ids.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import { readCatalogue } from '../../shared/projections/catalogue.ts';
import type { CohortFigure } from '../../shared/projections/cohort.ts';
import {
  comparedMs,
  finishOf,
  isProduction,
  medianAfter,
  readBaseline,
  readDelivery,
} from '../../shared/projections/comparable-releases.ts';
import { deploymentsToTriggers, type TriggeringDeployment } from '../../shared/projections/deployment-to-trigger.ts';
import type { ReleaseData } from '../../shared/projections/release-data.ts';
import { watchedMs } from '../../shared/projections/trigger-plan.ts';
import type { Intake } from '../intake/intake.ts';

const dayMs = 86_400_000;
/** Day counts look back a week, and a deployment may have begun the day before it ended. */
const lookBackMs = 9 * dayMs;
/** Of a day's deployments so many are held against the baseline, on so many series: the rest is told by its fate alone. */
const mostCompared = 200;
const mostSeries = 12;

/** Deployments to judge, with all that judging them asks about. */
export type TriggerData = {
  readonly deployments: readonly TriggeringDeployment[];
  readonly dependsOn: (service: string) => readonly string[];
};

/** Reads deployments of every service that has one to judge; undefined where none has. */
export async function readTriggerData(
  intake: Intake,
  workspace: Workspace,
  known: ReadonlyMap<string, Judgement>,
  from: number,
  now: number,
): Promise<TriggerData | undefined> {
  const since = (await intake.rows.within('deployment', from - dayMs, Infinity)).filter(
    (row) => isProduction(row) && finishOf(row) >= from,
  );
  const asking = since.filter((row) => asks(row, known.get(row.id), now));
  if (asking.length === 0) return undefined;
  const rows = new Map<string, RowOf<'deployment'>>();
  const first = asking.reduce((least, row) => Math.min(least, row.startedAt), Infinity) - lookBackMs;
  for (const row of await intake.rows.within('deployment', first, Infinity)) rows.set(row.id, row);
  for (const service of new Set(asking.map((row) => row.service)))
    for (const row of await intake.rows.of('deployment', service)) rows.set(row.id, row);
  const entries = new Map(
    readCatalogue(workspace, await intake.rows.of('component')).map((entry) => [entry.id, entry]),
  );
  const deployments = deploymentsToTriggers({
    deployments: [...rows.values()],
    incidents: await intake.rows.within('incident', first, Infinity),
    verdicts: workspace.links.map(({ from: a, to: b, verdict }) => ({ a: a.id, b: b.id, verdict })),
    tierOf: (service) => entries.get(service)?.tier ?? null,
  });
  return { deployments, dependsOn: (service) => entries.get(service)?.dependsOn ?? [] };
}

/** Whether anything may be said of a deployment that was not said before. */
function asks(row: RowOf<'deployment'>, before: Judgement | undefined, now: number): boolean {
  if (row.result === 'running') return false;
  if (before === undefined || before.outcome.kind === 'failed') return true;
  return before.outcome.tier !== 'full' && now - finishOf(row) <= watchedMs;
}

/** The production deployments of one service on one day, by ids that stand for them. */
export async function readDay(
  intake: Intake,
  workspace: Workspace,
  { service, day }: { readonly service: string; readonly day: string },
  dayOf: (epoch: number) => string,
): Promise<readonly TriggeringDeployment[]> {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return deploymentsToTriggers({
    deployments: await intake.rows.of('deployment', service),
    incidents: await intake.rows.within('incident', noon - 2 * dayMs, Infinity),
    verdicts: workspace.links.map(({ from: a, to: b, verdict }) => ({ a: a.id, b: b.id, verdict })),
    tierOf: (id) => workspace.services.find((each) => each.id === id)?.tier ?? null,
  }).filter(({ at, event }) => event.service === service && dayOf(at) === day);
}

/** The figures of a day's deployments in the hour after each, beside what is usual for the service before that day. */
export async function readCohortFigures(
  data: ReleaseData,
  workspace: Workspace,
  deployments: readonly TriggeringDeployment[],
  now: number,
): Promise<readonly CohortFigure[]> {
  const [first] = deployments;
  if (first === undefined) return [];
  const service = first.event.service as ServiceId;
  const delivery = await readDelivery(data, service, workspace.links);
  const about = { service, version: first.event.version, zone: workspace.zone, at: now };
  const before = deployments.reduce((least, { at }) => Math.min(least, at), Infinity) - comparedMs;
  const { series } = await readBaseline(data, delivery, about, before);
  const figures: CohortFigure[] = [];
  for (const { series: id, metric, values } of series.slice(0, mostSeries)) {
    const usual = values.filter((value) => value !== null);
    for (const { event, at } of deployments.slice(0, mostCompared))
      figures.push({ event: event.id, metric, value: await medianAfter(data, id, at), usual });
  }
  return figures;
}
