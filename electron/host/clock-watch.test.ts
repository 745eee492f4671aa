import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewEvent } from '../../shared/domain/review/events.ts';
import { ok } from '../../shared/lib/result.ts';
import { startClockWatch } from './clock-watch.ts';
import type { ReviewService } from './review-service.ts';

let wall: number;
let monotonic: number;
let noted: { review: string; event: ReviewEvent }[];
let running: boolean;
let directory: string;
const clock = { wall: () => wall, monotonic: () => monotonic };
const review = 'r-2026-001' as ReviewId;

/** Only what the watch asks: which reviews there are, whether one runs, and where gaps are noted. */
const reviews = {
  ids: () => [review],
  read: () => ok({ review: { agenda: { pace: { name: running ? 'running' : 'paused' } } } }),
  note: async (id: ReviewId, event: ReviewEvent) => {
    noted.push({ review: id, event });
    return ok({});
  },
} as unknown as ReviewService;

beforeEach(async () => {
  [wall, monotonic, noted, running] = [1_000_000_000_000, 0, [], true];
  directory = await mkdtemp(join(tmpdir(), 'hotwash-watch-'));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function pass(wallMs: number, monotonicMs: number): Promise<void> {
  wall += wallMs;
  monotonic += monotonicMs;
  await vi.advanceTimersByTimeAsync(500);
  await new Promise((resolve) => setTimeout(resolve, 30));
}

describe('clock watch', () => {
  it('[M3.2] time that passes evenly is no gap', async () => {
    const watch = await startClockWatch(directory, clock, reviews);
    for (let beat = 0; beat < 5; beat += 1) await pass(500, 500);
    await pass(40_000, 40_000);
    await watch.stop();
    expect(noted).toEqual([]);
  });

  it('[M3.2] sleep and a changed clock are noted with their length and sign, only while a meeting runs', async () => {
    const watch = await startClockWatch(directory, clock, reviews);
    await pass(250_500, 500);
    await pass(-3_599_500, 500);
    await pass(2400, 500);
    running = false;
    await pass(100_500, 500);
    await watch.stop();
    expect(noted.map(({ event }) => event.body)).toMatchObject([
      { ms: 250_000, cause: 'sleep' },
      { ms: -3_600_000, cause: 'clock-change' },
    ]);
  });

  it('[M3.2] a crash shows as a missing heartbeat at the next start, an orderly pause does not', async () => {
    await writeFile(join(directory, 'heartbeat.json'), JSON.stringify({ at: wall - 90_000, running: [review] }));
    await (await startClockWatch(directory, clock, reviews)).stop();
    expect(noted.map(({ event }) => event.body)).toMatchObject([{ ms: 90_000, cause: 'crash' }]);
    noted = [];
    await writeFile(join(directory, 'heartbeat.json'), JSON.stringify({ at: wall - 90_000, running: [] }));
    await (await startClockWatch(directory, clock, reviews)).stop();
    await writeFile(join(directory, 'heartbeat.json'), '{"at": tor');
    await (await startClockWatch(directory, clock, reviews)).stop();
    expect(noted).toEqual([]);
  });
});
