import type { Criterion } from '../domain/action/action.ts';
import type { Review } from '../domain/review/review.ts';
import { csvText } from '../formats/write-csv.ts';

/** One sentence that says when a commitment is done. */
export const criterionText = (criterion: Criterion): string =>
  criterion.kind === 'artefact'
    ? criterion.artefact
    : `${criterion.metric} ${criterion.comparator} ${criterion.value}${criterion.unit === '' ? '' : ` ${criterion.unit}`} over ${criterion.window}`;

/** `data/actions.csv`: commitments and ideas, RFC 4180, cells that a spreadsheet would compute are neutralised. */
export function actionsCsv(review: Review): string {
  const rows = [['id', 'text', 'state', 'owner', 'due', 'done when', 'look again', 'term']];
  for (const { id, text, state, term } of review.actions) {
    if (state.name === 'committed')
      rows.push([id, text, 'commitment', state.owner, state.due, criterionText(state.criterion), '', term]);
    else if (state.name === 'idea') rows.push([id, text, 'idea', '', '', '', state.soakUntil, term]);
    else rows.push([id, text, 'dropped', '', '', state.reason, '', term]);
  }
  return csvText(rows);
}
