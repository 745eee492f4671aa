import { takenMs } from '../domain/agenda/clock.ts';
import type { Review } from '../domain/review/review.ts';
import type { Json } from '../journal/canonical-json.ts';

/** How the meeting's time went: items, answers of the room about it, pauses, gaps and ways back. Durations in ms. */
export type RecordTime = {
  readonly items: readonly {
    readonly title: string;
    readonly plannedMs: number;
    readonly takenMs: number;
    readonly extensions: number;
    /** The time box at the end: planned, extended, and given to others. */
    readonly budgetMs: number;
    readonly parked: number;
  }[];
  /** Where the room said by show of hands what becomes of an item over time. */
  readonly overAnswers: readonly {
    readonly at: string;
    readonly item: string;
    readonly hands: Json;
    readonly present: number;
    readonly choice: string;
    readonly decidedBy: string;
  }[];
  /** "Enough, let's move on": when the room was asked and what it said; nobody is named. */
  readonly elmo: readonly { readonly at: string; readonly item: string; readonly answer: Json }[];
  readonly pauses: readonly { readonly at: string; readonly reason: string; readonly ms: number | null }[];
  readonly gaps: readonly {
    readonly at: string;
    readonly cause: string;
    readonly ms: number;
    readonly counted: boolean;
  }[];
  readonly returns: readonly { readonly item: string; readonly reason: string; readonly at: string }[];
};

/** The course of a meeting's time up to its close, epoch ms. */
export function timeToRecord(review: Review, closedAt: number): RecordTime {
  return {
    items: review.agenda.items.map((item) => ({
      title: item.title,
      plannedMs: item.plannedMs,
      takenMs: takenMs(review.agenda, item, closedAt),
      extensions: item.extensions,
      budgetMs: item.budgetMs,
      parked: review.parked.filter((topic) => topic.item === item.id).length,
    })),
    overAnswers: review.agenda.overAnswers.map(({ at, ...answer }) => ({ at: iso(at), ...answer })),
    elmo: review.agenda.elmo.map(({ at, item, answer }) => ({
      at: iso(at),
      item,
      answer: answer && { ...answer, at: iso(answer.at) },
    })),
    pauses: review.agenda.pauses.map(({ at, reason, ms }) => ({ at: iso(at), reason, ms })),
    gaps: review.agenda.gaps.map((gap) => ({
      at: iso(gap.notedAt),
      cause: gap.cause,
      ms: gap.ms,
      counted: gap.answer === 'counted',
    })),
    returns: review.returns.map((each) => ({ ...each, at: iso(each.at) })),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
