import type { Cause } from '../../../shared/domain/cause/cause.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import styles from './cause-drawer.module.css';

/** What a cause leads to besides the one it hangs below, and what leads to it that way. */
export function LinksPart({ room, cause }: { readonly room: RoomView; readonly cause: Cause }) {
  const { causes } = room.review;
  const to = causes.filter((each) => cause.links.includes(each.id));
  const from = causes.filter((each) => each.links.includes(cause.id));
  if (to.length + from.length === 0) return null;
  const choose = (id: string) => () => changeRoom(room.id, { cause: id });
  return (
    <ul className={styles['links']}>
      {to.map((each) => (
        <li key={each.id}>
          <span className={styles['meta']}>leads to</span>
          <button type="button" className={styles['link']} dir="auto" onClick={choose(each.id)}>
            {each.text}
          </button>
          <Button
            kind="quiet"
            aria-label={`Take the link to “${each.text}” away`}
            onClick={() => void sendAt(room.id, 'causes', { type: 'cause.unlink', cause: cause.id, to: each.id })}
          >
            Take away
          </Button>
        </li>
      ))}
      {from.map((each) => (
        <li key={each.id}>
          <span className={styles['meta']}>follows from</span>
          <button type="button" className={styles['link']} dir="auto" onClick={choose(each.id)}>
            {each.text}
          </button>
        </li>
      ))}
    </ul>
  );
}
