import { useEffect, useRef, useState } from 'react';
import { changeRoom, readRoom } from './room-store.ts';
import { openRoomChannel, type RoomChannel, type RoomMessage } from './room-channel.ts';

/** The room's screen as the console knows it. `display` is the last one it was on. */
export type RoomScreen = {
  readonly state: 'unknown' | 'here' | 'gone';
  readonly display: string | null;
  /** It lies on another display than at first: the first one was probably unplugged. */
  readonly moved: boolean;
};

type Clicker = Extract<RoomMessage, { kind: 'clicker' }>['does'];

const pingMs = 2000;
/** After so many answers a window lies where it is meant to. */
const settledAfter = 4;
/** So many questions may stay open before the screen counts as gone. */
const patience = 2;

/** Keeps in touch with the room's screen and hands on what a clicker did there. */
export function useRoomScreen(review: string, onClicker: (does: Clicker) => void) {
  const [screenNow, setScreen] = useState<RoomScreen>({ state: 'unknown', display: null, moved: false });
  const channel = useRef<RoomChannel | null>(null);
  const hear = useRef(onClicker);
  useEffect(() => {
    hear.current = onClicker;
  });
  useEffect(() => {
    let unanswered = 0;
    // Of two consoles on one review the first one hears the clicker, or each press would count twice.
    let leads = false;
    const over = new AbortController();
    const lead = async (): Promise<void> => {
      leads = true;
      await new Promise((resolve) => over.signal.addEventListener('abort', resolve));
    };
    navigator.locks.request(`hotwash.console.${review}`, { signal: over.signal }, lead).catch(() => undefined);
    let first: string | null = null;
    let answers = 0;
    const open = openRoomChannel(review, (message) => {
      if (message.kind === 'here') {
        unanswered = 0;
        answers += 1;
        // The shell puts a window that was just opened on the other display; that is no unplugging.
        if (answers === settledAfter) first = message.display;
        const moved = first !== null && message.display !== first;
        setScreen((known) =>
          known.state === 'here' && known.display === message.display && known.moved === moved
            ? known
            : { state: 'here', display: message.display, moved },
        );
        if (!readRoom(review).wantsScreen) changeRoom(review, { wantsScreen: true });
      } else if (message.kind === 'gone') unanswered = patience;
      else if (message.kind === 'clicker' && leads) {
        open.send({ kind: 'done' });
        hear.current(message.does);
      }
    });
    channel.current = open;
    const ping = () => {
      if (unanswered > patience)
        setScreen((known) => (known.state === 'gone' ? known : { ...known, state: 'gone', moved: false }));
      unanswered += 1;
      open.send({ kind: 'ping' });
    };
    ping();
    const timer = setInterval(ping, pingMs);
    return () => {
      clearInterval(timer);
      over.abort();
      open.close();
      channel.current = null;
    };
  }, [review]);
  return { screen: screenNow, leave: () => channel.current?.send({ kind: 'leave' }) };
}
