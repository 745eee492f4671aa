import { stopReasons, type Cause } from '../../../shared/domain/cause/cause.ts';
import { stopTitles } from '../../../shared/projections/cause-words.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import styles from './cause-drawer.module.css';

/** Why a cause is not asked further: one digit, then the line asks what exactly. */
export function StopChoice({ room, cause }: { readonly room: RoomView; readonly cause: Cause }) {
  return (
    <section className={styles['drawer']} aria-label="Why it is not asked further">
      <p className={styles['eyebrow']}>Why is it not asked further?</p>
      <h2 className={styles['title']} dir="auto">
        {cause.text}
      </h2>
      <ol className={styles['choices']}>
        {stopReasons.map((why, index) => (
          <li key={why}>
            <Button
              kind="quiet"
              onClick={() =>
                changeRoom(room.id, { aiming: null, asking: { kind: 'stop-cause', cause: cause.id, why } })
              }
            >
              <Key>{index + 1}</Key> {stopTitles[why]}
            </Button>
          </li>
        ))}
      </ol>
      <Button kind="quiet" onClick={() => changeRoom(room.id, { aiming: null })}>
        <Key>Esc</Key> leave it as it is
      </Button>
    </section>
  );
}
