import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewEvent } from '../../shared/domain/review/events.ts';
import type { Clock } from '../platform/clock.ts';
import { readFileIfAny } from '../platform/files.ts';
import type { ReviewService } from './review-service.ts';
import { ownCommandId } from './workspace-service.ts';

/** A difference between the wall and the monotonic clock above this is a gap (meeting.md, The clock). */
const toleranceMs = 2000;
const beatMs = 500;

const beatSchema = z.object({ at: z.number(), running: z.array(z.string()) });

export interface ClockWatch {
  /** Looks now, so that a command given just after waking is decided with the gap noted. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Watches for time that nobody spent in the meeting: sleep and a changed clock show as wall and monotonic time drifting
 * apart, a crash as a missing heartbeat. Each is noted in every running review, once, and adds no time until somebody
 * says so.
 */
export async function startClockWatch(workspaceDir: string, clock: Clock, reviews: ReviewService): Promise<ClockWatch> {
  const path = join(workspaceDir, 'heartbeat.json');
  await noteCrash(path, clock, reviews);
  let wall = clock.wall();
  let monotonic = clock.monotonic();
  let lastBeat = 0;
  let working: Promise<void> = Promise.resolve();

  const look = async (): Promise<readonly ReviewId[]> => {
    const [wallNow, monotonicNow] = [clock.wall(), clock.monotonic()];
    const drift = wallNow - wall - (monotonicNow - monotonic);
    [wall, monotonic] = [wallNow, monotonicNow];
    const running = runningReviews(reviews);
    if (Math.abs(drift) > toleranceMs) await noteGap(reviews, running, drift, drift > 0 ? 'sleep' : 'clock-change');
    return running;
  };
  const beat = async (): Promise<void> => {
    const running = await look();
    if (running.length === 0 && lastBeat === 0) return;
    if (running.length > 0 && monotonic - lastBeat < 1000) return;
    lastBeat = running.length > 0 ? monotonic : 0;
    await writeBeat(path, { at: wall, running });
  };

  const queue = (work: () => Promise<unknown>): Promise<void> => {
    working = working.then(work, work).then(() => undefined);
    return working;
  };
  const timer = setInterval(() => void queue(beat), beatMs);
  timer.unref();
  return {
    check: () => queue(look),
    stop: async () => {
      clearInterval(timer);
      await working.catch(() => undefined);
      // A closed app is not a crash, but nobody spent that time in the meeting either: the last beat stays.
      const running = runningReviews(reviews);
      if (running.length > 0) await writeBeat(path, { at: clock.wall(), running });
    },
  };
}

/**
 * Survives a killed process, which is all it is for: no fsync, so that a beat costs nothing. One that cannot be written
 * costs only the crash gap; the disk's fault shows at the next append.
 */
async function writeBeat(
  path: string,
  beat: { readonly at: number; readonly running: readonly ReviewId[] },
): Promise<void> {
  try {
    await writeFile(`${path}.next`, JSON.stringify(beat), { mode: 0o600 });
    await rename(`${path}.next`, path);
  } catch {
    // See above.
  }
}

function runningReviews(reviews: ReviewService): ReviewId[] {
  return reviews.ids().filter((id) => {
    const read = reviews.read(id);
    return read.ok && read.value.review.agenda.pace.name === 'running';
  });
}

async function noteCrash(path: string, clock: Clock, reviews: ReviewService): Promise<void> {
  const bytes = await readFileIfAny(path);
  if (bytes === undefined) return;
  const beat = beatSchema.safeParse(safeJson(bytes.toString('utf8')));
  if (!beat.success) return;
  const missing = clock.wall() - beat.data.at;
  const running = runningReviews(reviews).filter((id) => beat.data.running.includes(id));
  if (Math.abs(missing) > toleranceMs) await noteGap(reviews, running, missing, missing > 0 ? 'crash' : 'clock-change');
}

async function noteGap(
  reviews: ReviewService,
  running: readonly ReviewId[],
  ms: number,
  cause: 'sleep' | 'crash' | 'clock-change',
): Promise<void> {
  const event: ReviewEvent = { type: 'gap.noted.v1', body: { gap: ownCommandId(), ms: Math.round(ms), cause } };
  for (const review of running) await reviews.note(review, event);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
