import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { meetingNotOpen } from '../agenda/decide-agenda.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { openVote, type Vote } from './vote.ts';

type VoteCommand = CommandOf<'vote.open' | 'vote.count' | 'vote.withdraw'>;

/** A question to the room by show of hands: M1.5. One is asked at a time, and a hand counts once. */
export function decideVotes(review: Review, command: VoteCommand): Verdict {
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  switch (command.type) {
    case 'vote.open':
      return open(review, command);
    case 'vote.count':
      return withOpenVote(review, command.vote, (vote) => count(review, vote, command.hands));
    case 'vote.withdraw':
      return withOpenVote(review, command.vote, (vote) => ok([{ type: 'vote.withdrawn.v1', body: { id: vote.id } }]));
    default:
      return assertNever(command);
  }
}

function open(review: Review, { id, question, options: written }: CommandOf<'vote.open'>): Verdict {
  if (review.votes.some((vote) => vote.id === id)) return ok([]);
  const asked = openVote(review.votes);
  if (asked !== undefined)
    return refuse(
      'M1.5',
      `The room is asked already: “${asked.question}”.`,
      'Count the hands for it, or take it back.',
    );
  const options = [...new Set(written.filter((option) => option !== ''))];
  if (options.length < 2)
    return refuse('M1.5', 'A vote needs at least two different answers.', 'Write down what else can be chosen.');
  return ok([{ type: 'vote.opened.v1', body: { id, question, options } }]);
}

/** Everybody has one hand; those who raise none did not vote. */
function count(review: Review, vote: Vote, hands: readonly number[]): Verdict {
  if (hands.length !== vote.options.length)
    return refuse('M1.5', `The question has ${vote.options.length} answers.`, 'Enter one count for each.');
  const present = review.present.length;
  const raised = hands.reduce((sum, each) => sum + each, 0);
  if (raised > present)
    return refuse('M1.5', `${raised} hands, but ${present} are here.`, 'Count again, or check people in.');
  const options = vote.options.map((text, index) => ({ text, hands: hands[index] ?? 0 }));
  return ok([{ type: 'vote.taken.v1', body: { id: vote.id, question: vote.question, options, present } }]);
}

function withOpenVote(review: Review, id: string, then: (vote: Vote) => Verdict): Verdict {
  const vote = review.votes.find((each) => each.id === id);
  if (vote === undefined) return refuse('M1.5', 'There is no such vote.', 'Ask the room first.');
  if (vote.counted !== null)
    return refuse('M1.5', 'Those hands are counted.', 'Undo the count, or ask the room again.');
  return then(vote);
}
