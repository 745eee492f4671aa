import { meetingTime, wholeSeconds, type MeetingTime, type PlannedActual } from './planned-actual.ts';

/** A line or the foot of the table in whole seconds; the lines add up to the foot, and the foot to the wall's span. */
export type TimeLine = {
  readonly title: string;
  readonly planned: number;
  readonly extended: number;
  readonly box: number;
  readonly taken: number;
  /** Null where the meeting never was. */
  readonly over: number | null;
  readonly pauses: number;
  readonly paused: number;
  readonly counted: number;
  readonly leftOut: number;
  readonly parked: number;
};

export type TimeTable = {
  readonly lines: readonly TimeLine[];
  readonly whole: TimeLine & { readonly over: number; readonly span: number };
};

/** The planned-versus-actual table as people read and add it. */
export function timeTable(rows: readonly PlannedActual[]): TimeTable {
  const whole = meetingTime(rows);
  // One row of roundings over all that the span is made of: what is cut off in one place is not lost in another.
  const spent = wholeSeconds([
    ...rows.map((row) => row.takenMs),
    ...rows.map((row) => row.pausedMs),
    ...rows.map((row) => row.leftOutMs),
  ]);
  const columns = {
    planned: wholeSeconds(rows.map((row) => row.plannedMs)),
    extended: wholeSeconds(rows.map((row) => row.extendedMs)),
    box: wholeSeconds(rows.map((row) => row.budgetMs)),
    counted: wholeSeconds(rows.map((row) => row.countedMs)),
  };
  const lines = rows.map((row, index): TimeLine => {
    const planned = columns.planned[index] ?? 0;
    const taken = spent[index] ?? 0;
    return {
      title: row.title,
      planned,
      extended: columns.extended[index] ?? 0,
      box: columns.box[index] ?? 0,
      taken,
      over: row.overMs === null ? null : taken - planned,
      pauses: row.pauses,
      paused: spent[rows.length + index] ?? 0,
      counted: columns.counted[index] ?? 0,
      leftOut: spent[2 * rows.length + index] ?? 0,
      parked: row.parked,
    };
  });
  return { lines, whole: footOf(lines, whole) };
}

function footOf(lines: readonly TimeLine[], whole: MeetingTime): TimeTable['whole'] {
  const all = (pick: (line: TimeLine) => number): number => lines.reduce((total, line) => total + pick(line), 0);
  const [taken, paused, leftOut] = [all((line) => line.taken), all((line) => line.paused), all((line) => line.leftOut)];
  return {
    title: 'Whole meeting',
    planned: all((line) => line.planned),
    extended: all((line) => line.extended),
    box: all((line) => line.box),
    taken,
    over: all((line) => line.over ?? 0),
    pauses: whole.pauses,
    paused,
    counted: all((line) => line.counted),
    leftOut,
    parked: whole.parked,
    span: taken + paused + leftOut,
  };
}
