import { useState } from 'react';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import type { ActionReading, CommittedReading } from '../../../shared/projections/actions-board.ts';
import { criterionText } from '../../../shared/projections/actions-csv.ts';
import { becameText } from '../../../shared/projections/actions-export.ts';
import { routeToHash } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDay, formatDayText } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { listenForRowKeys } from '../../ui/use-row-keys.ts';
import { personText } from './board-words.ts';
import styles from './commitments.module.css';

const pageSize = 60;

type Props = {
  readonly readings: readonly ActionReading[];
  readonly workspace: Workspace;
  readonly onOpen: (key: string) => void;
};

/** Items one below the other; arrows go through them, Enter opens one. */
export function ActionList({ readings, workspace, onOpen }: Props) {
  const [shown, setShown] = useState(pageSize);
  return (
    <>
      <ul ref={listenForRowKeys}>
        {readings.slice(0, shown).map((each) => (
          <li key={each.key} className={styles['row']}>
            <div className={styles['what']}>
              <p dir="auto">{each.text}</p>
              {each.kind === 'commitment' && (
                <p className={styles['small']}>
                  {each.term === 'long' && 'long-term · '}done when {criterionText(each.criterion)}
                </p>
              )}
              <Became reading={each} />
            </div>
            <div className={styles['small']}>
              <p>{personText(workspace, each.kind === 'commitment' ? each.owner : each.author)}</p>
              <p>
                {each.service} · <a href={routeToHash({ place: 'record', review: each.review })}>{each.reviewTitle}</a>
              </p>
            </div>
            <p className={styles['due']}>
              <Standing reading={each} zone={workspace.zone} />
            </p>
            <Button data-row onClick={() => onOpen(each.key)} aria-label={`${nextWord(each)}: ${each.text}`}>
              {nextWord(each)}
            </Button>
          </li>
        ))}
      </ul>
      {readings.length > shown && (
        <p className={styles['gap']}>
          <Button onClick={() => setShown(shown + pageSize)}>{readings.length - shown} more</Button>
        </p>
      )}
    </>
  );
}

const nextWord = (reading: ActionReading): string => {
  switch (reading.column) {
    case 'committed':
    case 'overdue':
      return 'Settle';
    case 'done':
      return 'Verify';
    case 'idea':
      return 'Look';
    default:
      return 'Open';
  }
};

function Became({ reading }: { readonly reading: ActionReading }) {
  const words = becameText(reading);
  return words === '' ? null : (
    <p className={styles['note']} dir="auto">
      {words}
    </p>
  );
}

function Standing({ reading, zone }: { readonly reading: ActionReading; readonly zone: string }) {
  if (reading.kind === 'commitment') return <CommitmentStanding reading={reading} zone={zone} />;
  if (reading.lookAgain === null)
    return (
      <Mark tone="plain" glyph="×">
        dropped
      </Mark>
    );
  return reading.isDue ? <Mark tone="warn">look again</Mark> : <>idea until {formatDayText(reading.lookAgain)}</>;
}

function CommitmentStanding({ reading, zone }: { readonly reading: CommittedReading; readonly zone: string }) {
  const { state } = reading.life;
  if (state.name === 'verified') return <Mark tone="calm">verified {formatDay(state.check.at, zone)}</Mark>;
  if (state.name === 'declined')
    return (
      <Mark tone="plain" glyph="×">
        declined {formatDay(state.at, zone)}
      </Mark>
    );
  if (state.name === 'done')
    return state.check?.verdict === 'not-met' ? (
      <Mark tone="over">not met</Mark>
    ) : (
      <Mark tone="plain">done {formatDay(state.at, zone)}</Mark>
    );
  if (reading.daysLeft < 0)
    return (
      <Mark tone="over" glyph="">
        {countOf(-reading.daysLeft, 'day')} over
      </Mark>
    );
  if (reading.daysLeft <= 1) return <Mark tone="warn">{reading.daysLeft === 0 ? 'due today' : 'due tomorrow'}</Mark>;
  return <>by {formatDayText(reading.due)}</>;
}
