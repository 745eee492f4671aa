import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** Keeps a text on this machine alone, so that it outlives a window; null forgets it. All windows hear of it. */
export function keepText(key: string, text: string | null): void {
  if (text === null) localStorage.removeItem(key);
  else localStorage.setItem(key, text);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** What `read` makes of the kept texts, anew when one of them changes; the same object for the same texts. */
export const useKept = <T>(read: () => T): T => useSyncExternalStore(subscribe, read);
