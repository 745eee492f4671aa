import styles from './keys.module.css';

type Props = {
  readonly fingerprint: string;
  /** Eight words that say the fingerprint aloud. */
  readonly words: readonly string[];
  /** Large where they are read aloud and compared. */
  readonly size?: 'plain' | 'large';
};

/** What a key is called: eight words in two rows, its fingerprint below. */
export function KeyWords({ fingerprint, words, size = 'plain' }: Props) {
  return (
    <div className={styles[size === 'large' ? 'large' : 'seal']}>
      <p>{words.slice(0, 4).join(' ')}</p>
      <p>{words.slice(4).join(' ')}</p>
      <p className={styles['fingerprint']}>{fingerprint}</p>
    </div>
  );
}
