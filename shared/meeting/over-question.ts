import type { Agenda } from '../domain/agenda/agenda.ts';
import { nextExtensionMs, planExtension } from '../domain/agenda/clock.ts';
import { minutesText } from './clock-text.ts';

/** The one question at the end of a time box: where do the minutes go? */
export type OverQuestion = {
  /** Null when there is none left to give; `why` says so. */
  readonly extendMs: number | null;
  /** Where an extension's minutes come from, or why there is none. */
  readonly why: string;
  /** What going on keeps: `Actions keep their 8 min`. */
  readonly next: string;
};

/** Reads the question for the current item; undefined when no item is running. */
export function readOverQuestion(agenda: Agenda, now: number): OverQuestion | undefined {
  const index = agenda.items.findIndex((item) => item.id === agenda.current);
  const item = agenda.items[index];
  if (item === undefined) return undefined;
  const following = agenda.items[index + 1];
  const next =
    following === undefined
      ? 'this is the last item'
      : `${following.title} keeps its ${minutesText(following.budgetMs)} min`;
  const extendMs = nextExtensionMs(item);
  if (extendMs === null) return { extendMs: null, why: 'extended twice already', next };
  const plan = planExtension(agenda, now, extendMs);
  if (plan.shortMs > 0)
    return { extendMs: null, why: 'the hard end is reached: later items have no minutes to spare', next };
  const parts = plan.takings.map((taking) => {
    const giver = agenda.items.find((each) => each.id === taking.item);
    const from = giver?.budgetMs ?? taking.ms;
    return `${giver?.title ?? taking.item}, ${minutesText(from)} → ${minutesText(from - taking.ms)} min`;
  });
  if (plan.savedMs > 0) parts.unshift(parts.length === 0 ? 'the time saved so far' : 'time saved so far');
  return { extendMs, why: `taken from ${parts.join(' and ')}`, next };
}
