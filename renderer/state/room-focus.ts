import { useEffect, useState } from 'react';
import { z } from 'zod';

const focusSchema = z.object({
  claim: z.string().nullable(),
  cause: z.string().nullable(),
  /** The earlier commitment that is looked at, `<review>/<action>`. */
  commitment: z.string().nullable(),
  blank: z.boolean(),
  /** Shows the words and the code of the history's head, to be photographed. */
  head: z.boolean().catch(false),
  /** When the console last pointed at something, epoch ms: a result on the screen gives way to it. */
  at: z.number(),
});

/** What the console points the audience at. The review itself reaches both windows by their own store. */
export type RoomFocus = z.infer<typeof focusSchema>;

const noFocus: RoomFocus = { claim: null, cause: null, commitment: null, blank: false, head: false, at: 0 };
const keyOf = (review: string): string => `hotwash.focus.${review}`;

function readFocus(review: string): RoomFocus {
  try {
    return focusSchema.parse(JSON.parse(localStorage.getItem(keyOf(review)) ?? 'null'));
  } catch {
    return noFocus;
  }
}

/** Tells the audience window, and keeps it for one that is opened later. */
export function usePublishFocus(
  review: string,
  { claim, cause, commitment, blank, head }: Omit<RoomFocus, 'at'>,
): void {
  useEffect(() => {
    const focus = { claim, cause, commitment, blank, head, at: Date.now() };
    publish(review, focus);
  }, [review, claim, cause, commitment, blank, head]);
}

function publish(review: string, focus: RoomFocus): void {
  localStorage.setItem(keyOf(review), JSON.stringify(focus));
  const channel = new BroadcastChannel(keyOf(review));
  // A channel takes no target; it is of this origin alone.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(focus);
  channel.close();
}

/** Blanks the room's screen, or shows it again, where no console is there to tell it. */
export function publishBlank(review: string, blank: boolean): RoomFocus {
  const focus = { ...readFocus(review), blank };
  publish(review, focus);
  return focus;
}

/** The console's focus as the audience window follows it. */
export function useFocus(review: string): RoomFocus {
  const [focus, setFocus] = useState(() => readFocus(review));
  useEffect(() => {
    const channel = new BroadcastChannel(keyOf(review));
    channel.addEventListener('message', (event) => {
      const parsed = focusSchema.safeParse(event.data);
      if (parsed.success) setFocus(parsed.data);
    });
    return () => channel.close();
  }, [review]);
  return focus;
}
