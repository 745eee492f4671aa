import { meetingOverMs, readItem } from '../../../shared/domain/agenda/clock.ts';
import { durationText, overText } from '../../../shared/meeting/clock-text.ts';
import type { RoomView } from '../../state/room-view.ts';
import { countOf } from '../../ui/format-number.ts';
import { Key } from '../../ui/key.tsx';
import { keyName, type KeyBinding } from '../../ui/use-keys.ts';
import styles from './room-foot.module.css';

const helpKey = '?';

type Props = {
  readonly room: RoomView;
  readonly now: number;
  /** Keys worth showing now; each can be pressed with the mouse too. */
  readonly keys: readonly KeyBinding[];
  readonly typing: boolean;
};

/** As many keys as one row holds, the rest under `?`; and what must never be out of sight: parked, held, over or under. */
export function RoomFoot({ room, now, keys, typing }: Props) {
  const { agenda, parked, ideas, phase } = room.review;
  const item = agenda.items.find((each) => each.id === agenda.current);
  const reading = item && readItem(agenda, item, now);
  const held = ideas.filter((idea) => idea.fate.kind === (phase === 'facts' ? 'sealed' : 'open')).length;
  const over = reading?.mark === 'over' && agenda.pace.name === 'running' ? -reading.remainingMs : null;
  const total = meetingOverMs(agenda, now);
  const help = keys.find((binding) => binding.key === helpKey);
  return (
    <footer className={styles['foot']}>
      {typing && <span className={styles['alt']}>hold Alt:</span>}
      <div className={styles['keys']}>
        {keys
          .filter((binding) => binding.key !== helpKey)
          .map((binding) => (
            <FootKey key={keyName(binding)} binding={binding} />
          ))}
      </div>
      {help !== undefined && <FootKey binding={help} />}
      <p className={styles['state']}>
        {parked.length > 0 && <span>{parked.length} parked</span>}
        {held > 0 && (
          <span>
            {countOf(held, 'idea')} held{phase === 'facts' ? ', sealed' : ', open'}
          </span>
        )}
        {over !== null && <span className={styles['over']}>over by {durationText(over)}</span>}
        <span className={total >= 1000 ? styles['over'] : undefined}>{overText(total)}</span>
      </p>
    </footer>
  );
}

function FootKey({ binding }: { readonly binding: KeyBinding }) {
  return (
    <button type="button" className={styles['key']} onClick={binding.run} tabIndex={-1}>
      <Key does={binding.label}>{keyName(binding)}</Key>
    </button>
  );
}
