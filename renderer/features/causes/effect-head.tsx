import { effectId } from '../../../shared/canvas/drawn-graph.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import styles from './causes-place.module.css';

/** What is to be explained, over the outline; chosen, the drawer says what it still needs. */
export function EffectHead({ room }: { readonly room: RoomView }) {
  const { review, state } = room;
  return (
    <button
      type="button"
      className={styles['effect']}
      aria-pressed={state.cause === effectId}
      onClick={() => changeRoom(room.id, { cause: effectId })}
    >
      {review.effect?.text ?? review.title}
    </button>
  );
}
