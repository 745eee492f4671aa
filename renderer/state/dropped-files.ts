import { useEffect, useSyncExternalStore } from 'react';
import { go } from './route.ts';

let waiting: readonly File[] = [];
const listeners = new Set<() => void>();

function set(files: readonly File[]): void {
  waiting = files;
  for (const listener of listeners) listener();
}

/** Files that were dropped or chosen and are not yet dealt with, first come first. */
export function addFiles(files: Iterable<File>): void {
  set([...waiting, ...files]);
}

export function dropFirstFile(): void {
  set(waiting.slice(1));
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useWaitingFiles = (): readonly File[] => useSyncExternalStore(subscribe, () => waiting);

/** A file dropped anywhere on the window waits under Sources; the browser never opens it. */
export function useFileDrop(): void {
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      addFiles(event.dataTransfer?.files ?? []);
      go({ place: 'sources' });
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);
}
