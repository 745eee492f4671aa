import type { ReactNode } from 'react';
import styles from './empty.module.css';

/** An empty place says what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{title}</p>
      {children !== undefined && <div className={styles['next']}>{children}</div>}
    </div>
  );
}

/** Something is being read; said to screen readers, shown only when it takes more than a moment. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <p className={styles['loading']} role="status">
      Reading {what}…
    </p>
  );
}
