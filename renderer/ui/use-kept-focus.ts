import { useEffect } from 'react';

/** Long enough for a dialog that closes to give the focus back by itself. */
const settleMs = 60;

/**
 * Keeps the keyboard's place when what had the focus goes away: a button that turns into a word once it was pressed, a
 * row that is dropped. The focus then moves to the nearest part of the page that still stands, which a screen reader
 * names; without it the next Tab would begin at the top of the window.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let parts: readonly HTMLElement[] = [];
    let last: Element | null = null;
    let timer = 0;
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target.closest('main') === null) return;
      last = target;
      parts = partsAround(target);
    };
    // Whoever points elsewhere has left the place by will.
    const forget = () => (last = null);
    const keep = () => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      parts.find((part) => part.isConnected)?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected) return;
      clearTimeout(timer);
      timer = window.setTimeout(keep, settleMs);
    });
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', forget);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', forget);
    };
  }, []);
}

/** The parts of the page around an element that can take the focus, the nearest first. */
function partsAround(element: Element): readonly HTMLElement[] {
  const part = element.parentElement?.closest<HTMLElement>('section[tabindex], main') ?? null;
  return part === null ? [] : [part, ...partsAround(part)];
}
