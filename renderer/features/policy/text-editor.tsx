import { useId, useRef } from 'react';
import styles from './policy.module.css';

type Place = { readonly line: number; readonly column: number };
type Props = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Lines with a fault, which the gutter marks. */
  readonly faulty: ReadonlySet<number>;
};

/** A plain text with its line numbers. Tab leaves it, as it leaves every field. */
export function TextEditor({ id, label, value, onChange, faulty }: Props) {
  const gutter = useRef<HTMLDivElement>(null);
  const labelId = useId();
  const lines = value.split('\n').length;
  return (
    <div className={styles['editor']}>
      <span id={labelId} className={styles['hidden']}>
        {label}
      </span>
      <div className={styles['gutter']} ref={gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} {...(faulty.has(index + 1) && { 'data-fault': true })}>
            {index + 1}
          </span>
        ))}
      </div>
      <textarea
        id={id}
        aria-labelledby={labelId}
        className={styles['text']}
        value={value}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Puts the cursor of an editor at a place (lines and columns from 1) and brings it into view. */
export function goToPlace(id: string, { line, column }: Place): void {
  const editor = document.getElementById(id);
  if (!(editor instanceof HTMLTextAreaElement)) return;
  const lines = editor.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const end = start + (lines[line - 1]?.length ?? 0);
  const at = Math.min(start + column - 1, end);
  editor.focus();
  editor.setSelectionRange(at, Math.max(at, end));
  const height = editor.scrollHeight / Math.max(1, lines.length);
  editor.scrollTop = Math.max(0, (line - 6) * height);
  editor.scrollIntoView({ block: 'nearest' });
}
