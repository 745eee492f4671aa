import { codeText } from '../../../shared/meeting/people.ts';
import { newId } from '../../state/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { formatClock } from '../../ui/format-time.ts';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './causes-place.module.css';

/** Ideas that were held during Facts, opened now: each is taken up as a cause or dismissed with a reason. */
export function HeldIdeas({ room }: { readonly room: RoomView }) {
  const { review } = room;
  const fault = useFault('ideas');
  const open = review.ideas.filter((idea) => idea.fate.kind === 'open');
  if (open.length === 0) return null;
  const take = async (idea: string): Promise<void> => {
    const id = newId();
    if (await sendAt(room.id, 'ideas', { type: 'cause.take-idea', id, idea, parent: null, category: 'process' }))
      changeRoom(room.id, { cause: id });
  };
  return (
    <section className={styles['below']} aria-label="Held ideas" data-list="ideas">
      <h3 className={styles['eyebrow']}>Held ideas · opened at Causes</h3>
      <ul>
        {open.map((idea) => (
          <li key={idea.id} className={styles['idea']}>
            <p>
              “{idea.text}”
              <span className={styles['meta']}>
                {codeText(idea.author)} · {formatClock(idea.heldAt, review.zone)}
              </span>
            </p>
            <Button kind="quiet" onClick={() => void take(idea.id)}>
              Take it up
            </Button>
            <Button kind="quiet" onClick={() => changeRoom(room.id, { asking: { kind: 'dismiss', idea: idea.id } })}>
              Dismiss
            </Button>
          </li>
        ))}
      </ul>
      {fault !== undefined && <Refusal fault={fault} />}
    </section>
  );
}
