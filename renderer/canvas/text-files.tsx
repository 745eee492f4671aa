import { useRef, useState } from 'react';
import { readTextFile, type GivenText, type TextFault } from '../state/read-text-file.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import styles from './text-files.module.css';

type Props = {
  /** What the files are: `Signed answers`. */
  readonly label: string;
  /** What the button says: `Choose files`. */
  readonly verb: string;
  readonly hint: string;
  readonly several?: boolean;
  readonly kind?: 'primary' | 'plain';
  /** `.json` */
  readonly accept: string;
  readonly onTexts: (texts: readonly GivenText[], faults: readonly TextFault[]) => void;
};

/** Takes small text files in: chosen, dropped here, or their contents pasted. */
export function TextFiles({ label, verb, hint, several = false, kind = 'plain', accept, onTexts }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [pasted, setPasted] = useState<string | null>(null);
  const take = async (files: readonly File[]) => {
    const read = await Promise.all((several ? files : files.slice(0, 1)).map(readTextFile));
    onTexts(
      read.flatMap((each) => (each.ok ? [each.value] : [])),
      read.flatMap((each) => (each.ok ? [] : [each.error])),
    );
  };
  const takePasted = () => {
    if (pasted === null || pasted.trim() === '') return;
    onTexts([{ name: 'what was pasted', text: pasted }], []);
    setPasted(null);
  };
  return (
    // Dropping is one more way beside the button and the pasting; the keyboard has those.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="group"
      aria-label={label}
      className={styles[isOver ? 'over' : 'zone']}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        // A file dropped anywhere else waits under Sources.
        event.preventDefault();
        event.stopPropagation();
        setIsOver(false);
        void take([...event.dataTransfer.files]);
      }}
    >
      <div className={styles['ways']}>
        <Button kind={kind} onClick={() => input.current?.click()}>
          {verb}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple={several}
          accept={accept}
          aria-label={verb}
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Button kind="quiet" onClick={() => setPasted(pasted === null ? '' : null)} aria-expanded={pasted !== null}>
          Paste instead
        </Button>
        <p className={styles['hint']}>{hint}</p>
      </div>
      {pasted !== null && (
        <div className={styles['paste']}>
          <TextArea
            label="The whole text of the file"
            value={pasted}
            rows={5}
            spellCheck={false}
            onChange={(event) => setPasted(event.target.value)}
          />
          <Button disabled={pasted.trim() === ''} onClick={takePasted}>
            Read what was pasted
          </Button>
        </div>
      )}
    </div>
  );
}
