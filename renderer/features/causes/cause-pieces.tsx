import { carryingEvidence, type Cause } from '../../../shared/domain/cause/cause.ts';
import { NoEvidence } from '../../canvas/evidence-list.tsx';
import styles from './cause-drawer.module.css';

/** What M4.6 asks of a cause, line by line. */
export function CausePieces({ cause }: { readonly cause: Cause }) {
  const carrying = carryingEvidence(cause).length;
  const against = cause.evidence.filter((piece) => piece.bearing === 'contradicts').length;
  if (carrying === 0)
    return (
      <NoEvidence>
        {cause.evidence.some((piece) => piece.bearing === 'supports')
          ? 'testimony alone; needs a piece that shows it'
          : 'needs at least one piece that shows it'}
      </NoEvidence>
    );
  return (
    <ul className={styles['checks']}>
      <li>
        <span className={styles['yes']}>✓</span> {carrying === 1 ? 'One piece shows it' : `${carrying} pieces show it`}
        <span className={styles['meta']}>each found in the data when it was attached, and hashed</span>
      </li>
      {against > 0 && (
        <li>
          <span className={styles['no']}>!</span>{' '}
          {against === 1 ? 'One piece contradicts it' : `${against} pieces contradict it`}
        </li>
      )}
    </ul>
  );
}
