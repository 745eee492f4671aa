import type { RuleId } from '../refusal.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { leadersOf } from './decide-hands.ts';

type Counted = HappenedEvent & {
  type: 'over.answered.v1' | 'elmo.answered.v1' | 'vote.taken.v1' | 'decision.made.v2';
};

/** What breaks a rule in an event that says how the room answered: hands that nobody has, a choice that did not win. */
export function auditRoom(review: Review, event: Counted): readonly [RuleId, string] | undefined {
  switch (event.type) {
    case 'over.answered.v1': {
      const { hands, present, choice } = event.body;
      if (hands.extend + hands.park + hands.next > present) return ['M3.2', 'there were more hands than people.'];
      return leadersOf(hands).includes(choice)
        ? undefined
        : ['M3.2', 'the answer was not the one with the most hands.'];
    }
    case 'elmo.answered.v1': {
      const { inFavour, against, present, outcome } = event.body;
      if (inFavour + against > present) return ['M3.2', 'there were more hands than people.'];
      return inFavour * 2 > present || outcome === 'goes-on' ? undefined : ['M3.2', 'no majority wanted to move on.'];
    }
    case 'vote.taken.v1': {
      const raised = event.body.options.reduce((sum, option) => sum + option.hands, 0);
      return raised > event.body.present ? ['M1.5', 'there were more hands than people.'] : undefined;
    }
    case 'decision.made.v2':
      return event.body.evidence.every((id) => review.claims.some((claim) => claim.id === id)) &&
        event.body.choice < event.body.options.length
        ? undefined
        : ['M1.5', 'what it chose or rests on is not there.'];
  }
}
