import { dueWindow, type DueWindow } from '../../../shared/domain/calendar/due-window.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Lives } from '../../state/live.ts';

/** A review with the time in which it is to be held; `at` is when it was or is going to be. Epoch ms. */
export type Planned = {
  readonly review: Review;
  readonly window: DueWindow | null;
  readonly at: number | null;
  readonly isHeld: boolean;
  /** `form`: of a tier without a meeting, and not over. */
  readonly state: 'held' | 'planned' | 'late' | 'to-plan' | 'form' | 'unknown';
};

/** Every review as the calendar shows it, by its date, then by when it is due. */
export function planOf(reviews: readonly Review[], lives: Lives, now: number): readonly Planned[] {
  return reviews
    .map((review): Planned => {
      const live = lives.get(review.id) ?? null;
      const window = live === null ? null : dueWindow(live, review.governance.tier.timeline, review.zone);
      // A light review is over without a meeting.
      const isHeld = review.agenda.startedAt !== null || review.closedAt !== null;
      const at = review.agenda.startedAt ?? review.closedAt ?? review.scheduledAt;
      return { review, window, at, isHeld, state: stateOf(review, isHeld, at, window, now) };
    })
    .toSorted((a, b) => key(a) - key(b));
}

function stateOf(
  { governance }: Review,
  isHeld: boolean,
  at: number | null,
  window: DueWindow | null,
  now: number,
): Planned['state'] {
  if (isHeld) return 'held';
  if (at !== null) return at < now ? 'late' : 'planned';
  if (window === null) return 'unknown';
  if (now >= window.due) return 'late';
  return governance.tier.light === null ? 'to-plan' : 'form';
}

const key = ({ at, window }: Planned): number => at ?? window?.due ?? Number.MAX_SAFE_INTEGER;
