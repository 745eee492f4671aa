import type { Review } from '../review/review.ts';
import { componentOf } from './classes.ts';
import { isCarried } from './cause.ts';

/** A cause that a closed review came to: carried by evidence, with its class and component where it was classed. */
export type PastFinding = {
  readonly review: string;
  readonly cause: string;
  readonly text: string;
  readonly class: string | null;
  readonly component: string | null;
  readonly service: string;
  /** When its review closed, epoch ms. */
  readonly at: number;
  readonly state: 'supported' | 'validated';
};

/** What a review came to; nothing until it is closed. A classed cause without a component is about the review's service. */
export function findingsOf({ id, service, closedAt, causes }: Review): readonly PastFinding[] {
  if (closedAt === null) return [];
  return causes.flatMap((cause) => {
    if (!isCarried(cause)) return [];
    const { classification } = cause;
    return [
      {
        review: id,
        cause: cause.id,
        text: cause.text,
        class: classification?.class ?? null,
        component: classification === null ? null : componentOf(classification, service),
        service,
        at: closedAt,
        state: cause.state.name === 'validated' ? ('validated' as const) : ('supported' as const),
      },
    ];
  });
}
