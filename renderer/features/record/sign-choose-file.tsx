import { useId, useRef, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import styles from './sign.module.css';

type Props = {
  readonly label: string;
  /** What the file is called where it was made, or what becomes of it. */
  readonly hint: ReactNode;
  readonly accept?: string;
  /** Name of the file that was chosen; null before. */
  readonly chosen: string | null;
  readonly fault?: string | undefined;
  readonly onFile: (file: File) => void;
};

/** One file to be chosen: what it is, a button, and the name of the one that was taken. */
export function ChooseFile({ label, hint, accept, chosen, fault, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div className={styles['file']} role="group" aria-labelledby={id}>
      <p id={id} className={styles['label']}>
        {label}
      </p>
      <p className={styles['small']}>{hint}</p>
      <Button onClick={() => input.current?.click()} aria-label={`${label}: choose the file`}>
        {chosen === null ? 'Choose the file' : 'Another file'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <p role="status" className={styles['small']}>
        {fault ?? (chosen === null ? '' : <bdi>{chosen}</bdi>)}
      </p>
    </div>
  );
}
