import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { call } from '../host/client.ts';

/** What is typed rests this long before it is written, ms. */
const restMs = 1200;

/** A facilitator's private notes of one review, written as they are typed. They never enter this page's store. */
export function useInterviewNotes(id: string) {
  const review = id as ReviewId;
  const [text, setText] = useState<string | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isKept, setIsKept] = useState(true);
  const state = useRef('');
  const typed = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<void>>(Promise.resolve());
  const read = useCallback(async () => {
    const answer = await call('notes.read', { review });
    if (!answer.ok) return setFault(answer.error);
    state.current = answer.value.state;
    typed.current = answer.value.text;
    setText(answer.value.text);
    setFault(null);
    setIsKept(true);
  }, [review]);
  const save = useCallback((): void => {
    clearTimeout(timer.current);
    saving.current = saving.current.then(async () => {
      const sent = typed.current;
      const answer = await call('notes.save', { review, text: sent, base: state.current });
      if (!answer.ok) return setFault(answer.error);
      state.current = answer.value.state;
      setFault(null);
      setIsKept(typed.current === sent);
    });
  }, [review]);
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- state is set when the main process has answered
    void read();
  }, [read]);
  const change = (next: string): void => {
    typed.current = next;
    setText(next);
    setIsKept(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(save, restMs);
  };
  /** Writes at once what still rests, as when the field is left. */
  const settle = (): void => {
    if (!isKept) save();
  };
  return { text, fault, isKept, change, settle, read: () => void read() };
}
