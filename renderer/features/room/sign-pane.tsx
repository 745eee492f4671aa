import type { ComponentType } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import { openIssues, type Exit, type ParkedTopic } from '../../../shared/domain/review/review.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { TimeTable } from '../../canvas/time-table.tsx';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useOwedByCauses } from '../../store/past-findings.ts';
import { Button } from '../../ui/button.tsx';
import { formatClock, formatDayText } from '../../ui/format-time.ts';
import { ExitForm } from './exit-form.tsx';
import { ProductReviewPart } from './product-review.tsx';
import styles from './sign-pane.module.css';

type Props = {
  readonly room: RoomView;
  readonly now: number;
  /** What causes still ask for. */
  readonly Owed: ComponentType<{ readonly room: RoomView }>;
};

/** Before closing: an exit for each parked topic, a fate for each held idea, and how the time went. */
export function SignPane({ room, now, Owed }: Props) {
  const { review } = room;
  const open = openIssues(review);
  const owed = useOwedByCauses(review)?.length ?? 0;
  const count = open.length + owed;
  const ideas = open.filter((issue) => issue.kind === 'idea');
  return (
    <div className={styles['pane']}>
      <p className={count === 0 ? styles['ready'] : styles['open']}>
        {count === 0
          ? '✓ Nothing is open. Write the review in one sentence below; Enter closes it.'
          : `! ${count === 1 ? 'One issue is' : `${count} issues are`} open. Each ${owed === 0 ? 'needs an exit' : 'is settled'} before the review closes.`}
      </p>
      <Owed room={room} />
      <section aria-label="Parked topics">
        <h3 className={styles['eyebrow']}>Parked topics</h3>
        {review.parked.length === 0 && <p className={styles['note']}>Nothing was parked.</p>}
        <ul>
          {review.parked.map((topic) => (
            <Topic
              key={topic.id}
              room={room}
              topic={topic}
              now={now}
              open={open.some((issue) => issue.id === topic.id)}
            />
          ))}
        </ul>
      </section>
      {ideas.length > 0 && (
        <section aria-label="Held ideas">
          <h3 className={styles['eyebrow']}>Held ideas that nobody took up or dismissed</h3>
          <ul>
            {ideas.map((idea) => (
              <li key={idea.id} className={styles['topic']}>
                <p>“{idea.text}”</p>
                <Button
                  kind="quiet"
                  onClick={() => changeRoom(room.id, { asking: { kind: 'dismiss', idea: idea.id } })}
                >
                  Dismiss with a reason
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ProductReviewPart room={room} />
      {review.agenda.startedAt !== null && <TimeTable review={review} now={now} />}
    </div>
  );
}

const exitText = (exit: Exit, room: RoomView): string => {
  switch (exit.kind) {
    case 'action':
      return `becomes the action “${room.review.actions.find((action) => action.id === exit.action)?.text ?? ''}”`;
    case 'park':
      return `parked until ${formatDayText(exit.until)}`;
    case 'escalate':
      return `escalated to the ${exit.to.replaceAll('-', ' ')}, answer by ${formatDayText(exit.answerBy)}: ${exit.reason}`;
    default:
      return assertNever(exit);
  }
};

function Topic({
  room,
  topic,
  open,
  now,
}: {
  readonly room: RoomView;
  readonly topic: ParkedTopic;
  readonly open: boolean;
  readonly now: number;
}) {
  const { review } = room;
  const from = review.agenda.items.find((item) => item.id === topic.item)?.title ?? topic.item;
  return (
    <li className={styles['topic']}>
      <p>
        {topic.text}
        <span className={styles['detail']}>
          {from} · {formatClock(topic.at, review.zone)} · {codeText(topic.actor)}
        </span>
      </p>
      {!open && topic.exit !== null ? (
        <p className={styles['ready']}>✓ {exitText(topic.exit, room)}</p>
      ) : (
        <ExitForm room={room} topic={topic.id} now={now} />
      )}
    </li>
  );
}
