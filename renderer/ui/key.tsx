import type { ReactNode } from 'react';
import styles from './key.module.css';

/** A key cap, with what the key does beside it where it is given. */
export function Key({ children, does }: { readonly children: ReactNode; readonly does?: ReactNode }) {
  const cap = <kbd className={styles['cap']}>{children}</kbd>;
  if (does === undefined) return cap;
  return (
    <span className={styles['pair']}>
      {cap} {does}
    </span>
  );
}
