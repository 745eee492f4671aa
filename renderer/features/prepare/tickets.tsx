import { useState } from 'react';
import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import { OpensTo } from '../../canvas/opens-to.tsx';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatClock, formatShortDay } from '../../ui/format-time.ts';
import styles from './prepare.module.css';

const few = 6;

/** [M5.5] What users reported of the release, personal details taken out. */
export function Tickets({ content, zone }: { readonly content: ReviewPackage; readonly zone: string }) {
  const tickets = content.tickets ?? [];
  const [shown, setShown] = useState(few);
  const told = `${countOf(tickets.length, 'ticket')}, ${tickets.filter((each) => each.state === 'open').length} open`;
  return (
    <>
      <ul>
        {tickets.slice(0, shown).map(({ id, title, state, createdAt }) => (
          <li key={id} className={styles['pair']}>
            <span dir="auto">{title}</span>
            <span className={styles['small']}>
              {state} · {formatShortDay(createdAt, zone)} {formatClock(createdAt, zone)}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles['under']}>
        <OpensTo content={content} figures={['tickets']} zone={zone} title="Tickets" says={told} trigger={told} />
      </p>
      {tickets.length > shown && (
        <Button kind="quiet" onClick={() => setShown(tickets.length)}>
          {tickets.length - shown} more
        </Button>
      )}
    </>
  );
}
