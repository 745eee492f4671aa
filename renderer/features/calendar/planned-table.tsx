import { useState } from 'react';
import { wallWords } from '../../../shared/domain/calendar/zone-time.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import { routeToHash } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayText, formatDayTime } from '../../ui/format-time.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Short, Table } from '../../ui/table.tsx';
import type { Planned } from './planned.ts';
import styles from './calendar.module.css';

const rowsShown = 12;

const stateWords: { readonly [S in Planned['state']]: readonly [Tone, string] } = {
  held: ['plain', 'held'],
  planned: ['calm', 'planned'],
  late: ['over', 'late'],
  'to-plan': ['warn', 'no date yet'],
  form: ['plain', 'a form, no meeting'],
  unknown: ['warn', 'go-live unknown'],
};

/** What is to come first, then what was held, the latest in front. */
export function PlannedTable({ plan, zone }: { readonly plan: readonly Planned[]; readonly zone: string }) {
  const [isAll, setIsAll] = useState(false);
  const ordered = [
    ...plan.filter(({ state }) => state !== 'held'),
    ...plan.filter(({ state }) => state === 'held').toReversed(),
  ];
  const shown = isAll ? ordered : ordered.slice(0, rowsShown);
  return (
    <>
      <Table
        caption="Reviews by date"
        columns={[{ name: 'review' }, { name: `date, ${zone}` }, { name: 'to be held' }, { name: 'state' }]}
      >
        {shown.map(({ review, at, window, state }) => {
          const [tone, words] = stateWords[state];
          return (
            <tr key={review.id}>
              <td>
                <a dir="auto" href={routeToHash({ place: nextStep(review).place, review: review.id })}>
                  {review.title}
                </a>{' '}
                <span className={styles['small']}>{review.id}</span>
              </td>
              <Short>{at === null ? '–' : formatDayTime(at, zone)}</Short>
              <Short>
                {window === null
                  ? '–'
                  : `${wallWords(window.earliest, review.zone)} to ${formatDayText(window.lastDay)}`}
              </Short>
              <Short>
                <Mark tone={tone}>{words}</Mark>
              </Short>
            </tr>
          );
        })}
      </Table>
      {!isAll && ordered.length > rowsShown && (
        <p className={styles['gap']}>
          <Button kind="quiet" onClick={() => setIsAll(true)}>
            {ordered.length - rowsShown} more
          </Button>
        </p>
      )}
    </>
  );
}
