import { Key } from '../../ui/key.tsx';
import styles from './transcript-editor.module.css';

const readingKeys = [
  ['↑ ↓', 'segment'],
  ['Enter', 'write'],
  ['Space', 'hear'],
  ['Ctrl Enter', 'verify and go on'],
  ['N', 'next draft'],
  ['S', 'who speaks'],
  ['?', 'all keys'],
] as const;

const writingKeys = [
  ['Esc', 'keep and end'],
  ['Ctrl Enter', 'verify and go on'],
  ['Alt Enter', 'split here'],
  ['Ctrl P', 'play or pause'],
] as const;

/** The keys that are wanted most, and what the last one did. */
export function EditorFoot({ isWriting, said }: { readonly isWriting: boolean; readonly said: string }) {
  return (
    <div className={styles['foot']}>
      <p className={styles['keys']}>
        {(isWriting ? writingKeys : readingKeys).map(([key, does]) => (
          <Key key={key} does={does}>
            {key}
          </Key>
        ))}
      </p>
      <p className={styles['said']} role="status">
        {said}
      </p>
    </div>
  );
}
