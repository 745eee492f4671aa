import { useEffect } from 'react';
import { openRoomChannel, thisDisplay } from '../../state/room-channel.ts';
import { publishBlank } from '../../state/room-focus.ts';
import { changeRoom, readRoom, rereadRooms } from '../../state/room-store.ts';
import { isTextField } from '../../ui/use-keys.ts';

/** With no console to hear it within this time, the screen blanks itself, ms. */
const aloneAfterMs = 400;

const clickerKeys: { readonly [key: string]: 'next' | 'previous' | 'blank' } = {
  PageDown: 'next',
  PageUp: 'previous',
  '.': 'blank',
  b: 'blank',
  B: 'blank',
};

/** The screen's end of the link: answers the console, hands on the clicker, fills the display with F5. */
export function useAudienceLink(review: string): void {
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const channel = openRoomChannel(review, (message) => {
      if (message.kind === 'ping') channel.send({ kind: 'here', display: thisDisplay() });
      else if (message.kind === 'done') clearTimeout(waiting);
      else if (message.kind === 'leave' && document.fullscreenElement !== null) void document.exitFullscreen();
    });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
      const does = clickerKeys[event.key];
      if (event.key === 'F5') void document.documentElement.requestFullscreen().catch(() => undefined);
      else if (does === undefined) return;
      else if (!event.repeat) {
        channel.send({ kind: 'clicker', does });
        // Privacy does not wait for a console that was closed.
        if (does === 'blank') waiting = setTimeout(() => blankAlone(review), aloneAfterMs);
      }
      event.preventDefault();
    };
    const onGone = () => channel.send({ kind: 'gone' });
    channel.send({ kind: 'here', display: thisDisplay() });
    addEventListener('keydown', onKeyDown);
    addEventListener('pagehide', onGone);
    return () => {
      clearTimeout(waiting);
      removeEventListener('keydown', onKeyDown);
      removeEventListener('pagehide', onGone);
      channel.close();
    };
  }, [review]);
}

/** The next console that opens finds it blank. */
function blankAlone(review: string): void {
  rereadRooms();
  const blank = !readRoom(review).blank;
  changeRoom(review, { blank });
  publishBlank(review, blank);
}
