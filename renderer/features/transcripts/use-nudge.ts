import { useEffect, useRef, useState } from 'react';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import type { SendTranscript } from './use-transcript-send.ts';

export type Times = { readonly segment: string; readonly start: number; readonly end: number };

/** How far one key moves a time, ms. */
export const nudgeStep = 100;
const settleMs = 500;
const onItsWayMs = 1500;

/** Moves a beginning or an end by keys; strokes that follow each other are one change, and one step of undo. */
export function useNudge(send: SendTranscript) {
  const [moved, setMoved] = useState<Times | null>(null);
  const timer = useRef(0);
  const waiting = useRef<Times | null>(null);
  const sendNow = () => {
    clearTimeout(timer.current);
    const times = waiting.current;
    waiting.current = null;
    if (times === null) return;
    const forget = () => setMoved((now) => (now === times ? null : now));
    const { segment, start, end } = times;
    void send({ type: 'segment.retime', segment, start, end }).then((isDone) =>
      isDone ? setTimeout(forget, onItsWayMs) : forget(),
    );
  };
  const latest = useRef(sendNow);
  useEffect(() => {
    latest.current = sendNow;
  });
  useEffect(() => () => latest.current(), []);
  const nudge = (segment: Segment, what: 'start' | 'end', by: number) => {
    if (waiting.current !== null && waiting.current.segment !== segment.id) sendNow();
    const { start, end } = waiting.current ?? (moved?.segment === segment.id ? moved : segment);
    const times =
      what === 'start'
        ? { segment: segment.id, start: Math.min(Math.max(0, start + by), end), end }
        : { segment: segment.id, start, end: Math.max(start, end + by) };
    waiting.current = times;
    setMoved(times);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => latest.current(), settleMs);
  };
  return { moved, nudge };
}
