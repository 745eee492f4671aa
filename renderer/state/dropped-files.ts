import { useEffect, useSyncExternalStore } from 'react';
import { go } from './route.ts';
import { mayBring, walkEntries } from './walk-folder.ts';

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

/** Files of a chosen folder: those that might be known. */
export const addFolder = (files: Iterable<File>): void =>
  addFiles([...files].filter((file) => mayBring(file.webkitRelativePath || file.name)));

export const dropFile = (file: File): void => set(waiting.filter((each) => each !== file));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useWaitingFiles = (): readonly File[] => useSyncExternalStore(subscribe, () => waiting);

/** Files and folders dropped anywhere on the window wait under Sources; the browser never opens them. */
export function useFileDrop(): void {
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      void addDropped(event.dataTransfer);
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

/** What was dropped is there only while the event is handled; only then may its folders be walked. */
async function addDropped(transfer: DataTransfer | null): Promise<void> {
  const files = [...(transfer?.files ?? [])];
  const entries = [...(transfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return addFiles(files);
  // A folder that may not be read brings nothing; the files beside it do.
  addFiles(await walkEntries(entries).catch(() => files.filter((file) => mayBring(file.name))));
}
