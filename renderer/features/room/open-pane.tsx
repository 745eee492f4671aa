import type { RoomView } from '../../state/room-view.ts';
import { Roll } from './check-in.tsx';
import styles from './agree-pane.module.css';

const groundRules = [
  'Facts first, causes after. An early idea is held, not lost.',
  'We ask what made it possible, never who.',
  'A claim without evidence stays unsupported.',
  'Time is kept aloud; what does not fit is parked, with an exit.',
];

/** Ground rules and the roll, for those who come late too. */
export function OpenPane({ room }: { readonly room: RoomView }) {
  return (
    <div className={styles['agree']}>
      <ul className={styles['rules']}>
        {groundRules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <Roll room={room} />
    </div>
  );
}
