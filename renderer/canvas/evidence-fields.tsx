import type { KeyboardEvent, RefObject } from 'react';
import { listId, optionId } from './evidence-options.tsx';
import styles from './evidence-picker.module.css';

type TestimonyProps = {
  readonly words: string;
  readonly onWords: (words: string | null) => void;
  readonly onAttach: (words: string) => void;
};

/** What somebody saw, in their words. Enter attaches it, Escape gives it up. */
export function TestimonyField({ words, onWords, onAttach }: TestimonyProps) {
  return (
    <input
      className={styles['words']}
      autoFocus
      aria-label="Who saw what, in their words; a code, no name"
      placeholder="What was seen, in their words. Enter attaches it"
      value={words}
      onChange={(event) => onWords(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') onWords(null);
        else if (event.key === 'Enter' && words.trim() !== '') onAttach(words);
        else return;
        event.preventDefault();
      }}
    />
  );
}

type NarrowProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly typed: string;
  /** How many there are when nothing is typed, and the place of the chosen one. */
  readonly of: number;
  readonly place: number;
  readonly onTyped: (typed: string) => void;
  readonly onStep: (by: number) => void;
  readonly onTake: () => void;
  readonly onLeave: () => void;
};

/** Narrows the list by what is typed; the arrows go on moving in it, Enter attaches, Escape shows all again. */
export function NarrowField({ field, typed, of, place, onTyped, onStep, onTake, onLeave }: NarrowProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onLeave();
    else if (event.key === 'Enter') onTake();
    else if (event.key === 'ArrowDown') onStep(1);
    else if (event.key === 'ArrowUp') onStep(-1);
    else return;
    event.preventDefault();
  };
  return (
    <input
      ref={field}
      className={styles['narrow']}
      role="combobox"
      aria-label="Narrow the list"
      aria-expanded
      aria-controls={listId}
      aria-activedescendant={place < 0 ? undefined : optionId(place)}
      autoComplete="off"
      placeholder={`/ narrows ${of} pieces`}
      value={typed}
      onChange={(event) => onTyped(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}
