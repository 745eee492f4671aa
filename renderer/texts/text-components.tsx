import type { ReactNode } from 'react';
import { Key } from '../ui/key.tsx';
import styles from './texts.module.css';

/** Something set apart from the text: what is easily overlooked. */
export function Note({ children }: { readonly children?: ReactNode }) {
  return (
    <div className={styles['note']} role="note">
      {children}
    </div>
  );
}

/** A key by its cap: `N`, `Ctrl Z`. */
export const KeyCap = ({ name }: { readonly name: string }) => <Key>{name}</Key>;
