import { useInterviewNotes } from '../../state/interview-notes.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Loading } from '../../ui/empty.tsx';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './side-panel.module.css';

/** The facilitator's private notes, to read while the meeting is on. The room's screen never shows them. */
export function InterviewsPanel({ room }: { readonly room: RoomView }) {
  const { text, fault } = useInterviewNotes(room.id);
  useKeys([{ key: 'Escape', label: 'back', run: () => changeRoom(room.id, { panel: null }) }], 2);
  return (
    <section className={styles['panel']} aria-label="Interview notes">
      <header className={styles['head']}>
        <h2 className={styles['eyebrow']}>Interview notes · only for you</h2>
        <Key does="back">Esc</Key>
      </header>
      {fault !== null && <Refusal fault={fault} />}
      {text === null && fault === null && <Loading what="the notes" />}
      {text === '' && (
        <p className={styles['small']}>There are none. They are written in Prepare, before the meeting.</p>
      )}
      {text !== null && text !== '' && (
        // Focusable, so that it scrolls by key.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles['reading']} dir="auto" tabIndex={0}>
          {text}
        </div>
      )}
    </section>
  );
}
