import { csvText } from '../formats/write-csv.ts';
import type { TimeLine, TimeTable } from '../meeting/planned-actual-table.ts';

const head = [
  'item',
  'planned_s',
  'extended_s',
  'box_s',
  'taken_s',
  'over_s',
  'pauses',
  'paused_s',
  'gaps_counted_s',
  'gaps_left_out_s',
  'parked',
  'span_s',
];

/** The planned-versus-actual table as CSV, whole seconds; the last line is the whole meeting. */
export const timeTableCsv = ({ lines, whole }: TimeTable): string =>
  csvText([head, ...lines.map((line) => cellsOf(line, '')), cellsOf(whole, whole.span)]);

const cellsOf = (line: TimeLine, span: number | ''): readonly (string | number)[] => [
  line.title,
  line.planned,
  line.extended,
  line.box,
  line.taken,
  line.over ?? '',
  line.pauses,
  line.paused,
  line.counted,
  line.leftOut,
  line.parked,
  span,
];
