import type { HappenedEvent } from '../review/events.ts';
import { promisedMs, takenMs } from './clock.ts';
import { evolveHands } from './evolve-hands.ts';
import type { Agenda, AgendaItem, ItemClock } from './agenda.ts';

export const newAgenda = (items: readonly AgendaItem[]): Agenda => ({
  items: items.map((item) => ({ ...item, budgetMs: item.plannedMs, takenMs: 0, extensions: 0, visited: false })),
  current: null,
  pace: { name: 'not-started' },
  startedAt: null,
  hardEndMs: items.reduce((sum, item) => sum + item.plannedMs, 0),
  gaps: [],
  pauses: [],
  extended: [],
  overAnswers: [],
  elmo: [],
});

/** Folds one event into the clock. Events that are none of the clock's leave it as it is. */
export function evolveAgenda(agenda: Agenda, event: HappenedEvent): Agenda {
  switch (event.type) {
    case 'meeting.started.v1':
      return { ...enter(agenda, event.body.item, event.at), startedAt: event.at };
    case 'item.entered.v1':
    case 'item.returned.v1':
      return enter(agenda, event.body.item, event.at);
    case 'item.extended.v1':
      return extend(agenda, event);
    case 'item.retimed.v1':
      return mapItems(agenda, (each) =>
        each.id === event.body.item ? { ...each, budgetMs: event.body.budgetMs } : each,
      );
    case 'meeting.paused.v1':
      return {
        ...rest(agenda, event.at),
        pace: { name: 'paused', since: event.at },
        pauses: [...agenda.pauses, { item: agenda.current ?? '', at: event.at, reason: event.body.reason, ms: null }],
      };
    case 'meeting.stopped.v1':
      return {
        ...rest(agenda, event.at),
        pace: { name: 'stopped', since: event.at },
        pauses: [...agenda.pauses, { item: agenda.current ?? '', at: event.at, reason: event.body.reason, ms: null }],
      };
    case 'meeting.resumed.v1':
      return {
        ...agenda,
        hardEndMs: agenda.pace.name === 'stopped' ? nextHardEnd(agenda, event.at) : agenda.hardEndMs,
        pace: { name: 'running', since: event.at },
        pauses: agenda.pauses.map((pause) =>
          pause.ms === null ? { ...pause, ms: Math.max(0, event.at - pause.at) } : pause,
        ),
      };
    case 'gap.noted.v1':
      return noteGap(agenda, event);
    case 'gap.answered.v1':
      return answerGap(agenda, event.body.gap, event.body.count);
    case 'review.closed.v1':
      return { ...rest(agenda, event.at), pace: { name: 'ended', at: event.at } };
    default:
      return evolveHands(agenda, event);
  }
}

/** What is left keeps its minutes when the meeting goes on another time. */
const nextHardEnd = (agenda: Agenda, at: number): number => Math.max(agenda.hardEndMs, promisedMs(agenda, at));

function extend(agenda: Agenda, event: HappenedEvent & { type: 'item.extended.v1' }): Agenda {
  const { item, ms, takings } = event.body;
  const taken = new Map(takings.map((taking) => [taking.item, taking.ms]));
  const changed = mapItems(agenda, (each) =>
    each.id === item
      ? { ...each, budgetMs: each.budgetMs + ms, extensions: each.extensions + 1 }
      : { ...each, budgetMs: each.budgetMs - (taken.get(each.id) ?? 0) },
  );
  const left = new Map(changed.items.map((each) => [each.id, each.budgetMs]));
  const told = takings.map((taking) => ({ ...taking, leftMs: left.get(taking.item) ?? 0 }));
  return { ...changed, extended: [...agenda.extended, { item, at: event.at, ms, takings: told }] };
}

function enter(agenda: Agenda, item: string, at: number): Agenda {
  const resting = rest(agenda, at);
  const running = resting.pace.name === 'not-started' || resting.pace.name === 'running';
  return {
    ...mapItems(resting, (each) => (each.id === item ? { ...each, visited: true } : each)),
    current: item,
    pace: running ? { name: 'running', since: at } : resting.pace,
  };
}

/** Puts the running stretch into the current item's account. */
function rest(agenda: Agenda, at: number): Agenda {
  const settled = mapItems(agenda, (item) =>
    item.id === agenda.current ? { ...item, takenMs: takenMs(agenda, item, at) } : item,
  );
  return agenda.pace.name === 'running' ? { ...settled, pace: { name: 'running', since: at } } : settled;
}

/** A gap adds no time until somebody says so: the running stretch begins that much later. */
function noteGap(agenda: Agenda, event: HappenedEvent & { type: 'gap.noted.v1' }): Agenda {
  const { gap, ms, cause } = event.body;
  const noted = { id: gap, item: agenda.current ?? '', ms, cause, notedAt: event.at, answer: 'asked' as const };
  const pace =
    agenda.pace.name === 'running' ? { name: 'running' as const, since: agenda.pace.since + ms } : agenda.pace;
  return { ...agenda, pace, gaps: [...agenda.gaps, noted] };
}

function answerGap(agenda: Agenda, id: string, count: boolean): Agenda {
  const gap = agenda.gaps.find((each) => each.id === id);
  if (gap === undefined || gap.answer !== 'asked') return agenda;
  // A clock that was set back took no time that could count.
  const isCounted = count && gap.ms > 0;
  const answer = isCounted ? ('counted' as const) : ('left-out' as const);
  const answered = { ...agenda, gaps: agenda.gaps.map((each) => (each.id === id ? { ...each, answer } : each)) };
  if (!isCounted) return answered;
  return mapItems(answered, (item) => (item.id === gap.item ? { ...item, takenMs: item.takenMs + gap.ms } : item));
}

const mapItems = (agenda: Agenda, change: (item: ItemClock) => ItemClock): Agenda => ({
  ...agenda,
  items: agenda.items.map(change),
});
