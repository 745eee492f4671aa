import { takenMs } from '../domain/agenda/clock.ts';
import type { Review } from '../domain/review/review.ts';

/** One line of the planned-versus-actual table. Times in ms. */
export type PlannedActual = {
  readonly item: string;
  readonly title: string;
  readonly plannedMs: number;
  /** What extensions gave it. */
  readonly extendedMs: number;
  /** The time box at the end: planned, extended, given to others, changed by hand. */
  readonly budgetMs: number;
  readonly takenMs: number;
  /** Over (+) or under (-) plan; null where the meeting never was. */
  readonly overMs: number | null;
  readonly pauses: number;
  readonly pausedMs: number;
  /** Gaps that count are within the time taken. */
  readonly countedMs: number;
  readonly leftOutMs: number;
  readonly parked: number;
  readonly visited: boolean;
};

/** The whole meeting: `takenMs + pausedMs + leftOutMs` is the wall's span `spanMs`, to the millisecond. */
export type MeetingTime = Omit<PlannedActual, 'item' | 'title' | 'visited' | 'overMs'> & {
  readonly overMs: number;
  readonly spanMs: number;
};

/** What was planned and what was taken, item by item, up to `now`, which is the closing once it is closed. */
export function plannedVersusActual(review: Review, now: number): readonly PlannedActual[] {
  const { agenda } = review;
  return agenda.items.map((item): PlannedActual => {
    const here = (each: { readonly item: string }): boolean => each.item === item.id;
    const pauses = agenda.pauses.filter(here);
    const gaps = agenda.gaps.filter(here);
    const taken = takenMs(agenda, item, now);
    return {
      item: item.id,
      title: item.title,
      plannedMs: item.plannedMs,
      extendedMs: sum(agenda.extended.filter(here), (each) => each.ms),
      budgetMs: item.budgetMs,
      takenMs: taken,
      overMs: item.visited ? taken - item.plannedMs : null,
      pauses: pauses.length,
      pausedMs: sum(pauses, (pause) => pause.ms ?? Math.max(0, now - pause.at)),
      countedMs: sum(gaps, (gap) => (gap.answer === 'counted' ? gap.ms : 0)),
      leftOutMs: sum(gaps, (gap) => (gap.answer === 'counted' ? 0 : gap.ms)),
      parked: review.parked.filter(here).length,
      visited: item.visited,
    };
  });
}

/** The table's foot. */
export function meetingTime(rows: readonly PlannedActual[]): MeetingTime {
  const all = (pick: (row: PlannedActual) => number): number => sum(rows, pick);
  const [taken, paused, leftOut] = [all((row) => row.takenMs), all((row) => row.pausedMs), all((row) => row.leftOutMs)];
  return {
    plannedMs: all((row) => row.plannedMs),
    extendedMs: all((row) => row.extendedMs),
    budgetMs: all((row) => row.budgetMs),
    takenMs: taken,
    overMs: all((row) => row.overMs ?? 0),
    pauses: all((row) => row.pauses),
    pausedMs: paused,
    countedMs: all((row) => row.countedMs),
    leftOutMs: leftOut,
    parked: all((row) => row.parked),
    spanMs: taken + paused + leftOut,
  };
}

const sum = <T>(list: readonly T[], pick: (each: T) => number): number =>
  list.reduce((total, each) => total + pick(each), 0);

/**
 * Durations in whole seconds whose sum is the whole seconds of their sum: each is rounded with what the ones before it
 * left over, so that a table adds up for whoever adds it up. None is off by a second or more.
 */
export function wholeSeconds(durations: readonly number[]): readonly number[] {
  let ms = 0;
  let seconds = 0;
  return durations.map((each) => {
    ms += each;
    const next = Math.floor(ms / 1000) - seconds;
    seconds += next;
    return next;
  });
}
