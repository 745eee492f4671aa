import { useState } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import { TextField } from '../../ui/field.tsx';
import { formatClock, formatDay, parseClock, parseDay, wallTimeToEpoch } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useSend } from './use-send.ts';
import styles from './prepare.module.css';

/** Day and time are typed, so that no locale turns them round; both are of the review's zone. */
export function DateRow({ review }: { readonly review: Review }) {
  const { scheduledAt, zone } = review;
  return <DateFields key={scheduledAt ?? 0} review={review} kept={scheduledAt} zone={zone} />;
}

function DateFields({ review, kept, zone }: { review: Review; kept: number | null; zone: string }) {
  const { fault, send } = useSend(review);
  const [day, setDay] = useState(kept === null ? '' : formatDay(kept, zone));
  const [clock, setClock] = useState(kept === null ? '10:00' : formatClock(kept, zone));
  const readDay = parseDay(day);
  const readClock = parseClock(clock);
  const keep = () => {
    if (readDay === null || readClock === null) return;
    const [year = 0, month = 0, date = 0] = readDay.split('-').map(Number);
    const at = wallTimeToEpoch({ year, month, day: date, ...readClock }, zone);
    if (at !== kept && at >= 0) send({ type: 'meeting.schedule', at });
  };
  const onEnter = (event: { readonly key: string }) => event.key === 'Enter' && keep();
  return (
    <div className={styles['seatRow']}>
      <p className={styles['seatName']}>
        Date
        <span className={styles['small']}>
          {kept === null ? <Mark tone="plain">none yet</Mark> : <Mark tone="calm">set</Mark>}
        </span>
      </p>
      <TextField
        label="Day"
        placeholder="27 Nov 2026"
        value={day}
        onChange={(event) => setDay(event.target.value)}
        onBlur={keep}
        onKeyDown={onEnter}
        {...(day !== '' && readDay === null && { fault: 'as 27 Nov 2026 or 2026-11-27' })}
      />
      <TextField
        label={`Time, ${zone}`}
        value={clock}
        onChange={(event) => setClock(event.target.value)}
        onBlur={keep}
        onKeyDown={onEnter}
        {...(readClock === null && { fault: '24 hours, as 14:30' })}
      />
      {fault !== null && (
        <div className={styles['rowFault']}>
          <Refusal fault={fault} />
        </div>
      )}
    </div>
  );
}
