import type { RuleId } from '../refusal.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { isLight, objectionsUntil } from './light-phase.ts';

/** Between deciding and writing the wall clock may be corrected by so much. */
const correctionMs = 5 * 60_000;

/** [M7.1] What an event of the light tier breaks in the state it met. */
export function auditLight(review: Review, event: HappenedEvent): readonly [RuleId, string] | undefined {
  const { light, phase } = review;
  if (!isLight(review)) return ['M7.1', 'the review was no light one, or over.'];
  switch (event.type) {
    case 'light.filed.v1':
      return phase === 'prepared' ? undefined : ['M7.1', 'the package was not sealed.'];
    case 'light.dissent-withdrawn.v1':
      return light.dissents.some(({ by }) => by === event.body.by) ? undefined : ['M7.1', 'nobody had dissented.'];
    case 'light.closed-itself.v1': {
      const until = objectionsUntil(review);
      if (phase !== 'prepared' || until === null) return ['M7.1', 'its form was not filed.'];
      if (light.dissents.length > 0) return ['M7.1', 'a dissent stood.'];
      return event.at + correctionMs < until ? ['M7.1', 'the time for objections was not over.'] : undefined;
    }
    default:
      return undefined;
  }
}
