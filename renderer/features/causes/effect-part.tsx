import { factsInOrder } from '../../../shared/meeting/facts.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import type { Claim } from '../../../shared/domain/claim/claim.ts';
import { NoEvidence } from '../../canvas/evidence-list.tsx';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './cause-drawer.module.css';

/** What is to be explained, and what it still needs so that causes can be held against it (M4.4). */
export function EffectPart({ room }: { readonly room: RoomView }) {
  const { review } = room;
  const { effect } = review;
  const fault = useFault('causes');
  const facts = factsInOrder(review.claims);
  const take = ({ id, text, happenedAt }: Claim) =>
    void sendAt(room.id, 'causes', { type: 'effect.word', text, from: happenedAt, claim: id });
  return (
    <section className={styles['drawer']} aria-label="What is to be explained">
      <p className={styles['eyebrow']}>What is to be explained</p>
      <h2 className={styles['title']} dir="auto">
        {effect?.text ?? review.title}
      </h2>
      {effect === null && <NoEvidence>not worded yet: the review’s title stands for it</NoEvidence>}
      {effect?.from == null ? (
        <NoEvidence>needs the time it began: a validated cause lies before it</NoEvidence>
      ) : (
        <p className={styles['meta']}>began {formatDayTime(effect.from, review.zone)}</p>
      )}
      {effect?.claim != null && <p className={styles['meta']}>taken from the facts</p>}
      {fault !== undefined && <Refusal fault={fault} />}
      <div className={styles['buttons']}>
        <Button onClick={() => changeRoom(room.id, { asking: { kind: 'effect' } })}>
          <Key>H</Key> Word it
        </Button>
      </div>
      {facts.length > 0 && (
        <>
          <h3 className={styles['eyebrow']}>Or take a fact, with its time</h3>
          <ul className={styles['links']}>
            {facts.map((fact) => (
              <li key={fact.id}>
                <span className={styles['meta']}>
                  {fact.happenedAt === null ? 'no time' : timeInZone(fact.happenedAt, review.zone)}
                </span>
                <span className={styles['factText']} dir="auto">
                  {fact.text}
                </span>
                <Button kind="quiet" disabled={effect?.claim === fact.id} onClick={() => take(fact)}>
                  It is this
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
