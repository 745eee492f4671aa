import { useLayoutEffect } from 'react';

/**
 * Calls `look` after every draw, before it is painted: fonts, the window and what stands beside an element change what
 * fits without saying so, and the room is drawn anew four times a second anyway. `look` must change nothing that is
 * already so, or the page never rests.
 */
export function useLaidOut(look: () => void): void {
  useLayoutEffect(look);
}
