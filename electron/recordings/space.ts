import { statfs } from 'node:fs/promises';
import { leastRoom } from '../../shared/contract/recording-procedures.ts';
import { errorCode } from '../platform/files.ts';

/** What speech needs, bytes per ms: 32 kbit/s and its frame. A silence needs less, and somebody will speak again. */
const speechRate = 4.3;
/** How much of a recording its rate is measured over, ms. */
const windowMs = 60_000;

/** Free bytes on the disk that holds `folder`, for whom this process runs as; where it cannot be told, there is no bound. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (errorCode(error) === '') throw error;
    return Number.POSITIVE_INFINITY;
  }
}

/** How fast recordings fill the disk, from the chunks of the last minute. */
export type SpaceRate = {
  note(bytes: number, at: number): void;
  /** Hours until only the room is left that a recording must not touch. */
  hoursLeft(free: number): number;
};

export function createSpaceRate(): SpaceRate {
  let seen: { readonly bytes: number; readonly at: number }[] = [];
  return {
    note: (bytes, at) => {
      seen.push({ bytes, at });
      if (seen.length > 64 && (seen[0]?.at ?? at) < at - windowMs)
        seen = seen.filter((each) => each.at >= at - windowMs);
    },
    hoursLeft: (free) => {
      const [first] = seen;
      const last = seen.at(-1);
      const took = first === undefined || last === undefined ? 0 : last.at - first.at;
      const bytes = seen.slice(1).reduce((sum, each) => sum + each.bytes, 0);
      const rate = Math.max(speechRate, took >= 5000 ? bytes / took : 0);
      // Without a bound JSON could not say it.
      return Math.min(100_000, Math.max(0, free - leastRoom) / rate / 3_600_000);
    },
  };
}
