import styles from './state-glyph.module.css';

export type GlyphState = 'hypothesis' | 'supported' | 'rejected';

/** A cause's or claim's state as a line: dotted, solid, struck. The word stands beside it, or is read out. */
export function StateGlyph({ state, silent = false }: { readonly state: GlyphState; readonly silent?: boolean }) {
  return (
    <svg
      className={styles[state]}
      viewBox="0 0 18 10"
      role={silent ? undefined : 'img'}
      aria-hidden={silent ? true : undefined}
      aria-label={silent ? undefined : state}
    >
      <line x1="1" x2="17" y1="5" y2="5" />
      {state === 'rejected' && <line x1="5" x2="13" y1="9" y2="1" />}
    </svg>
  );
}
