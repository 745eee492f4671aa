import type { RoomScreen } from '../../state/room-screen.ts';
import { useRoomUnit } from '../../state/room-size.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { openAudience } from './open-audience.ts';
import { overQuestionNow } from './over-strip.tsx';
import styles from './over-strip.module.css';

type Props = {
  readonly room: RoomView;
  readonly now: number;
  readonly screen: RoomScreen;
  readonly onSize: () => void;
};

/** What is wrong with the room's screen, with the one key that mends it. */
export function ScreenStrip({ room, now, screen, onSize }: Props) {
  const { isSaid } = useRoomUnit(screen.display ?? '');
  const { wantsScreen } = room.state;
  if (!wantsScreen) return null;
  if (screen.state === 'gone')
    return (
      <section className={styles['strip']} aria-label="The room’s screen" role="alert">
        <p className={styles['ask']}>! The room’s screen is gone: its window was closed, or its display unplugged.</p>
        <Button onClick={() => openAudience(room.id)}>
          <Key>A</Key> Bring it back
        </Button>
        <Button kind="quiet" onClick={() => changeRoom(room.id, { wantsScreen: false })}>
          Go on without it
        </Button>
        <p className={styles['why']}>the clock runs on; it comes back to what is shown now</p>
      </section>
    );
  if (screen.state === 'here' && screen.moved)
    return (
      <section className={styles['gap']} aria-label="The room’s screen">
        <p className={styles['ask']}>! The room’s screen lies on another display than before.</p>
        <Button onClick={() => openAudience(room.id)}>
          <Key>A</Key> Bring it to the front
        </Button>
        <p className={styles['why']}>
          was one unplugged? Put it in again and move the window there; F5 fills the display
        </p>
      </section>
    );
  const isBusy = room.state.asking !== null || overQuestionNow(room, now) !== undefined;
  if (screen.state === 'here' && !isSaid && !isBusy)
    return (
      <section className={styles['gap']} aria-label="The room’s size">
        <p className={styles['ask']}>How big is the room? Text is sized for 65 inches at 6 m until you say.</p>
        <Button onClick={onSize}>
          <Key>Shift A</Key> Say it once
        </Button>
      </section>
    );
  return null;
}
