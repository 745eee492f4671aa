import { useEffect, useState } from 'react';
import { z } from 'zod';

/** What the window that records tells the others, twice a second and whenever it changes. */
const signalSchema = z.object({
  recording: z.string(),
  elapsedMs: z.number(),
  /** Nothing is kept at the moment, in spite of what the review says. */
  trouble: z.enum(['none', 'no-sound', 'device-lost', 'refused', 'behind']),
  /** Epoch ms. */
  at: z.number(),
});
export type RecorderSignal = z.infer<typeof signalSchema>;

/** A window that has not been heard for so long is gone, ms. */
const freshMs = 4000;

const keyOf = (review: string): string => `hotwash.recorder.${review}`;

function read(review: string): RecorderSignal | null {
  try {
    return signalSchema.parse(JSON.parse(localStorage.getItem(keyOf(review)) ?? 'null'));
  } catch {
    return null;
  }
}

/** Tells the other windows, and keeps it for one that is opened later. */
export function publishSignal(review: string, signal: RecorderSignal | null): void {
  if (signal === null) localStorage.removeItem(keyOf(review));
  else localStorage.setItem(keyOf(review), JSON.stringify(signal));
  const channel = new BroadcastChannel(keyOf(review));
  // A channel takes no target; it is of this origin alone.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(signal);
  channel.close();
}

/** What the recording window said last; null where none has been heard of lately. */
export function useSignal(review: string, now: number): RecorderSignal | null {
  const [signal, setSignal] = useState(() => read(review));
  useEffect(() => {
    const channel = new BroadcastChannel(keyOf(review));
    channel.addEventListener('message', (event) => {
      const parsed = signalSchema.nullable().safeParse(event.data);
      if (parsed.success) setSignal(parsed.data);
    });
    return () => channel.close();
  }, [review]);
  return signal !== null && now - signal.at < freshMs ? signal : null;
}
