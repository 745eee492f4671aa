import { useImperativeHandle, useRef, type RefObject } from 'react';
import { Key } from '../ui/key.tsx';
import styles from './evidence-picker.module.css';

export type FileChooser = { readonly open: () => void };

type Props = {
  readonly bearing: 'supports' | 'contradicts';
  /** The chosen piece is a metric's window, which can be moved. */
  readonly isWindow: boolean;
  /** Words of a transcript are among the pieces. */
  readonly hasMoments: boolean;
  readonly chooser: RefObject<FileChooser | null>;
  readonly onFile: (file: File) => void;
};

/** The keys of the list, and what it cannot offer. A file is chosen here. */
export function EvidenceFoot({ bearing, isWindow, hasMoments, chooser, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const open = () => input.current?.click();
  useImperativeHandle(chooser, () => ({ open }));
  return (
    <>
      {!hasMoments && (
        <p className={styles['rest']}>No transcript of this review: what was said can be attached once it has one.</p>
      )}
      <p className={styles['keys']}>
        <Key does="attach">Enter</Key>
        {isWindow && (
          <>
            <Key does="from">← →</Key>
            <Key does="to">Shift ← →</Key>
            <Key does="closer">O</Key>
          </>
        )}
        <Key does={bearing === 'supports' ? 'contradicts' : 'supports'}>C</Key>
        <button type="button" className={styles['file']} onClick={open}>
          <Key does="a file">F</Key>
        </button>
        <Key does="testimony">T</Key>
      </p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="A file as evidence"
        onChange={(event) => {
          const given = event.target.files?.[0];
          event.target.value = '';
          if (given !== undefined) onFile(given);
        }}
      />
    </>
  );
}
