import { useMemo, useState } from 'react';
import { oddity } from '../../../shared/domain/calendar/decide-schedule.ts';
import { dueWindow, windowWords } from '../../../shared/domain/calendar/due-window.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { useLives } from '../../state/live.ts';
import { TextField } from '../../ui/field.tsx';
import { formatClock, formatDay, parseClock, parseDay, wallTimeToEpoch } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ReasonForm } from './reason-form.tsx';
import { PlannedCost, Slots } from './slots.tsx';
import { useReasoned } from './use-reasoned.ts';
import styles from './prepare.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

/** When the review is held: by hand, or by one of the proposed times. Both are of the review's zone. */
export function DateRow({ review, workspace }: Props) {
  const { scheduledAt, zone, governance, scheduleReason, id } = review;
  const reasoned = useReasoned(review);
  const now = useNow();
  const live = useLives([id])?.get(id);
  const schedule = (at: number) => {
    const odd = live === undefined ? null : oddity(review, at, now, live);
    reasoned.ask({ type: 'meeting.schedule', at }, odd === null ? null : `${odd.message} ${odd.satisfy}`);
  };
  const { timeline } = governance.tier;
  const window = useMemo(
    () => (live === undefined || live === null ? null : dueWindow(live, timeline, zone)),
    [live, timeline, zone],
  );
  return (
    <div className={styles['seatRow']}>
      <DateFields key={scheduledAt ?? 0} kept={scheduledAt} zone={zone} onKeep={schedule} />
      {reasoned.waiting !== null && (
        <div className={styles['rowFault']}>
          <ReasonForm
            why={reasoned.waiting.why}
            label="Why then"
            verb="Keep it with this reason"
            onAnswer={reasoned.answer}
            onLeave={reasoned.leave}
          />
        </div>
      )}
      {reasoned.fault !== null && (
        <div className={styles['rowFault']}>
          <Refusal fault={reasoned.fault} />
        </div>
      )}
      {scheduleReason !== null && (
        <p className={styles['rowFault']}>
          <span className={styles['small']}>Why then: </span>
          <span dir="auto">{scheduleReason}</span>
        </p>
      )}
      <div className={styles['seatName']}>When it can be held</div>
      <div className={styles['dateWords']}>
        <p>{live === undefined ? 'Looking when it went live…' : windowOf(review, live)}</p>
        <PlannedCost review={review} workspace={workspace} />
        {scheduledAt !== null && (
          <p>
            <a href={`/media/calendar/${id}.ics`} download>
              Calendar file of this review
            </a>
          </p>
        )}
        {window !== null && <Slots review={review} workspace={workspace} window={window} onTake={schedule} />}
      </div>
    </div>
  );
}

const windowOf = ({ governance, zone, release }: Review, live: number | null): string =>
  live === null
    ? `It is not known when ${release} went live. Until its deployment is brought in, a date needs a reason.`
    : `${capital(windowWords(dueWindow(live, governance.tier.timeline, zone), governance.tier.timeline, zone))}, ${zone}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type FieldsProps = { readonly kept: number | null; readonly zone: string; readonly onKeep: (at: number) => void };

/** Day and time are typed, so that no locale turns them round. */
function DateFields({ kept, zone, onKeep }: FieldsProps) {
  const [day, setDay] = useState(kept === null ? '' : formatDay(kept, zone));
  const [clock, setClock] = useState(kept === null ? '10:00' : formatClock(kept, zone));
  const readDay = parseDay(day);
  const readClock = parseClock(clock);
  const keep = () => {
    if (readDay === null || readClock === null) return;
    const [year = 0, month = 0, date = 0] = readDay.split('-').map(Number);
    const at = wallTimeToEpoch({ year, month, day: date, ...readClock }, zone);
    if (at !== kept && at >= 0) onKeep(at);
  };
  const onEnter = (event: { readonly key: string }) => event.key === 'Enter' && keep();
  return (
    <>
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
    </>
  );
}
