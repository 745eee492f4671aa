import type { RoomView } from '../../state/room-view.ts';
import { FieldsAside } from './template-aside.tsx';
import { Roll } from './check-in.tsx';
import styles from './agree-pane.module.css';

/** Of reviews that were opened before templates had any. */
const standingRules = [
  'Facts first, causes after. An early idea is held, not lost.',
  'We ask what made it possible, never who.',
  'A claim without evidence stays unsupported.',
  'Time is kept aloud; what does not fit is parked, with an exit.',
];

/** Ground rules and the roll, for those who come late too. */
export function OpenPane({ room }: { readonly room: RoomView }) {
  const { groundRules, id } = room.review.governance.template;
  const rules = id === 'none' ? standingRules : groundRules;
  return (
    <div className={styles['agree']}>
      {rules.length > 0 && (
        <ul className={styles['rules']} aria-label="Ground rules">
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )}
      <Roll room={room} />
      <FieldsAside room={room} />
    </div>
  );
}
