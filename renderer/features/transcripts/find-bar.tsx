import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import type { Find } from './use-find.ts';
import styles from './transcript-editor.module.css';

type Props = {
  readonly find: Find;
  readonly at: number;
  readonly onStep: (step: 1 | -1) => void;
  /** Gives the focus back to the list. */
  readonly onLeave: () => void;
};

/** Looking something up in this transcript: Enter goes on, Shift Enter back, Escape to the list. */
export function FindBar({ find, at, onStep, onLeave }: Props) {
  const { wanted, found } = find;
  const place = found.indexOf(at);
  return (
    <div className={styles['find']} role="search" aria-label="This transcript">
      <input
        type="search"
        className={styles['findField']}
        aria-label="Find in this transcript"
        placeholder="Find in this transcript"
        dir="auto"
        data-find=""
        value={wanted}
        onChange={({ currentTarget }) => find.setWanted(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          event.preventDefault();
          if (event.key === 'Escape') onLeave();
          else onStep(event.shiftKey ? -1 : 1);
        }}
      />
      {wanted.trim() === '' ? (
        <Key>Ctrl F</Key>
      ) : (
        <>
          <span className={styles['findCount']} role="status">
            {found.length === 0
              ? 'nowhere'
              : place === -1
                ? `in ${found.length.toLocaleString('en-GB')}`
                : `${(place + 1).toLocaleString('en-GB')} of ${found.length.toLocaleString('en-GB')}`}
          </span>
          <Button kind="quiet" disabled={found.length === 0} onClick={() => onStep(-1)}>
            before
          </Button>
          <Button kind="quiet" disabled={found.length === 0} onClick={() => onStep(1)}>
            next
          </Button>
        </>
      )}
    </div>
  );
}
