import { hashToWords } from '../../../shared/journal/words.ts';
import styles from './prepare.module.css';

/** A hash as people compare it: eight words read aloud, the figures beside them. */
export function SealWords({ hash }: { readonly hash: string }) {
  const bytes = Uint8Array.from(hash.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const words = hashToWords(bytes);
  return (
    <div className={styles['seal']}>
      <p>
        package {hash.slice(0, 4)}…{hash.slice(-4)}
      </p>
      <p>{words.slice(0, 4).join(' ')}</p>
      <p>{words.slice(4).join(' ')}</p>
    </div>
  );
}
