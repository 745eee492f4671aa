import type { ReviewId } from '../../shared/domain/ids.ts';
import { isLight, objectionsUntil } from '../../shared/domain/light/light-phase.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { seatNames } from '../../shared/domain/review/seats.ts';
import type { Clock } from '../platform/clock.ts';
import type { PackageService } from './package-service.ts';
import type { ReviewService } from './review-service.ts';

const hour = 3_600_000;
const tickMs = 15_000;
/** How often a light review that waits is held against the newest data. */
const lookEveryMs = 15 * 60_000;

/**
 * Seals and settles light reviews as time passes (M7.1). It keeps nothing: what is due follows from the journals and the
 * wall clock, so a restart, a sleep or a clock set back changes only when it looks.
 */
export interface LightTimer {
  /** Looks once; answers how many reviews were sealed, closed or promoted. */
  tend(): Promise<number>;
  /** Looks again and again until it is stopped. */
  start(): void;
  stop(): Promise<void>;
}

export type LightTimerParts = {
  readonly clock: Clock;
  readonly reviews: ReviewService;
  readonly packages: Pick<PackageService, 'preview'>;
  /** Asks the sources for what is new before a package is sealed. */
  readonly freshen: () => Promise<unknown>;
};

export function createLightTimer({ clock, reviews, packages, freshen }: LightTimerParts): LightTimer {
  const lookedAt = new Map<ReviewId, number>();
  let working: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<number> {
    let changed = 0;
    for (const id of reviews.ids()) {
      const read = reviews.read(id);
      if (!read.ok || !isLight(read.value.review)) continue;
      if (await tendOne(id, read.value.review)) changed += 1;
    }
    return changed;
  }

  async function tendOne(id: ReviewId, review: Review): Promise<boolean> {
    if (review.phase === 'draft') return isForTheHouse(review) && seal(id, review);
    const until = objectionsUntil(review);
    const now = clock.monotonic();
    const isDue = until !== null && clock.wall() >= until;
    if (!isDue && now - (lookedAt.get(id) ?? -Infinity) < lookEveryMs) return false;
    lookedAt.set(id, now);
    const settled = await reviews.act(id, { type: 'light.settle' });
    return settled.ok && settled.value.events.length > 0;
  }

  /** [M7.4] What a rule opened is sealed without a person once its data has soaked and its seats are filled. */
  async function seal(id: ReviewId, review: Review): Promise<boolean> {
    if (seatNames.some((seat) => review.seats[seat].accountable === null)) return false;
    const now = clock.monotonic();
    if (now - (lookedAt.get(id) ?? -Infinity) < lookEveryMs) return false;
    lookedAt.set(id, now);
    const package_ = await packages.preview(id);
    const liveAt = package_.ok ? (package_.value.content.goLive?.at ?? null) : null;
    if (liveAt === null || clock.wall() < liveAt + review.governance.tier.timeline.soakHours * hour) return false;
    await freshen();
    return (await reviews.act(id, { type: 'review.prepare' })).ok;
  }

  const tend = (): Promise<number> => {
    const run = working.then(look, look);
    working = run.catch(() => undefined);
    return run;
  };
  return {
    tend,
    start: () => {
      if (timer !== undefined) return;
      timer = setInterval(() => void tend().catch(() => undefined), tickMs);
      timer.unref();
      void tend().catch(() => undefined);
    },
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
}

const isForTheHouse = ({ governance }: Review): boolean => governance.trigger !== null || governance.cohort !== null;
