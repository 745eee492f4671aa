import { useSyncState } from './sync-hooks.ts';

/** Whether what is on disk is still on its way here: until then, that something is missing means nothing. */
export function useIsReading(): boolean {
  const { state } = useSyncState();
  return state === 'starting' || state === 'catching-up';
}

/** `rows`, or undefined while there are none because they are still being read. */
export function useOnceRead<T>(rows: readonly T[] | undefined): readonly T[] | undefined {
  const isReading = useIsReading();
  return isReading && rows?.length === 0 ? undefined : rows;
}
