import { dayInZone } from '../domain/day.ts';
import { rowTime, type RowOf } from '../domain/release/rows.ts';
import { assertNever } from '../lib/invariant.ts';
import { exhibitGroups, type Candidate } from '../meeting/evidence-candidates.ts';
import { timeInZone } from '../meeting/said-time.ts';
import { rowLabel } from './row-label.ts';

/** A row that can be offered as evidence besides those that a package lists by themselves. */
export type OfferedRow = RowOf<keyof typeof exhibitGroups>;

/** A row as the list of evidence offers it; its day is named where it is not that of `beside`. Both epoch ms. */
export function rowCandidate(row: OfferedRow, zone: string, beside: number): Candidate {
  const at = rowTime(row);
  const day = dayInZone(at, zone);
  return {
    key: row.id,
    group: exhibitGroups[row.kind],
    title: rowLabel(row),
    detail: `${day === dayInZone(beside, zone) ? '' : `${day} `}${timeInZone(at, zone)}`,
    locator: { type: row.kind, id: row.id },
    at,
    words: wordsOf(row).join(' '),
  };
}

function wordsOf(row: OfferedRow): readonly string[] {
  switch (row.kind) {
    case 'log':
      return row.templates.map(({ template }) => template);
    case 'ticket':
      return row.labels;
    case 'postmortem':
      return row.sections.map(({ title }) => title);
    case 'prediction':
      return [row.reason];
    case 'change':
      return [row.repository];
    case 'flag':
    case 'exposure':
    case 'snapshot':
      return [row.service];
    default:
      return assertNever(row);
  }
}
