import type { CallFault } from '../../shared/contract/procedures.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { policyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { judgementsByEvent, mostJudgements, type Judgement } from '../../shared/domain/trigger/automatic-start.ts';
import type { Result } from '../../shared/lib/result.ts';
import { readCohort } from '../../shared/projections/cohort.ts';
import { dueCohorts } from '../../shared/projections/due-cohorts.ts';
import type { ReleaseData } from '../../shared/projections/release-data.ts';
import { planTriggers, type SentFields, type TriggerPlan } from '../../shared/projections/trigger-plan.ts';
import type { Intake } from '../intake/intake.ts';
import type { Clock } from '../platform/clock.ts';
import { fail } from './fault.ts';
import type { ReviewService } from './review-service.ts';
import { readCohortFigures, readDay, readTriggerData } from './trigger-data.ts';
import { openByRule, openCohort } from './trigger-open.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** What one round of judging came to. */
export type JudgeReport = {
  readonly judged: { none: number; light: number; full: number };
  failed: number;
  readonly opened: ReviewId[];
  readonly cohorts: ReviewId[];
  promoted: number;
  /** Why it stopped before its end, where it did; what was done stays and is not done again. */
  stopped: string | null;
};

export type JudgeOptions = {
  /** What senders state besides a row, by its id. */
  readonly sent?: ReadonlyMap<string, SentFields>;
  /** Events that no row could be made of. */
  readonly failed?: readonly Judgement[];
  readonly signal?: AbortSignal;
  readonly tell?: (progress: { readonly done: number; readonly total: number }) => void;
};

/** Starts reviews by themselves (M1.3, M7.4): one round at a time, each safe to break off anywhere. */
export interface TriggerService {
  /** Sets from which moment deployments start reviews (epoch ms); null switches it off. */
  set(from: number | null): Promise<Result<Record<string, never>, CallFault>>;
  /** Judges every deployment that has something new to say, and opens what is due. Does nothing while it is off. */
  judge(source: string, options?: JudgeOptions): Promise<JudgeReport>;
}

export type TriggerServiceParts = {
  readonly clock: Clock;
  readonly intake: Intake;
  readonly data: ReleaseData;
  readonly workspace: WorkspaceService;
  readonly reviews: ReviewService;
};

export function createTriggerService(parts: TriggerServiceParts): TriggerService {
  const { clock, intake, data, workspace, reviews } = parts;
  const folds = new Map<ReviewId, { readonly lines: number; readonly review: Review }>();
  let queue: Promise<unknown> = Promise.resolve();
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = queue.then(work, work);
    queue = run.catch(() => undefined);
    return run;
  };

  const allReviews = (): readonly Review[] =>
    reviews.ids().flatMap((id) => {
      const lines = reviews.lines(id).length;
      const known = folds.get(id);
      if (known?.lines === lines) return [known.review];
      const read = reviews.read(id);
      if (!read.ok) return [];
      folds.set(id, { lines, review: read.value.review });
      return [read.value.review];
    });

  async function judge(source: string, options: JudgeOptions): Promise<JudgeReport> {
    const report = emptyReport();
    const { from } = workspace.current().automatic;
    if (from === null) return report;
    const note = createNotebook(workspace, source, report);
    await note(options.failed ?? []);
    const plan = await planNow(from, options.sent ?? new Map<string, SentFields>());
    if (plan !== undefined) await carryOut(plan, note, report, options);
    if (options.signal?.aborted !== true && report.stopped === null) await openDays(report, options.signal);
    return report;
  }

  async function planNow(from: number, sent: ReadonlyMap<string, SentFields>): Promise<TriggerPlan | undefined> {
    const now = clock.wall();
    const state = workspace.current();
    const known = judgementsByEvent(state.automatic);
    const read = await readTriggerData(intake, state, known, from, now);
    if (read === undefined) return undefined;
    const { policy } = policyInForce(state.policies);
    return planTriggers({
      ...read,
      sent,
      known,
      policy,
      from,
      now,
      dayOf: (at) => dayInZone(at, state.zone),
      reviews: allReviews(),
    });
  }

  async function carryOut(
    { openings, joins, promotions, notes }: TriggerPlan,
    note: Notebook,
    report: JudgeReport,
    { signal, tell }: JudgeOptions,
  ): Promise<void> {
    const total = notes.length + joins.length + promotions.length + openings.length;
    let done = 0;
    const step = (count = 1): void => tell?.({ done: (done += count), total });
    for (let at = 0; at < notes.length && !isOver(report, signal); at += mostJudgements) {
      const batch = notes.slice(at, at + mostJudgements);
      await note(batch);
      step(batch.length);
    }
    for (const { review, reasons, judgements } of promotions) {
      if (isOver(report, signal)) return;
      const raised = await reviews.act(review, { type: 'light.promote', reasons: [...reasons] });
      if (raised.ok) {
        report.promoted += 1;
        await note(judgements);
      }
      step();
    }
    for (const { review, release, service, judgements } of joins) {
      if (isOver(report, signal)) return;
      const command = { type: 'joint.join', release, service } as Parameters<ReviewService['act']>[1];
      if ((await reviews.act(review, command)).ok) await note(judgements);
      step();
    }
    const waiting: Judgement[] = [];
    for (const opening of openings) {
      if (isOver(report, signal)) break;
      const opened = await openByRule(reviews, workspace.current(), opening);
      if (opened.ok) report.opened.push(opened.value.review);
      else if (isDisk(opened.error)) report.stopped = opened.error.message;
      if (!isOver(report, undefined)) waiting.push(...opening.judgements.map((each) => named(each, opened)));
      if (waiting.length >= mostJudgements) await note(waiting.splice(0));
      step();
    }
    await note(waiting);
  }

  async function openDays(report: JudgeReport, signal: AbortSignal | undefined): Promise<void> {
    const state = workspace.current();
    const dayOf = (at: number): string => dayInZone(at, state.zone);
    const now = clock.wall();
    for (const due of dueCohorts(judgementsByEvent(state.automatic), allReviews(), dayOf(now))) {
      if (isOver(report, signal)) return;
      const taken = new Set(allReviews().flatMap(({ governance }) => governance.cohort?.deployments ?? []));
      const day = (await readDay(intake, state, due, dayOf)).filter(({ event }) => !taken.has(event.id as never));
      const entries = readCohort(day, await readCohortFigures(data, state, day, now));
      if (entries.length === 0) continue;
      const opened = await openCohort(reviews, state, due, entries);
      if (opened.ok) report.cohorts.push(opened.value.review);
      else report.stopped = opened.error.message;
    }
  }

  return {
    set: (from) =>
      serially(() => {
        if (from !== null && !Number.isFinite(new Date(from).getTime()))
          return Promise.resolve(fail('invalid-input', 'That is no moment in time: 2026-03-12T00:00:00Z.'));
        const body = { from: from === null ? null : new Date(from).toISOString() };
        return workspace.record(workspace.current().me ?? 'hotwash', { type: 'automatic-start.set.v1', body });
      }),
    judge: (source, options = {}) => serially(() => judge(source, options)),
  };
}

const emptyReport = (): JudgeReport => ({
  judged: { none: 0, light: 0, full: 0 },
  failed: 0,
  opened: [],
  cohorts: [],
  promoted: 0,
  stopped: null,
});

const isOver = (report: JudgeReport, signal: AbortSignal | undefined): boolean =>
  signal?.aborted === true || report.stopped !== null;

const isDisk = ({ code }: CallFault): boolean => ['disk-full', 'read-only', 'disk-error', 'not-found'].includes(code);

const isSame = (a: Judgement['outcome'] | undefined, b: Judgement['outcome']): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** A judgement with the review that was opened for it, or why none could be. */
function named(judgement: Judgement, opened: Result<{ review: ReviewId }, CallFault>): Judgement {
  if (judgement.outcome.kind === 'failed') return judgement;
  if (opened.ok) return { ...judgement, outcome: { ...judgement.outcome, review: opened.value.review } };
  const { path = 'version', message } = opened.error;
  return { ...judgement, outcome: { kind: 'failed', path, message: message.slice(0, 500), sent: null } };
}

type Notebook = (judged: readonly Judgement[]) => Promise<void>;

/** Writes judgements, at most so many a line, and counts them. A disk that says no stops the round. */
function createNotebook(workspace: WorkspaceService, source: string, report: JudgeReport): Notebook {
  return async (said) => {
    const known = judgementsByEvent(workspace.current().automatic);
    const judged = said.filter(({ event, outcome }) => !isSame(known.get(event)?.outcome, outcome));
    for (let at = 0; at < judged.length && report.stopped === null; at += mostJudgements) {
      const batch = judged.slice(at, at + mostJudgements);
      const kept = await workspace.record('hotwash', { type: 'triggers.judged.v1', body: { source, judged: batch } });
      if (!kept.ok) report.stopped = kept.error.message;
      else for (const { outcome } of batch) count(report, outcome);
    }
  };
}

function count(report: JudgeReport, outcome: Judgement['outcome']): void {
  if (outcome.kind === 'failed') report.failed += 1;
  else report.judged[outcome.tier] += 1;
}
