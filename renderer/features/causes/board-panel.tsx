import { useMemo, useState } from 'react';
import { classTitle } from '../../../shared/domain/cause/classes.ts';
import { matterOf, recurringOf, type Recurring } from '../../../shared/domain/cause/recurrence.ts';
import { firstAnswerDay, rungsOf } from '../../../shared/domain/escalation/decide-escalation.ts';
import { newId } from '../../state/commands.ts';
import { readDraft } from '../../state/read-draft.ts';
import { sendAt } from '../../state/room-send.ts';
import { keepDraft, setFault, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { routeToHash } from '../../state/route.ts';
import { useFindingIndex } from '../../store/past-findings.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDay, formatDayText } from '../../ui/format-time.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { formOfFields } from '../../ui/use-keys.ts';
import styles from './findings.module.css';

/** Classes that keep coming back in a component: sent to the architecture board, or declined with a reason (M4.5). */
export function BoardPart({ room }: { readonly room: RoomView }) {
  const { id, review } = room;
  const index = useFindingIndex(id);
  const [now] = useState(Date.now);
  const matters = useMemo(
    () => (index === undefined ? [] : recurringOf(review, index.findings, now).filter((each) => each.isMatter)),
    [index, review, now],
  );
  if (review.governance.causes === undefined || matters.length === 0) return null;
  return (
    <section className={styles['part']} aria-label="Architecture board">
      <p className={styles['eyebrow']}>For the architecture board</p>
      <ul className={styles['matters']}>
        {matters.map((matter) => (
          <li key={`${matter.class} ${matter.component}`} className={styles['matter']}>
            <Matter room={room} matter={matter} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type MatterProps = { readonly room: RoomView; readonly matter: Recurring; readonly now: number };

function Matter({ room, matter, now }: MatterProps) {
  const { review } = room;
  const standing = matterOf(review, matter);
  const days = review.governance.causes?.board.withinDays ?? 0;
  return (
    <>
      <div className={styles['seen']}>
        <strong dir="auto">
          {classTitle(review.governance.taxonomy, matter.class)} in {matter.component}
        </strong>
        <p>
          {countOf(matter.count, 'time')} in {days} days, this review included:{' '}
          {matter.seen.map((each, index) => (
            <span key={each.review}>
              {index > 0 && ' · '}
              <a href={routeToHash({ place: 'record', review: each.review })}>{each.review.toUpperCase()}</a>{' '}
              {formatDay(each.at, review.zone)}
            </span>
          ))}
        </p>
      </div>
      {standing === undefined ? (
        <MatterForm room={room} matter={matter} now={now} />
      ) : standing.topic === null ? (
        <p className={styles['quiet']}>Not sent: “{standing.reason}”</p>
      ) : (
        <p className={styles['quiet']}>
          Sent when the review closes, to be answered by {answerDay(room, standing.topic)}: “{standing.reason}”
        </p>
      )}
    </>
  );
}

function answerDay({ review }: RoomView, topic: string): string {
  const exit = review.parked.find((each) => each.id === topic)?.exit;
  return exit?.kind === 'escalate' ? formatDayText(exit.answerBy) : 'its day';
}

const blank = { reason: '', answerBy: '' };

function MatterForm({ room, matter, now }: MatterProps) {
  const { review } = room;
  const place = `board ${matter.class} ${matter.component}`;
  const fault = useFault(place);
  const kept = readDraft(blank, room.state.drafts[place]);
  const { escalation } = review.governance;
  const latest = firstAnswerDay(escalation, 'architecture-board', now, review.zone);
  const answerBy = kept.answerBy === '' ? latest : kept.answerBy;
  const asked = rungsOf(escalation, 'architecture-board')[0]?.to ?? 'architecture board';
  const set = (change: Partial<typeof blank>) => keepDraft(room.id, place, JSON.stringify({ ...kept, ...change }));
  const send = async (kind: 'raise' | 'decline'): Promise<void> => {
    const reason = kept.reason.trim();
    if (reason === '') return setFault(place, { code: 'input', message: 'Say why first; the record prints it.' });
    const of = { class: matter.class, component: matter.component, reason };
    const sent = await sendAt(
      room.id,
      place,
      kind === 'raise' ? { type: 'board.raise', id: newId(), answerBy, ...of } : { type: 'board.decline', ...of },
    );
    if (sent) keepDraft(room.id, place, '');
  };
  return (
    <form
      {...formOfFields}
      className={styles['part']}
      onSubmit={(event) => {
        event.preventDefault();
        void send('raise');
      }}
    >
      <TextField
        label="Why"
        hint="What the board is asked to look at, or why it is not asked"
        value={kept.reason}
        onChange={(event) => set({ reason: event.target.value })}
      />
      <TextField
        label={`Answer by, at the latest ${formatDayText(latest)} (${asked})`}
        type="date"
        max={latest}
        value={answerBy}
        onChange={(event) => set({ answerBy: event.target.value })}
      />
      {fault !== undefined && <Refusal fault={fault} />}
      <div className={styles['buttons']}>
        <Button kind="primary" type="submit">
          Send it to the board
        </Button>
        <Button kind="quiet" onClick={() => void send('decline')}>
          Do not send it
        </Button>
      </div>
    </form>
  );
}
