import { isTestimony, type Evidence } from '../../shared/domain/claim/claim.ts';
import { MomentMark } from './moment-mark.tsx';
import styles from './evidence-list.module.css';

/** Evidence as small hooks under what it carries. Testimony and contradiction are said in words. */
export function EvidenceList({
  evidence,
  onDetach,
}: {
  readonly evidence: readonly Evidence[];
  readonly onDetach?: (id: string) => void;
}) {
  return (
    <ul className={styles['list']}>
      {evidence.map((piece) => (
        <li key={piece.id} className={isTestimony(piece) ? styles['said'] : styles[piece.bearing]}>
          {piece.bearing === 'contradicts' && <span className={styles['word']}>contradicts: </span>}
          {isTestimony(piece) && <span className={styles['word']}>testimony: </span>}
          <span>
            {piece.label.replace(/^testimony: /, '')}
            <MomentMark piece={piece} />
          </span>
          {onDetach !== undefined && (
            <button
              type="button"
              className={styles['detach']}
              onClick={() => onDetach(piece.id)}
              aria-label={`Detach ${piece.label}`}
            >
              detach
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The dotted square where evidence is missing. */
export function NoEvidence({ children }: { readonly children: string }) {
  return <p className={styles['none']}>{children}</p>;
}
