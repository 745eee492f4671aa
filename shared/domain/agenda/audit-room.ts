import type { RuleId } from '../refusal.ts';
import { inPhase, talking, type Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { openVote } from '../vote/vote.ts';
import { leadersOf } from './decide-hands.ts';
import { openElmo } from './evolve-hands.ts';

type RoomEvent = HappenedEvent & {
  type:
    | 'over.answered.v1'
    | 'elmo.called.v1'
    | 'elmo.answered.v1'
    | 'vote.opened.v1'
    | 'vote.taken.v1'
    | 'vote.withdrawn.v1'
    | 'decision.made.v2'
    | 'note.taken.v1'
    | 'note.reworded.v1';
};

/**
 * What breaks a rule in an event of the room: hands that nobody has, an answer to what was not asked, a choice that did
 * not win, anything said before the meeting or after it.
 */
export const auditRoom = (review: Review, event: RoomEvent): Breach | undefined =>
  broken(review, event) ?? inPhase(review, talking, 'H1');

function broken(review: Review, event: RoomEvent): Breach | undefined {
  switch (event.type) {
    case 'over.answered.v1': {
      const { hands, present, choice, decidedBy } = event.body;
      const leaders = leadersOf(hands);
      return (
        tooMany(review, 'M3.2', hands.extend + hands.park + hands.next, present) ??
        (leaders.includes(choice) && (decidedBy === 'facilitator' || leaders.length === 1)
          ? undefined
          : ['M3.2', 'the answer was not the one with the most hands.'])
      );
    }
    case 'elmo.called.v1':
      return event.body.item === review.agenda.current ? undefined : ['M3.2', 'that item was not running.'];
    case 'elmo.answered.v1': {
      const { inFavour, against, present, outcome } = event.body;
      if (openElmo(review.agenda) === undefined) return ['M3.2', 'the room was not asked.'];
      const isRight = inFavour * 2 > present === (outcome !== 'goes-on');
      return (
        tooMany(review, 'M3.2', inFavour + against, present) ??
        (isRight ? undefined : ['M3.2', 'that is not what more than half of the room wanted.'])
      );
    }
    case 'vote.opened.v1':
      return openVote(review.votes) === undefined ? undefined : ['M1.5', 'another question was open.'];
    case 'vote.taken.v1': {
      const vote = openVote(review.votes);
      const told = event.body.options.map(({ text }) => text);
      if (vote?.id !== event.body.id || told.join('\n') !== vote.options.join('\n'))
        return ['M1.5', 'the room was not asked that.'];
      const raised = event.body.options.reduce((sum, option) => sum + option.hands, 0);
      return tooMany(review, 'M1.5', raised, event.body.present);
    }
    case 'vote.withdrawn.v1':
      return openVote(review.votes)?.id === event.body.id ? undefined : ['M1.5', 'the room was not asked that.'];
    case 'decision.made.v2':
      return decided(review, event.body);
    case 'note.taken.v1':
    case 'note.reworded.v1':
      return undefined;
  }
}

const tooMany = (review: Review, rule: RuleId, raised: number, present: number): Breach | undefined =>
  raised > present || present !== review.present.length ? [rule, 'there were more hands than people.'] : undefined;

function decided(review: Review, body: (RoomEvent & { type: 'decision.made.v2' })['body']): Breach | undefined {
  const { evidence, choice, options, vote } = body;
  const rests = evidence.every((id) => review.claims.some((claim) => claim.id === id));
  const isCounted = vote === null || review.votes.find((each) => each.id === vote)?.counted != null;
  return rests && isCounted && choice < options.length && new Set(options).size === options.length
    ? undefined
    : ['M1.5', 'what it chose or rests on is not there.'];
}
