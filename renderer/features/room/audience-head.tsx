import type { Review } from '../../../shared/domain/review/review.ts';
import { QrCode } from '../../canvas/qr-code.tsx';
import { useHistoryHead } from '../../state/history-head.ts';
import styles from './audience-head.module.css';

/** What seals a review: a phase's end, the closing, a sign-off. */
const sealedAfter = ({ phase, agenda, signOffs }: Review): string =>
  `${phase} ${agenda.current ?? ''} ${signOffs.length}`;

/** The head of the history so far, large enough to be photographed from the last row. */
export function AudienceHead({ review }: { readonly review: Review }) {
  const head = useHistoryHead(review.id, sealedAfter(review));
  if (head === null)
    return (
      <main className={styles['head']}>
        <p className={styles['small']}>Nothing of this review is sealed yet.</p>
      </main>
    );
  return (
    <main className={styles['head']}>
      <div>
        <p className={styles['small']}>
          What was said up to now, {head.size} events, in eight words. Take a photograph, and nobody can change it
          unseen.
        </p>
        <ol className={styles['words']}>
          {head.words.map((word, index) => (
            <li key={`${index} ${word}`}>{word}</li>
          ))}
        </ol>
      </div>
      <div className={styles['code']}>
        <QrCode text={head.qr} label={`QR code of the head after ${head.size} events`} />
      </div>
    </main>
  );
}

/** The same at the foot of the closing screen: there for whoever looks for it. */
export function HeadFoot({ review }: { readonly review: Review }) {
  const head = useHistoryHead(review.id, sealedAfter(review));
  if (head === null) return null;
  return (
    <footer className={styles['foot']}>
      <div className={styles['footCode']}>
        <QrCode text={head.qr} label={`QR code of the head after ${head.size} events`} />
      </div>
      <p>
        <span>sealed after {head.size} events</span>
        {head.words.join(' ')}
      </p>
    </footer>
  );
}
