import type { ReviewCommand } from '../../../shared/domain/review/commands.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Key } from '../../ui/key.tsx';
import styles from './over-strip.module.css';

/** Whether a command would have the facilitator's seat author a claim or a cause. Whoever leads the talk weighs twice. */
export const isFacilitatorsClaim = (room: RoomView, command: ReviewCommand): boolean =>
  (command.type === 'claim.add' || command.type === 'cause.propose') && command.author === room.review.facilitator;

/** Before the facilitator authors something: go on, or say who spoke. */
export function FacilitatorWarning() {
  return (
    <section className={styles['gap']} aria-label="The facilitator speaks" role="alert">
      <p className={styles['ask']}>! The facilitator is about to say this. The record will mark it.</p>
      <Key does="keep it as the facilitator’s">Enter</Key>
      <Key does="somebody else said it">Alt U</Key>
    </section>
  );
}
