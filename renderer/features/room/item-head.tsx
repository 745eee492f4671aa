import type { ItemKind } from '../../../shared/domain/agenda/agenda.ts';
import { readItem } from '../../../shared/domain/agenda/clock.ts';
import { minutesText, remainingText } from '../../../shared/meeting/clock-text.ts';
import type { RoomView } from '../../state/room-view.ts';
import { takenText } from './agenda-spine.tsx';
import styles from './item-head.module.css';

export const prompts: { readonly [K in ItemKind]: string } = {
  open: 'Ground rules, and who is here',
  commitments: 'What was promised last time, and what became of it',
  facts: 'What happened, in order, with what shows it',
  agree: 'Do we agree that this is what happened?',
  causes: 'What made it possible?',
  actions: 'What will be done, by whom, by when, and how anybody will know',
  sign: 'An exit for everything that is open, then close',
};

/** What the meeting is at and how its time stands. */
export function ItemHead({ room, now }: { readonly room: RoomView; readonly now: number }) {
  const { agenda } = room.review;
  const item = agenda.items.find((each) => each.id === agenda.current);
  if (item === undefined) return null;
  const { takenMs, remainingMs, mark } = readItem(agenda, item, now);
  const resting = agenda.pace.name === 'running' ? undefined : agenda.pace.name;
  return (
    <div className={styles['head']}>
      <h2 className={styles['title']}>{item.title}</h2>
      <p className={styles['prompt']}>
        {prompts[item.kind]}
        {item.kind === 'facts' && ` · times in ${room.review.zone}`}
      </p>
      <p className={styles[mark] ?? styles['clock']} role="timer" aria-label={`${item.title}: ${mark}`}>
        {resting !== undefined && <span className={styles['note']}>! {resting}</span>}
        {mark === 'warning' && resting === undefined && (
          <span className={styles['note']}>{remainingText(remainingMs)} left</span>
        )}
        {mark === 'over' && <span className={styles['note']}>over time by</span>}
        <span className={styles['digits']}>{mark === 'over' ? remainingText(remainingMs) : takenText(takenMs)}</span>
        {mark !== 'over' && <span className={styles['of']}>of {minutesText(item.budgetMs)}</span>}
      </p>
    </div>
  );
}
