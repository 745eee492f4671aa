import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { Button } from '../../ui/button.tsx';
import type { Writer, Writing } from './use-writing.ts';
import { formatMoment } from './transcript-words.ts';
import styles from './segment-field.module.css';

type Props = {
  readonly segment: Segment;
  readonly writing: Writing;
  readonly writer: Writer;
  /** Gives the focus back to the list. */
  readonly onEnd: () => void;
};

/** Writing in place. Escape, Enter and leaving the field all keep what was written; only a conflict asks first. */
export function SegmentField({ segment, writing, writer, onEnd }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const isTouched = segment.text !== writing.was;
  useLayoutEffect(() => {
    const text = field.current;
    if (text === null) return;
    text.focus({ preventScroll: true });
    text.setSelectionRange(text.value.length, text.value.length);
    fit(text);
  }, []);
  const end = () => {
    onEnd();
    void writer.end();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.nativeEvent.isComposing || !isPlain || (event.key !== 'Escape' && event.key !== 'Enter')) return;
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  return (
    <div
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget) && document.hasFocus() && !isTouched) void writer.end();
      }}
    >
      <textarea
        ref={field}
        className={styles['field']}
        dir="auto"
        rows={1}
        maxLength={20_000}
        aria-label={`Words at ${formatMoment(segment.start)}${segment.speaker === null ? '' : `, ${segment.speaker}`}`}
        data-writing=""
        defaultValue={writing.text}
        onChange={({ currentTarget }) => {
          writer.note(currentTarget.value);
          fit(currentTarget);
        }}
        onKeyDown={onKeyDown}
      />
      {isTouched && (
        <div className={styles['conflict']} role="alert">
          <p>
            Meanwhile another window changed these words to: <q>{segment.text}</q>
          </p>
          <p className={styles['choice']}>
            <Button kind="quiet" onClick={end}>
              Keep mine
            </Button>
            <Button
              kind="quiet"
              onClick={() => {
                writer.leave();
                onEnd();
              }}
            >
              Take theirs
            </Button>
          </p>
        </div>
      )}
    </div>
  );
}

/** As high as its text, so that the list shows all of it. */
function fit(text: HTMLTextAreaElement): void {
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight}px`;
}
