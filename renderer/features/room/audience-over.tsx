import type { ItemClock } from '../../../shared/domain/agenda/agenda.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { minutesText, remainingText } from '../../../shared/meeting/clock-text.ts';
import { onTheTable } from '../../../shared/meeting/on-the-table.ts';
import { readOverQuestion, type OverQuestion } from '../../../shared/meeting/over-question.ts';
import type { RoomFocus } from '../../state/room-focus.ts';
import styles from './audience-over.module.css';

type Props = {
  readonly review: Review;
  readonly focus: RoomFocus;
  readonly item: ItemClock;
  readonly overMs: number;
  readonly now: number;
};

/** The time box is used up: how far over, what is on the table, and one question with a show of hands. */
export function AudienceOver({ review, focus, item, overMs, now }: Props) {
  const question = readOverQuestion(review.agenda, now);
  const table = onTheTable(review, focus, item);
  return (
    <main className={styles['over']}>
      <header className={styles['head']}>
        <p className={styles['item']}>{item.title}</p>
        <p className={styles['by']}>over time by</p>
      </header>
      <div className={styles['figure']}>
        <p className={styles['digits']} role="timer">
          {remainingText(-overMs)}
        </p>
        {table !== undefined && (
          <p className={styles['table']}>
            <bdi>{table.text}</bdi>
            <span>{table.small}</span>
          </p>
        )}
      </div>
      <div className={styles['line']} aria-hidden="true" />
      {question?.kind === 'hard-end' ? <HardEnd {...question} /> : question && <Hands question={question} />}
    </main>
  );
}

type HandsProps = { readonly question: OverQuestion & { kind: 'hands' } };

function Hands({ question }: HandsProps) {
  return (
    <section className={styles['question']}>
      <h1 className={styles['ask']}>Show of hands: where do the minutes go?</h1>
      <ul className={styles['choices']}>
        <li className={question.extendMs === null ? styles['none'] : styles['first']}>
          {question.extendMs === null ? 'No extension' : `Extend ${minutesText(question.extendMs)} min`}
          <span>{question.why}</span>
        </li>
        <li>
          Park it
          <span>with an exit before we close</span>
        </li>
        <li>
          {question.isLast ? 'Close' : 'Next'}
          <span>{question.next}</span>
        </li>
      </ul>
    </section>
  );
}

function HardEnd({ why, kept, isLast }: OverQuestion & { kind: 'hard-end' }) {
  return (
    <section className={styles['question']}>
      <h1 className={styles['ask']}>
        {isLast ? 'Close now, or stop and resume later' : 'We stop here and resume later'}
      </h1>
      <p className={styles['rest']}>
        {why}
        <span>{kept}</span>
      </p>
    </section>
  );
}
