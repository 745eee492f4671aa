import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import type { Stance } from './joint.ts';

/** Folds what the seats of joined services said. The last word of a service stands. */
export function evolveJoint(review: Review, event: HappenedEvent): Review {
  const { joint } = review;
  const say = (stance: Stance): Review => ({
    ...review,
    joint: { ...joint, stances: [...joint.stances.filter(({ service }) => service !== stance.service), stance] },
  });
  switch (event.type) {
    case 'joint.release-joined.v1':
      return { ...review, joint: { ...joint, joined: [...joint.joined, event.body] } };
    case 'joint.seat-named.v1': {
      const others = joint.seats.filter(({ service }) => service !== event.body.service);
      return { ...review, joint: { ...joint, seats: [...others, event.body] } };
    }
    case 'joint.concurred.v1':
      return say({ kind: 'concurred', ...event.body, at: event.at });
    case 'joint.objected.v1':
      return say({ kind: 'objected', ...event.body, at: event.at });
    case 'joint.waived.v1':
      return {
        ...review,
        joint: { ...joint, waived: [...joint.waived, { ...event.body, actor: event.actor, at: event.at }] },
      };
    default:
      return review;
  }
}
