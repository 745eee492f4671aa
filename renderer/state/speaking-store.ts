import { useEffect } from 'react';
import { z } from 'zod';
import { emptyQueue, keepPresent, type SpeakingQueue } from '../../shared/meeting/speaking-queue.ts';
import { keepText, useKept } from './kept-text.ts';

const queueSchema = z.object({
  speaking: z.string().nullable(),
  waiting: z.array(z.string()),
  turns: z.record(z.string(), z.int().min(0)),
});

const keyOf = (review: string): string => `hotwash.queue.${review}`;

/** One object per text, so that reading twice gives the same thing. */
const read = new Map<string, { readonly text: string | null; readonly queue: SpeakingQueue }>();

export function readQueue(review: string): SpeakingQueue {
  const text = localStorage.getItem(keyOf(review));
  const known = read.get(review);
  if (known?.text === text) return known.queue;
  const queue = parse(text);
  read.set(review, { text, queue });
  return queue;
}

function parse(text: string | null): SpeakingQueue {
  try {
    return queueSchema.parse(JSON.parse(text ?? 'null'));
  } catch {
    return emptyQueue;
  }
}

/** Kept on this machine alone, so that it outlives a window; the other windows hear of it. */
export function changeQueue(review: string, change: (queue: SpeakingQueue) => SpeakingQueue): void {
  keepText(keyOf(review), JSON.stringify(change(readQueue(review))));
}

export const useQueue = (review: string): SpeakingQueue => useKept(() => readQueue(review));

/** Drops from the queue who left the room. */
export function useQueueOfPresent(review: string, present: readonly string[]): void {
  const here = present.join(' ');
  useEffect(() => {
    const queue = readQueue(review);
    const kept = keepPresent(queue, here === '' ? [] : here.split(' '));
    if (kept.speaking !== queue.speaking || kept.waiting.length !== queue.waiting.length)
      changeQueue(review, () => kept);
  }, [review, here]);
}

/** Who spoke how often is forgotten when the review closes. */
export function forgetQueue(review: string): void {
  keepText(keyOf(review), null);
}
