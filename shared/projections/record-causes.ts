import type { CauseRules } from '../domain/cause/cause-rules.ts';
import type { CauseCheck } from '../domain/cause/cause-check.ts';
import { rootCauses } from '../domain/cause/cause-graph.ts';
import type { Cause, CauseKind, CauseScope, Gate, SeenBefore, StopReason } from '../domain/cause/cause.ts';
import type { Canvas, TriageAnswers } from '../domain/cause/triage.ts';
import type { Evidence } from '../domain/claim/claim.ts';
import type { Review } from '../domain/review/review.ts';

/** An earlier finding that was counted, with its day. */
export type RecordSeen = { readonly review: string; readonly cause: string; readonly at: string };

/** A class as the review's own taxonomy names it. */
export type RecordClass = { readonly id: string; readonly title: string };

/** One cause as the record states it. */
export type RecordCause = {
  readonly id: string;
  readonly parent: string | null;
  readonly category: string;
  readonly kind: CauseKind;
  readonly gate: Gate;
  /** Other causes it leads to besides its parent. */
  readonly links: readonly string[];
  readonly text: string;
  readonly author: string;
  readonly state: Cause['state']['name'];
  /** Why it was rejected, or why nobody asks further about it. */
  readonly reason: string | null;
  readonly stopped: StopReason | null;
  readonly class: RecordClass | null;
  /** What it is, where its class is `other`. */
  readonly classText: string | null;
  readonly component: string | null;
  readonly key: string | null;
  readonly scope: {
    readonly is: CauseScope;
    readonly seen: readonly RecordSeen[];
    readonly reason: string | null;
  } | null;
  /** What was looked at before it counted as validated; empty for every other state. */
  readonly checks: readonly CauseCheck[];
  readonly evidence: readonly number[];
  readonly against: readonly number[];
};

/** What was explained, how its causes were looked for, and what they came to. Times are ISO 8601 in UTC. */
export type RecordCauses = {
  /** Null where nobody worded it: the title stands for it. */
  readonly effect: { readonly text: string; readonly from: string | null; readonly fact: string | null } | null;
  /** The three questions and the canvases (M4.1); null where causes were not triaged. */
  readonly triage: {
    readonly answers: TriageAnswers | null;
    readonly opened: readonly { readonly canvas: Canvas; readonly reason: string | null; readonly at: string }[];
  } | null;
  /** From how many alike findings a cause is systemic or goes to the board; null in reviews of before they were counted. */
  readonly causeRules: CauseRules | null;
  readonly causes: readonly RecordCause[];
  /** Ids of the causes where a chain of whys ends with evidence. */
  readonly rootCauses: readonly string[];
  readonly boardMatters: readonly {
    readonly class: RecordClass;
    readonly component: string;
    readonly seen: readonly RecordSeen[];
    readonly reason: string;
    /** The parked topic whose escalation is the packet; null where it was declined. */
    readonly topic: string | null;
  }[];
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** Folds the causes of a closed review. `numbers` gives the exhibits of one bearing. */
export function causesToRecord(
  review: Review,
  numbers: (pieces: readonly Evidence[], bearing: Evidence['bearing']) => readonly number[],
): RecordCauses {
  const { effect, triage, governance, causes, boardMatters } = review;
  const classOf = (id: string): RecordClass => ({
    id,
    title: governance.taxonomy.find((each) => each.id === id)?.title ?? id,
  });
  return {
    effect:
      effect === null
        ? null
        : { text: effect.text, from: effect.from === null ? null : iso(effect.from), fact: effect.claim },
    triage:
      triage.answers === null && triage.opened.length === 0
        ? null
        : { answers: triage.answers, opened: triage.opened.map((each) => ({ ...each, at: iso(each.at) })) },
    causeRules: governance.causes ?? null,
    causes: causes.map((cause) => ({
      ...judgementOf(cause),
      ...classificationOf(cause, classOf),
      evidence: numbers(cause.evidence, 'supports'),
      against: numbers(cause.evidence, 'contradicts'),
    })),
    rootCauses: rootCauses(causes).map(({ id }) => id),
    boardMatters: boardMatters.map((matter) => ({
      class: classOf(matter.class),
      component: matter.component,
      seen: seenBefore(matter.seen),
      reason: matter.reason,
      topic: matter.topic,
    })),
  };
}

const seenBefore = (seen: readonly SeenBefore[]): readonly RecordSeen[] =>
  seen.map((each) => ({ ...each, at: iso(each.at) }));

function judgementOf({ id, parent, category, kind, gate, links, text, author, state }: Cause) {
  return {
    id,
    parent,
    category,
    kind,
    gate,
    links,
    text,
    author,
    state: state.name,
    reason: state.name === 'rejected' || state.name === 'stopped' ? state.reason : null,
    stopped: state.name === 'stopped' ? state.why : null,
    checks: state.name === 'validated' ? state.checks : [],
  };
}

function classificationOf({ classification, scope }: Cause, classOf: (id: string) => RecordClass) {
  return {
    class: classification === null ? null : classOf(classification.class),
    classText: classification?.text ?? null,
    component: classification?.component ?? null,
    key: classification?.key ?? null,
    scope: scope === null ? null : { is: scope.is, seen: seenBefore(scope.seen), reason: scope.reason },
  };
}
