import { useState } from 'react';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { placeNear } from './place-near.ts';

export type Cursor = {
  /** Index of the segment under the cursor; -1 in an empty transcript. */
  readonly at: number;
  /** The range that is chosen, the cursor at one of its ends; one segment where none was extended. */
  readonly from: number;
  readonly to: number;
  /** Moves to an index, kept inside the list; with `extends` the range grows to it. */
  readonly moveTo: (index: number, how?: 'alone' | 'extends') => void;
  /** Moves to a segment as soon as it is there: one that a split has just made. */
  readonly wait: (id: string) => void;
};

type Held = { readonly id: string; readonly near: number };

/**
 * The cursor holds a segment by its id, so that it stays where it was when another window splits or merges before it. Where
 * its segment is gone, it stands at what stands there now.
 */
export function useCursor(segments: readonly Segment[]): Cursor {
  const [held, setHeld] = useState<Held>({ id: segments[0]?.id ?? '', near: 0 });
  const [anchor, setAnchor] = useState<Held | null>(null);
  const [awaited, setAwaited] = useState<string | null>(null);
  const last = segments.length - 1;
  const arrived = awaited === null ? -1 : placeNear(segments, awaited, held.near);
  if (arrived !== -1) {
    setHeld({ id: awaited ?? '', near: arrived });
    setAwaited(null);
    setAnchor(null);
  }
  const at = placeOf(segments, held);
  const other = anchor === null ? at : placeOf(segments, anchor);
  const moveTo = (index: number, how: 'alone' | 'extends' = 'alone') => {
    const to = Math.min(Math.max(0, index), last);
    const [segment, start] = [segments[to], segments[at]];
    if (segment === undefined) return;
    setAnchor((known) => (how === 'alone' ? null : (known ?? (start && { id: start.id, near: at }) ?? null)));
    setHeld({ id: segment.id, near: to });
    setAwaited(null);
  };
  return { at: Math.min(at, last), from: Math.min(at, other), to: Math.max(at, other), moveTo, wait: setAwaited };
}

function placeOf(segments: readonly Segment[], { id, near }: Held): number {
  const found = placeNear(segments, id, near);
  return found === -1 ? Math.min(near, segments.length - 1) : found;
}
