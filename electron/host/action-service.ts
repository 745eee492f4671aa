import type { CriterionReading } from '../../shared/contract/action-procedures.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { changesByItem, itemKey } from '../../shared/domain/action/action-changes.ts';
import { actionLife } from '../../shared/domain/action/action-life.ts';
import type { Criterion } from '../../shared/domain/action/action.ts';
import { readWindow, windowBounds } from '../../shared/domain/action/criterion-window.ts';
import {
  decideCommitment,
  type CommitmentCommand,
  type MeasuredCriterion,
} from '../../shared/domain/action/decide-commitment.ts';
import { decideIdea, type IdeaCommand } from '../../shared/domain/action/decide-idea.ts';
import { measureCriterion } from '../../shared/domain/action/measure.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Intake } from '../intake/intake.ts';
import type { Clock } from '../platform/clock.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { fail, refusalToFault } from './fault.ts';
import type { ReviewService } from './review-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

type Item = { readonly review: ReviewId; readonly action: string };
type Done = Result<Record<string, never>, CallFault>;

/** Action items of closed reviews: settled, measured, verified, moved on. */
export interface ActionService {
  /** Holds a metric criterion against the samples of its window. */
  measure(item: Item): Promise<Result<CriterionReading, CallFault>>;
  /** `seen` is the hash of the samples that were shown; other samples by now are refused. */
  run(item: Item, command: CommitmentCommand, seen?: string | null): Promise<Done>;
  settleIdea(item: Item, command: IdeaCommand): Promise<Done>;
}

type Parts = {
  readonly clock: Clock;
  readonly intake: Pick<Intake, 'rows' | 'samples'>;
  readonly workspace: WorkspaceService;
  readonly reviews: ReviewService;
  readonly evidence: EvidenceDesk;
};

export function createActionService(parts: Parts): ActionService {
  const { clock, workspace, reviews } = parts;
  const actor = (): string => workspace.current().me ?? 'hotwash';

  const measure = async ({ review: id, action }: Item): Promise<Result<CriterionReading, CallFault>> => {
    const read = reviews.read(id);
    if (!read.ok) return read;
    const { review } = read.value;
    const item = review.actions.find((each) => each.id === action);
    if (item?.state.name !== 'committed') return fail('no-commitment', 'There is no such commitment.');
    const changes = changesByItem(workspace.current().actionChanges).get(itemKey({ review: id, action })) ?? [];
    const state = actionLife(item, changes)?.state;
    if (state?.name !== 'done' && state?.name !== 'verified')
      return ok(cannotTell('It is not done, so there is nothing to measure yet.'));
    return ok(await readCriterion(parts, review, item.state.criterion, state.at));
  };

  return {
    measure,
    run: async (item, command, seen = null) => {
      const read = reviews.read(item.review);
      if (!read.ok) return read;
      let measured: MeasuredCriterion | null = null;
      if (command.type === 'verify') {
        const reading = await measure(item);
        if (!reading.ok) return reading;
        if (reading.value.state === 'measured') measured = reading.value;
        if ((measured?.measured.sha256 ?? null) !== seen)
          return fail('measured-anew', 'The samples are others by now. Look at what they say, then confirm it.');
      }
      const { review } = read.value;
      const context = { now: clock.wall(), workspace: workspace.current(), review, action: item.action, measured };
      const decided = decideCommitment(command, context);
      return decided.ok ? workspace.record(actor(), decided.value) : err(refusalToFault(decided.error));
    },
    settleIdea: async ({ review: id, action }, command) => {
      const read = reviews.read(id);
      if (!read.ok) return read;
      const context = { now: clock.wall(), workspace: workspace.current(), review: read.value.review, action };
      const decided = decideIdea(command, context);
      return decided.ok ? workspace.record(actor(), decided.value) : err(refusalToFault(decided.error));
    },
  };
}

const cannotTell = (why: string): CriterionReading => ({ state: 'cannot-tell', why });

async function readCriterion(
  { clock, intake, evidence }: Parts,
  review: Review,
  criterion: Criterion,
  doneAt: number,
): Promise<CriterionReading> {
  if (criterion.kind === 'artefact')
    return cannotTell('Its criterion is something that exists; no metric measures it.');
  const window = readWindow(criterion.window);
  if (!window.ok) return cannotTell(window.error);
  const { from, to } = windowBounds(window.value, doneAt, review.zone);
  if (clock.wall() < to)
    return cannotTell(`Its window ends on ${dayInZone(to, review.zone)}; until then nobody can tell.`);
  const found = await findSeries(intake, review, criterion);
  if (!found.ok) return cannotTell(found.error);
  const { series, unit } = found.value;
  const reading = measureCriterion(criterion, await intake.samples(series, from, to));
  if (reading === null)
    return cannotTell(
      `${criterion.metric} has no samples from ${dayInZone(from, review.zone)} to ${dayInZone(to - 1, review.zone)}. Missing data is not 0.`,
    );
  // The same bytes as a piece of evidence over that window, kept with the others.
  const kept = await evidence.resolve({ type: 'metric-window', series, from, to }, review);
  if (!kept.found) return cannotTell(`Its samples could not be kept: ${kept.reason}`);
  const { value, n, isMet, least, greatest, first, last } = reading;
  const measured = { series, value, unit, from, to, n, sha256: kept.hash };
  return { state: 'measured', measured, isMet, least, greatest, first, last };
}

/** The one series of the metric among the services reviewed; in production where there is one of each environment. */
async function findSeries(
  intake: Parts['intake'],
  review: Review,
  { metric, unit }: Criterion & { kind: 'metric' },
): Promise<Result<RowOf<'series'>, string>> {
  const services = new Set([review.service, ...review.governance.joined.map((each) => each.service)]);
  const wanted = metric.trim().toLowerCase();
  const rows: RowOf<'series'>[] = [];
  for (const service of services)
    rows.push(...(await intake.rows.of('series', service)).filter((row) => row.metric.toLowerCase() === wanted));
  if (rows.length === 0) return err(`No series of ${[...services].join(' or ')} is called ${metric}.`);
  const fitting = rows.filter((row) => unit.trim() === '' || row.unit === unit.trim());
  if (fitting.length === 0)
    return err(
      `${metric} is measured in ${rows[0]?.unit === '' ? 'no unit' : rows[0]?.unit}, the criterion in ${unit}.`,
    );
  const inProduction = fitting.filter((row) => row.environment === 'production');
  const [only, another] = inProduction.length > 0 ? inProduction : fitting;
  if (only === undefined || another !== undefined)
    return err(
      `${fitting.length} series are called ${metric} (${fitting.map((row) => row.series).join(', ')}); which one is not said.`,
    );
  return ok(only);
}
