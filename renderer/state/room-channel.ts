import { z } from 'zod';

/** What the console and the room's screen tell each other besides what is shown. */
const messageSchema = z.discriminatedUnion('kind', [
  /** The console asks whether a screen is there. A message wakes a window whose timers are held back. */
  z.object({ kind: z.literal('ping') }),
  z.object({ kind: z.literal('here'), display: z.string() }),
  z.object({ kind: z.literal('gone') }),
  /** A clicker's key, pressed where the screen had the focus. */
  z.object({ kind: z.literal('clicker'), does: z.enum(['next', 'previous', 'blank']) }),
  /** The console has done what the clicker asked. */
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('leave') }),
]);
export type RoomMessage = z.infer<typeof messageSchema>;

export type RoomChannel = { readonly send: (message: RoomMessage) => void; readonly close: () => void };

/** Opens the channel between the two windows of a review; messages of another shape are left alone. */
export function openRoomChannel(review: string, hear: (message: RoomMessage) => void): RoomChannel {
  const channel = new BroadcastChannel(`hotwash.room.${review}`);
  channel.addEventListener('message', (event) => {
    const message = messageSchema.safeParse(event.data);
    if (message.success) hear(message.data);
  });
  return {
    // A channel takes no target; it is of this origin alone.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    send: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}

/** A display by its size and scale: `1920x1080@1`. Two alike are one; that is what can be known without asking. */
export const thisDisplay = (): string => `${screen.width}x${screen.height}@${devicePixelRatio}`;
