import type { Result } from '../../lib/result.ts';
import { standardAgenda } from '../agenda/agenda.ts';
import type { Locator } from '../claim/claim.ts';
import type { CauseCheck } from '../cause/cause-check.ts';
import type { CauseRules } from '../cause/cause-rules.ts';
import type { PastFinding } from '../cause/past-finding.ts';
import { governanceBefore, type Governance } from '../policy/governance.ts';
import type { MemberId, ReleaseId, ReviewId, RowId, SeriesId, ServiceId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { RotaState } from '../rota/rota.ts';
import { emptyWorkspace, evolveWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { ReviewCommand } from './commands.ts';
import type { DecisionContext, ResolvedEvidence } from './context.ts';
import { decide } from './decide.ts';
import type { HappenedEvent, ReviewEvent } from './events.ts';
import { foldReview, type FoldedReview } from './fold.ts';
import type { ReviewPackage } from './package.ts';
import type { Review } from './review.ts';

/** A review for tests: commands go through `decide`, events into a list, time stands still until `pass`. */
export type TestReview = {
  now: number;
  readonly events: HappenedEvent[];
  evidence: ResolvedEvidence | null;
  workspace: Workspace;
  goLive: number | null;
  rota: RotaState;
  /** What the main process found about the cause that is to be validated. */
  checks: readonly CauseCheck[] | null;
  /** Findings of reviews closed before. */
  past: readonly PastFinding[] | null;
  /** Who asks. */
  by: string;
  run(command: ReviewCommand, id?: string): Result<readonly ReviewEvent[], Refusal>;
  /** Runs a command that must be carried out. */
  done(command: ReviewCommand): void;
  /** Runs a command that must be refused; answers the rule. */
  refused(command: ReviewCommand): string;
  append(event: ReviewEvent, id?: string): void;
  folded(): FoldedReview;
  review(): Review;
  pass(ms: number): void;
};

export const member = (id: string): MemberId => id as MemberId;
export const testStart = Date.parse('2026-03-16T09:00:00Z');

const roster = ['rel-01', 'ops-01', 'prod-01', 'eng-01', 'eng-02'];
const staffed = roster.reduce(
  (state, id) =>
    evolveWorkspace(
      state,
      { type: 'member.added.v1', body: { id: member(id), display: id, role: 'engineering', leads: id !== 'eng-02' } },
      testStart,
    ),
  emptyWorkspace,
);
const testWorkspace = (
  [
    ['error-rate', 'error_rate'],
    ['latency', 'p95'],
    ['rollback', 'deployments'],
  ] as const
).reduce(
  (state, [kpi, metric]) =>
    evolveWorkspace(
      state,
      { type: 'kpi.mapped.v1', body: { service: 'checkout' as ServiceId, kpi, metric, unit: '', better: 'lower' } },
      testStart,
    ),
  staffed,
);

const emptyPackage: ReviewPackage = {
  assembledAt: testStart,
  window: { from: testStart - 86_400_000, to: testStart },
  deployments: [],
  runtime: [],
  builds: [],
  incidents: [],
  changes: { commits: 0, insertions: 0, deletions: 0, generated: 0 },
  deviations: [],
  integrity: [],
  intake: { seq: 1, hash: '0'.repeat(64) },
};

export const deployment = { type: 'deployment' as const, id: 'ci:deployment:a:1' as RowId };
export const metricWindow = {
  type: 'metric-window' as const,
  series: 'checkout/p95/production' as SeriesId,
  from: testStart - 3_600_000,
  to: testStart,
};
export const configDiff = { type: 'config-diff' as const, before: 'snap:1' as RowId, after: 'snap:2' as RowId };
export const testimony = { type: 'testimony' as const, words: 'ops-01 saw it' };

/** Counts of the standard policy: from here on a review is run under the rules for causes. */
export const causeRules: CauseRules = {
  systemic: { count: 3, withinDays: 180 },
  board: { count: 3, withinDays: 90 },
};

/** What the review is opened under; left out, it is a review of before there were policies. */
export type TestRules = Partial<Pick<Governance, 'causes' | 'taxonomy' | 'tier'>>;

const openedUnder = (rules: TestRules | undefined): ReviewEvent => {
  const body = {
    id: 'r-2026-001' as ReviewId,
    title: 'Checkout 4.18.0',
    release: 'checkout@4.18.0' as ReleaseId,
    service: 'checkout' as ServiceId,
    tier: 'full' as const,
    zone: 'Europe/Berlin',
    agenda: [...standardAgenda],
    requiredRoles: ['facilitator' as const],
  };
  return rules === undefined
    ? { type: 'review.opened.v1', body }
    : { type: 'review.opened.v2', body: { ...body, governance: { ...governanceBefore('full'), ...rules } } };
};

/** A review just opened, in draft. */
export function openTestReview(rules?: TestRules): TestReview {
  let count = 0;
  const test: TestReview = {
    now: testStart,
    events: [],
    evidence: null,
    workspace: testWorkspace,
    goLive: null,
    rota: { held: [] },
    checks: null,
    past: null,
    by: 'ops-01',
    run(command, id = `cmd${String(count++).padStart(5, '0')}`) {
      const context: DecisionContext = {
        now: test.now,
        by: test.by,
        workspace: test.workspace,
        evidence: test.evidence,
        package: { hash: 'a'.repeat(64), content: emptyPackage },
        goLive: test.goLive,
        ...(command.type === 'consent.word' ? { consentHash: command.text.length.toString(16).padStart(64, '0') } : {}),
        rota: test.rota,
        ...(test.checks === null ? {} : { checks: test.checks }),
        ...(test.past === null ? {} : { past: test.past }),
      };
      const verdict = decide(test.folded(), command, context);
      if (verdict.ok) for (const event of verdict.value) test.append(event, id);
      return verdict;
    },
    done(command) {
      const verdict = test.run(command);
      if (!verdict.ok) throw new Error(`${command.type} was refused: ${verdict.error.rule} ${verdict.error.message}`);
    },
    refused(command) {
      const verdict = test.run(command);
      if (verdict.ok) throw new Error(`${command.type} was carried out`);
      return verdict.error.rule;
    },
    append(event, id = `cmd${String(count++).padStart(5, '0')}`) {
      test.events.push({ ...event, seq: test.events.length + 1, at: test.now, actor: 'ops-01', command: id });
    },
    folded() {
      const folded = foldReview(test.events);
      if (folded === undefined) throw new Error('the review was not opened');
      return folded;
    },
    review: () => test.folded().review,
    pass(ms) {
      test.now += ms;
    },
  };
  test.append(openedUnder(rules));
  return test;
}

/** Prepared, quorate and started: the item Open is running. */
export function startTestReview(rules?: TestRules): TestReview {
  const test = openTestReview(rules);
  test.done({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: null });
  test.done({ type: 'seat.fill', seat: 'operations', accountable: 'ops-01', deputy: 'eng-02' });
  test.done({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: null });
  test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
  test.done({ type: 'review.prepare' });
  for (const id of ['rel-01', 'ops-01', 'prod-01']) test.done({ type: 'attendee.arrive', member: id });
  test.done({ type: 'meeting.start', inquorateReason: null });
  return test;
}

/** Goes on to an agenda item, agreeing on the facts on the way. */
export function goTo(test: TestReview, item: string): void {
  while (test.review().agenda.current !== item) {
    if (test.review().agenda.current === 'agree') test.done({ type: 'facts.agree', inFavour: 3 });
    test.done({ type: 'meeting.next' });
  }
}

let hashes = 0;

/** Attaches evidence that resolves, to a claim or a cause. */
export function attach(
  test: TestReview,
  kind: 'claim' | 'cause',
  id: string,
  locator: Locator,
  evidence = `evi${String(hashes)}`.padEnd(5, '0'),
): void {
  hashes += 1;
  test.evidence = { found: true, hash: hashes.toString(16).padStart(64, '0'), label: locator.type };
  test.done({ type: 'evidence.attach', id: evidence, target: { kind, id }, locator, bearing: 'supports' });
  test.evidence = null;
}

export const claimAdd = (id: string, text = `fact ${id}`): ReviewCommand => ({
  type: 'claim.add',
  id,
  text,
  happenedAt: testStart - 1000,
  author: member('ops-01'),
});

export const causePropose = (id: string, parent: string | null = null): ReviewCommand => ({
  type: 'cause.propose',
  id,
  text: `cause ${id}`,
  author: member('rel-01'),
  parent,
  category: 'configuration',
});
