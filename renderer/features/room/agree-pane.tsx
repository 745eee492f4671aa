import type { Claim } from '../../../shared/domain/claim/claim.ts';
import { factsInOrder, lackOf } from '../../../shared/meeting/facts.ts';
import type { RoomView } from '../../state/room-view.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import { countOf } from '../../ui/format-number.ts';
import { formatClock } from '../../ui/format-time.ts';
import { NoEvidence } from '../../canvas/evidence-list.tsx';
import styles from './agree-pane.module.css';

/** The facts read back in short, and the hands for them. */
export function AgreePane({ room }: { readonly room: RoomView }) {
  const { review } = room;
  const facts = factsInOrder(review.claims);
  const unsupported = facts.filter((fact) => lackOf(fact) !== undefined).length;
  const agreed = review.factsAgreed;
  return (
    <div className={styles['agree']}>
      <p className={styles['sum']}>
        {countOf(facts.length, 'fact')}
        {unsupported > 0 && (
          <span className={styles['warn']}> · ! {unsupported} without evidence, which can become no cause</span>
        )}
      </p>
      <p className={agreed === null ? styles['open'] : styles['done']}>
        {agreed === null
          ? 'Ask for hands. More than half of those here agree, then Causes open. A fact that changes afterwards needs hands again.'
          : `✓ ${agreed.inFavour} of ${agreed.present} agreed at ${formatClock(agreed.at, review.zone)}. N goes on to Causes and opens the held ideas.`}
      </p>
      <ol className={styles['list']}>
        {facts.map((fact) => (
          <li key={fact.id}>
            <span className={styles['time']}>
              {fact.happenedAt === null ? '' : timeInZone(fact.happenedAt, review.zone)}
            </span>
            <span>
              <bdi>{fact.text}</bdi>
              <Lack fact={fact} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Lack({ fact }: { readonly fact: Claim }) {
  const lack = lackOf(fact);
  return lack === undefined ? null : <NoEvidence>{lack}</NoEvidence>;
}
