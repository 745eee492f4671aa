import type { ReactNode } from 'react';
import styles from './mark.module.css';

/** `calm` is well or supported, `warn` needs a look, `over` is wrong or late. The glyph says it too, so colour never stands alone. */
export type Tone = 'plain' | 'calm' | 'warn' | 'over';

const glyphs: { readonly [T in Tone]: string } = { plain: '', calm: '✓', warn: '!', over: '×' };

type Props = { readonly tone: Tone; readonly children: ReactNode; readonly glyph?: string };

/** A word in a state's colour with the state's glyph before it. */
export function Mark({ tone, children, glyph = glyphs[tone] }: Props) {
  return (
    <span className={styles[tone]}>
      {glyph !== '' && (
        <span className={styles['glyph']} aria-hidden="true">
          {glyph}
        </span>
      )}
      {children}
    </span>
  );
}
