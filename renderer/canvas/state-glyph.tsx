import styles from './state-glyph.module.css';

export type GlyphState = 'hypothesis' | 'supported' | 'validated' | 'rejected' | 'stopped';

/** A cause's or claim's state as a line: dotted, solid, double, struck, ended. The word stands beside it, or is read out. */
export function StateGlyph({ state, silent = false }: { readonly state: GlyphState; readonly silent?: boolean }) {
  return (
    <svg
      className={styles[state]}
      viewBox="0 0 18 10"
      role={silent ? undefined : 'img'}
      aria-hidden={silent ? true : undefined}
      aria-label={silent ? undefined : state}
    >
      {state === 'validated' ? (
        <path d="M1 3H17M1 7H17" />
      ) : (
        <line x1="1" x2={state === 'stopped' ? 11 : 17} y1="5" y2="5" />
      )}
      {state === 'stopped' && <line x1="11" x2="11" y1="1" y2="9" />}
      {state === 'rejected' && <line x1="5" x2="13" y1="9" y2="1" />}
    </svg>
  );
}
