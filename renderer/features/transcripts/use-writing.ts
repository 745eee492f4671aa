import { useEffect, useRef, useState } from 'react';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { newId } from '../../state/commands.ts';
import type { SendTranscript } from './use-transcript-send.ts';

/** A segment whose text is being written: how it read when that began, and the words to begin with. */
export type Writing = { readonly segment: string; readonly was: string; readonly text: string };

export type Writer = {
  readonly writing: Writing | null;
  readonly begin: (segment: Segment) => void;
  /** Told with every key, so that the words survive whatever becomes of the segment. */
  readonly note: (text: string) => void;
  /** The words as they stand in the field. */
  readonly written: () => string;
  /** Ends writing and sends the text where it changed; false where it was refused, and writing goes on. */
  readonly end: () => Promise<boolean>;
  /** Ends writing and keeps how the segment reads now. */
  readonly leave: () => void;
  /** Cuts the segment at a place of the text as it is written; the id of the second half, or null where it was refused. */
  readonly split: (at: number) => Promise<string | null>;
  /** How a segment reads: what was written and is on its way to the disk, or else what it holds. */
  readonly textOf: (segment: Segment) => string;
};

type Sent = { readonly segment: string; readonly was: string; readonly text: string };

/** Writing in place: one segment at a time; what was written shows at once, and comes back to the pen when it is refused. */
export function useWriting(segments: readonly Segment[], send: SendTranscript): Writer {
  const [writing, show] = useState<Writing | null>(null);
  // Ending is heard twice, from the key and from the field that loses the focus; the second finds nothing to end.
  const live = useRef<Writing | null>(null);
  const setWriting = (next: Writing | null) => {
    live.current = next;
    show(next);
  };
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const written = useRef('');
  const latest = useRef(segments);
  useEffect(() => {
    latest.current = segments;
  }, [segments]);
  const [seen, setSeen] = useState(segments);
  if (seen !== segments) {
    setSeen(segments);
    // Once it arrived, what was sent is no news: undo may bring back what stood before.
    if (sent.length > 0)
      setSent(sent.filter(({ segment, was }) => segments.find(({ id }) => id === segment)?.text === was));
  }

  const take = async (segment: Segment, text: string): Promise<boolean> => {
    const on: Sent = { segment: segment.id, was: segment.text, text };
    setSent((before) => [...before, on]);
    const isDone = await send({ type: 'segment.reword', segment: segment.id, text });
    if (!isDone) {
      setWriting({ segment: segment.id, was: segment.text, text });
      written.current = text;
      setSent((before) => before.filter((each) => each !== on));
      return false;
    }
    // The event follows its answer within a moment; should it not, the text that is held counts again.
    setTimeout(() => setSent((before) => before.filter((each) => each !== on)), onItsWayMs);
    return true;
  };
  const current = (): Segment | undefined =>
    live.current === null ? undefined : latest.current.find(({ id }) => id === live.current?.segment);

  return {
    writing,
    begin: (segment) => {
      written.current = segment.text;
      setWriting({ segment: segment.id, was: segment.text, text: segment.text });
    },
    note: (text) => (written.current = text),
    written: () => written.current,
    end: async () => {
      const segment = current();
      const text = written.current.trim();
      if (segment === undefined) return false;
      setWriting(null);
      return text === segment.text || take(segment, text);
    },
    leave: () => setWriting(null),
    split: async (at) => {
      const segment = current();
      if (segment === undefined) return null;
      const text = written.current;
      const place = at - (text.length - text.trimStart().length);
      if (text.slice(0, at).trim() === '' || text.slice(at).trim() === '') return null;
      setWriting(null);
      if (text.trim() !== segment.text && !(await take(segment, text.trim()))) return null;
      const second = newId();
      return (await send({ type: 'segment.split', segment: segment.id, at: place, second })) ? second : null;
    },
    textOf: (segment) =>
      sent.findLast(({ segment: id, was }) => id === segment.id && was === segment.text)?.text ?? segment.text,
  };
}

const onItsWayMs = 2000;
