import { readItem } from '../../../shared/domain/agenda/clock.ts';
import { durationText, minutesText } from '../../../shared/meeting/clock-text.ts';
import { readOverQuestion, type OverQuestion } from '../../../shared/meeting/over-question.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { nextFrom } from './presenter.ts';
import styles from './over-strip.module.css';

/** The question that is open because the current time box is used up; undefined while it is not. */
export function overQuestionNow(room: RoomView, now: number): OverQuestion | undefined {
  const { agenda } = room.review;
  const item = agenda.items.find((each) => each.id === agenda.current);
  if (item === undefined || agenda.pace.name !== 'running') return undefined;
  return readItem(agenda, item, now).mark === 'over' ? readOverQuestion(agenda, now) : undefined;
}

/** The one question when a time box is used up. Nothing locks and nothing jumps; the room shows hands, this enters them. */
export function OverStrip({ room, now }: { readonly room: RoomView; readonly now: number }) {
  const { agenda } = room.review;
  const item = agenda.items.find((each) => each.id === agenda.current);
  const question = overQuestionNow(room, now);
  if (item === undefined || question === undefined) return null;
  const over = durationText(readItem(agenda, item, now).remainingMs);
  return (
    <section className={styles['strip']} aria-label="Over time">
      {question.kind === 'hard-end' ? (
        <HardEnd room={room} question={question} />
      ) : (
        <>
          <p className={styles['ask']}>
            <bdi>{item.title}</bdi> is over by {over}. Where do the minutes go?
          </p>
          <Button kind="primary" onClick={() => changeRoom(room.id, { asking: { kind: 'over-hands' } })}>
            <Key>O</Key> Enter the hands
          </Button>
          <Button
            kind="quiet"
            disabled={question.extendMs === null}
            onClick={() => void sendAt(room.id, 'meeting', { type: 'meeting.extend', after: item.extensions })}
          >
            <Key>X</Key> {question.extendMs === null ? 'no extension' : `extend ${minutesText(question.extendMs)} min`}
          </Button>
          <Button kind="quiet" onClick={() => changeRoom(room.id, { asking: { kind: 'park' } })}>
            <Key>P</Key> park
          </Button>
          {!question.isLast && (
            <Button kind="quiet" onClick={() => void sendAt(room.id, 'meeting', nextFrom(room.review))}>
              <Key>N</Key> next
            </Button>
          )}
          <p className={styles['why']}>
            extend: {question.why}; next: {question.next}
          </p>
        </>
      )}
    </section>
  );
}

type HardEndProps = { readonly room: RoomView; readonly question: OverQuestion & { kind: 'hard-end' } };

function HardEnd({ room, question }: HardEndProps) {
  return (
    <>
      <p className={styles['ask']}>The hard end: {question.why}.</p>
      <Button kind="primary" onClick={() => changeRoom(room.id, { asking: { kind: 'stop' } })}>
        <Key>Shift K</Key> Stop and resume later
      </Button>
      <p className={styles['why']}>{question.isLast ? `close below, or stop; ${question.kept}` : question.kept}</p>
    </>
  );
}
