import { useEffect } from 'react';
import type { Recording } from '../../shared/domain/recording/recording.ts';
import { useSyncState } from '../store/sync-hooks.ts';
import { followRecordings } from './recorder.ts';

/** A window that was just lost may hold its recording for a moment longer, so it is asked for again, ms. */
const askAgainMs = 2000;

/** Keeps this window's recorder in step with what the review says of its recordings. */
export function useRecordings(review: string, recordings: readonly Recording[]): void {
  const isLive = useSyncState().state === 'live';
  const runs = recordings.some(({ state }) => state.name === 'recording');
  useEffect(() => {
    const follow = () => followRecordings(review, recordings, isLive);
    follow();
    if (!runs) return undefined;
    const timer = setInterval(follow, askAgainMs);
    return () => clearInterval(timer);
  }, [review, recordings, isLive, runs]);
}
