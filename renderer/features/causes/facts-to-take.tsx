import { claimSupport } from '../../../shared/domain/claim/claim.ts';
import { factsInOrder } from '../../../shared/meeting/facts.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import { newId } from '../../state/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './causes-place.module.css';

/** Facts that may be causes themselves, with their evidence. One without evidence is refused, and says so (M3.3). */
export function FactsToTake({ room }: { readonly room: RoomView }) {
  const { review } = room;
  const fault = useFault('facts-to-take');
  const taken = new Set(review.causes.flatMap(({ origin }) => (origin.kind === 'claim' ? [origin.id] : [])));
  const facts = factsInOrder(review.claims).filter((fact) => !taken.has(fact.id));
  if (facts.length === 0) return null;
  const take = async (claim: string): Promise<void> => {
    const id = newId();
    if (await sendAt(room.id, 'facts-to-take', { type: 'cause.take-claim', id, claim, category: 'change' }))
      changeRoom(room.id, { cause: id });
  };
  return (
    <details className={styles['below']} data-list="facts" open={review.triage.canvas === null}>
      <summary>
        <h3 className={styles['eyebrow']}>Facts that may be causes</h3>
      </summary>
      <ul>
        {facts.map((fact) => (
          <li key={fact.id} className={styles['idea']}>
            <p>
              {fact.text}
              <span className={claimSupport(fact) === 'unsupported' ? styles['unsupported'] : styles['meta']}>
                {fact.happenedAt === null ? '' : `${timeInZone(fact.happenedAt, review.zone)} · `}
                {claimSupport(fact) === 'unsupported' ? '··· unsupported' : `${fact.evidence.length} attached`}
              </span>
            </p>
            <Button kind="quiet" onClick={() => void take(fact.id)}>
              Take as a cause
            </Button>
          </li>
        ))}
      </ul>
      {fault !== undefined && <Refusal fault={fault} />}
    </details>
  );
}
