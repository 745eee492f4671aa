import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import type { Decision } from './decision.ts';

/** Folds what was decided, of either shape. */
export function evolveDecisions(review: Review, event: HappenedEvent): Review {
  if (event.type !== 'decision.made.v1' && event.type !== 'decision.made.v2') return review;
  return { ...review, decisions: [...review.decisions, { ...decisionOf(event), decidedAt: event.at }] };
}

type Made = HappenedEvent & { type: 'decision.made.v1' | 'decision.made.v2' };

function decisionOf(event: Made): Omit<Decision, 'decidedAt'> {
  if (event.type === 'decision.made.v2') return event.body;
  const { dissent: words, ...body } = event.body;
  return { ...body, evidence: [], dissent: words === '' ? [] : [{ by: null, words }], vote: null };
}
