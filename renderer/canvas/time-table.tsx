import type { Review } from '../../shared/domain/review/review.ts';
import { durationText } from '../../shared/meeting/clock-text.ts';
import { timeTable, type TimeLine } from '../../shared/meeting/planned-actual-table.ts';
import { plannedVersusActual } from '../../shared/meeting/planned-actual.ts';
import { timeTableCsv } from '../../shared/projections/time-table-csv.ts';
import { downloadText } from '../state/download-text.ts';
import { Button } from '../ui/button.tsx';
import styles from './time-table.module.css';

type Props = {
  readonly review: Review;
  /** Epoch ms; the closing, once it is closed. */
  readonly now: number;
  /** Where the place around it has a heading already. */
  readonly untitled?: boolean;
};

/** Planned and taken, item by item, in whole seconds that add up: goes into the record, and out as CSV. */
export function TimeTable({ review, now, untitled = false }: Props) {
  const table = timeTable(plannedVersusActual(review, now));
  const { lines, whole } = table;
  return (
    <section aria-label="Time planned and taken" className={styles['section']}>
      <div className={styles['head']}>
        {untitled ? <span /> : <h3 className={styles['eyebrow']}>Time planned and taken</h3>}
        <Button kind="quiet" onClick={() => downloadText(`${review.id}-time.csv`, timeTableCsv(table), 'text/csv')}>
          As CSV
        </Button>
      </div>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Planned</th>
            <th scope="col">Extended</th>
            <th scope="col">Taken</th>
            <th scope="col">Over, under</th>
            <th scope="col">Paused</th>
            <th scope="col">Gaps counted</th>
            <th scope="col">Gaps left out</th>
            <th scope="col">Parked</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            // Items have no identity but their place: two may have one title.
            // oxlint-disable-next-line react/no-array-index-key
            <Line key={index} line={line} />
          ))}
        </tbody>
        <tfoot>
          <Line line={whole} />
        </tfoot>
      </table>
      <p className={styles['sum']}>
        {clock(whole.taken)} taken + {clock(whole.paused)} paused + {clock(whole.leftOut)} left out ={' '}
        <strong>{clock(whole.span)}</strong> on the wall
      </p>
    </section>
  );
}

const clock = (seconds: number): string => `${seconds < 0 ? '−' : ''}${durationText(seconds * 1000)}`;
const signed = (seconds: number): string => (seconds > 0 ? `+${clock(seconds)}` : clock(seconds));
const some = (seconds: number): string => (seconds === 0 ? '' : clock(seconds));

function Line({ line }: { readonly line: TimeLine }) {
  return (
    <tr>
      <th scope="row">
        <bdi>{line.title}</bdi>
      </th>
      <td>{clock(line.planned)}</td>
      <td>{line.extended === 0 ? '' : `+${clock(line.extended)}`}</td>
      <td>{line.over === null ? 'not yet' : clock(line.taken)}</td>
      <td className={line.over !== null && line.over > 0 ? styles['over'] : undefined}>
        {line.over === null ? '' : signed(line.over)}
      </td>
      <td>{line.pauses === 0 ? '' : clock(line.paused)}</td>
      <td>{some(line.counted)}</td>
      <td>{some(line.leftOut)}</td>
      <td>{line.parked || ''}</td>
    </tr>
  );
}
