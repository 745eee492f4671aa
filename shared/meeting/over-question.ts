import type { Agenda } from '../domain/agenda/agenda.ts';
import { isAtHardEnd, nextExtensionMs, planExtension } from '../domain/agenda/clock.ts';
import { minutesText } from './clock-text.ts';

/** The one question at the end of a time box: where do the minutes go? */
export type OverQuestion =
  | {
      readonly kind: 'hands';
      /** Null when there is none left to give; `why` says so. */
      readonly extendMs: number | null;
      /** Where an extension's minutes come from, or why there is none. */
      readonly why: string;
      /** What going on keeps: `Actions keeps its 8 min`. */
      readonly next: string;
      readonly isLast: boolean;
    }
  /** The whole meeting's time is used up: only stopping is left, and what becomes of the rest is said. */
  | { readonly kind: 'hard-end'; readonly why: string; readonly kept: string; readonly isLast: boolean };

/** Reads the question for the current item; undefined when no item is running. */
export function readOverQuestion(agenda: Agenda, now: number): OverQuestion | undefined {
  const index = agenda.items.findIndex((item) => item.id === agenda.current);
  const item = agenda.items[index];
  if (item === undefined) return undefined;
  const following = agenda.items[index + 1];
  const isLast = following === undefined;
  if (isAtHardEnd(agenda, now)) return hardEnd(agenda, index, isLast);
  const next = isLast ? 'this is the last item' : `${following.title} keeps its ${minutesText(following.budgetMs)} min`;
  const extendMs = nextExtensionMs(item);
  if (extendMs === null) return { kind: 'hands', extendMs: null, why: 'extended twice already', next, isLast };
  const plan = planExtension(agenda, now, extendMs);
  if (plan.shortMs > 0)
    return { kind: 'hands', extendMs: null, why: 'later items have no minutes to spare', next, isLast };
  return { kind: 'hands', extendMs, why: `taken from ${sourcesText(agenda, plan)}`, next, isLast };
}

function sourcesText(agenda: Agenda, plan: ReturnType<typeof planExtension>): string {
  const parts = plan.takings.map((taking) => {
    const giver = agenda.items.find((each) => each.id === taking.item);
    const from = giver?.budgetMs ?? taking.ms;
    return `${giver?.title ?? taking.item}, ${minutesText(from)} → ${minutesText(from - taking.ms)} min`;
  });
  if (plan.savedMs > 0) parts.unshift(parts.length === 0 ? 'the time saved so far' : 'time saved so far');
  return parts.join(' and ');
}

function hardEnd(agenda: Agenda, index: number, isLast: boolean): OverQuestion {
  const why = `the ${minutesText(agenda.hardEndMs)} minutes of this meeting are used up`;
  const left = agenda.items
    .slice(index + 1)
    .map((item) => `${item.title} ${minutesText(Math.max(0, item.budgetMs - item.takenMs))} min`);
  const kept = isLast
    ? 'nothing is lost: the review stays open until it is closed'
    : `kept for then: ${left.join(', ')}; all that was said stays`;
  return { kind: 'hard-end', why, kept, isLast };
}

/** For how long the room sees whose minutes an extension took, ms. */
const toldForMs = 30_000;

/** Whose minutes the last extension took, while that is news: `+2 min, from Sign, 5 → 3 min`. */
export function extensionNews(agenda: Agenda, now: number): string | undefined {
  const last = agenda.extended.at(-1);
  if (last === undefined || last.item !== agenda.current || now - last.at > toldForMs) return undefined;
  const parts = last.takings.map(({ item, ms, leftMs }) => {
    const title = agenda.items.find((each) => each.id === item)?.title ?? item;
    return `${title}, ${minutesText(leftMs + ms)} → ${minutesText(leftMs)} min`;
  });
  const taken = last.takings.reduce((sum, taking) => sum + taking.ms, 0);
  if (taken < last.ms) parts.unshift('time saved before');
  return `+${minutesText(last.ms)} min, from ${parts.join(' and ')}`;
}
