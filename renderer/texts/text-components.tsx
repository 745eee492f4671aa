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

/** A key by its cap: `N`, `Ctrl Z`. `does` is for whoever checks that it still does so; the text says it in its own words. */
export const KeyCap = ({ name }: { readonly name: string; readonly does?: string }) => <Key>{name}</Key>;
