import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import type { ItemClock } from './agenda.ts';
import { isAtHardEnd, nextExtensionMs, planExtension, takenMs } from './clock.ts';
import { extend, meetingNotOpen, next } from './decide-agenda.ts';
import { openElmo } from './evolve-hands.ts';
import { overChoices, type OverChoice, type OverHands } from './hands.ts';

type HandsCommand = CommandOf<'over.answer' | 'elmo.call' | 'elmo.answer'>;

/** So often may the room be asked within one item whether it had enough. */
export const elmoPerItem = 3;
/** Ms that must pass before the same item is asked again. */
export const elmoPauseMs = 120_000;

/** What the room answers about its time by show of hands: M3.2. One command counts the hands and carries the answer out. */
export function decideHands(review: Review, command: HandsCommand, { now }: DecisionContext): Verdict {
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  const item = review.agenda.items.find((each) => each.id === review.agenda.current);
  if (item === undefined || review.agenda.pace.name !== 'running')
    return refuse('M3.2', 'The clock is not running.', 'Resume the meeting first.');
  switch (command.type) {
    case 'over.answer':
      return answerOver(review, item, command, now);
    case 'elmo.call':
      return callElmo(review, item, now);
    case 'elmo.answer':
      return answerElmo(review, item, command);
    default:
      return assertNever(command);
  }
}

/** Who leads a show of hands: one choice, or several that tie. Empty when nobody raised a hand. */
export function leadersOf(hands: OverHands): readonly OverChoice[] {
  const most = Math.max(...overChoices.map((choice) => hands[choice]));
  return most === 0 ? [] : overChoices.filter((choice) => hands[choice] === most);
}

const choiceText: { readonly [C in OverChoice]: string } = { extend: 'extending', park: 'parking', next: 'going on' };

/** [M3.2] The hands are counted, the winning answer is carried out; a tie is the facilitator's to break, and said so. */
function answerOver(review: Review, item: ItemClock, command: CommandOf<'over.answer'>, now: number): Verdict {
  const { extend: more, park, next: on, decided, topic } = command;
  const hands = { extend: more, park, next: on };
  if (takenMs(review.agenda, item, now) <= item.budgetMs)
    return refuse('M3.2', `${item.title} is not over time.`, 'Count hands when its minutes are used up.');
  if (isAtHardEnd(review.agenda, now))
    return refuse('M3.2', 'The hard end is reached; there are no minutes left to vote on.', 'Stop and resume later.');
  const tooMany = moreThanHere(review, more + park + on);
  if (tooMany !== undefined) return tooMany;
  if (more > 0 && !canExtend(review, item, now))
    return refuse('M3.2', 'No extension is on offer any more.', 'Ask again: park it, or next.');
  const leaders = leadersOf(hands);
  if (leaders.length === 0) return refuse('M3.2', 'Nobody raised a hand.', 'Ask again, and count.');
  const tied = leaders.length > 1;
  const choice = tied ? decided : leaders[0];
  if (choice === null || choice === undefined || !leaders.includes(choice))
    return refuse(
      'M3.2',
      `A tie between ${leaders.map((each) => choiceText[each]).join(' and ')}.`,
      'The facilitator decides between them.',
    );
  const carried = carryOut(review, choice, topic, now);
  if (!carried.ok) return carried;
  const decidedBy = tied ? ('facilitator' as const) : ('hands' as const);
  return ok([
    { type: 'over.answered.v1', body: { item: item.id, hands, present: review.present.length, choice, decidedBy } },
    ...carried.value,
  ]);
}

function carryOut(review: Review, choice: OverChoice, topic: CommandOf<'over.answer'>['topic'], now: number): Verdict {
  if (choice === 'extend') return extend(review, now);
  return choice === 'next' ? goOn(review) : ok(parkAndGoOn(review, topic));
}

/** The next item; on the last one there is nothing to enter, and the facilitator closes. */
const goOn = (review: Review): Verdict =>
  review.agenda.items.at(-1)?.id === review.agenda.current ? ok([]) : next(review);

/** The topic keeps its place in the parking lot; the room goes on where nothing bars the way (M3.1). */
function parkAndGoOn(review: Review, topic: CommandOf<'over.answer'>['topic']): readonly ReviewEvent[] {
  const further = goOn(review);
  const parked: readonly ReviewEvent[] = review.parked.some((each) => each.id === topic.id)
    ? []
    : [{ type: 'topic.parked.v1', body: { ...topic, item: review.agenda.current ?? 'open' } }];
  return [...parked, ...(further.ok ? further.value : [])];
}

/** A question asked too often is a way of not listening, so an item is asked few times and not twice in a row. */
function callElmo(review: Review, item: ItemClock, now: number): Verdict {
  if (openElmo(review.agenda) !== undefined) return ok([]);
  const calls = review.agenda.elmo.filter((call) => call.item === item.id);
  if (calls.length >= elmoPerItem)
    return refuse('M3.2', `The room was asked ${elmoPerItem} times in ${item.title}.`, 'Park the topic, or go on.');
  const last = calls.at(-1)?.answer?.at ?? -Infinity;
  if (now - last < elmoPauseMs)
    return refuse('M3.2', 'The room was asked a moment ago and wanted to go on.', 'Ask again after two minutes.');
  return ok([{ type: 'elmo.called.v1', body: { item: item.id } }]);
}

/** More than half of those here, and the room moves on; else it goes on with what it was at. */
function answerElmo(review: Review, item: ItemClock, command: CommandOf<'elmo.answer'>): Verdict {
  if (openElmo(review.agenda) === undefined)
    return refuse('M3.2', 'The room was not asked.', 'Ask whether it had enough first.');
  const { inFavour, against, onto, topic } = command;
  const present = review.present.length;
  const tooMany = moreThanHere(review, inFavour + against);
  if (tooMany !== undefined) return tooMany;
  const outcome = inFavour * 2 > present ? onto : ('goes-on' as const);
  const answered: ReviewEvent = {
    type: 'elmo.answered.v1',
    body: { item: item.id, inFavour, against, present, outcome },
  };
  if (outcome === 'goes-on') return ok([answered]);
  if (outcome === 'park') return ok([answered, ...parkAndGoOn(review, topic)]);
  const further = goOn(review);
  return further.ok ? ok([answered, ...further.value]) : further;
}

const canExtend = (review: Review, item: ItemClock, now: number): boolean => {
  const ms = nextExtensionMs(item);
  return ms !== null && planExtension(review.agenda, now, ms).shortMs === 0;
};

/** Refuses more hands than there are people; everybody has one. */
export function moreThanHere(review: Review, hands: number): Verdict | undefined {
  const present = review.present.length;
  if (hands <= present) return undefined;
  return refuse('M3.2', `${hands} hands, but ${present} are here.`, 'Count again, or check people in.');
}
