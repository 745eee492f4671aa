import type { ReviewCommand } from '../../../shared/domain/review/commands.ts';
import { leadersOf } from '../../../shared/domain/agenda/decide-hands.ts';
import type { OverChoice } from '../../../shared/domain/agenda/hands.ts';
import { parseHands, parseVote } from '../../../shared/meeting/hands-text.ts';
import { topicOf } from '../../../shared/meeting/on-the-table.ts';
import { newId } from '../../state/commands.ts';
import type { Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';

type HandsAsking = Extract<Asking, { kind: 'over-hands' | 'elmo-hands' | 'vote' | 'vote-hands' }>;
type HandsQuestion = {
  readonly label: string;
  readonly hint: string;
  readonly toCommand: (text: string) => ReviewCommand | string;
};

const letters: { readonly [letter: string]: OverChoice } = { x: 'extend', p: 'park', n: 'next' };
const names: { readonly [C in OverChoice]: string } = { extend: 'extending', park: 'parking', next: 'going on' };

/** The questions that end in a show of hands: what the line asks for, and the command that counts them. */
export function handsQuestion(room: RoomView, asking: HandsAsking): HandsQuestion {
  const here = room.review.present.length;
  switch (asking.kind) {
    case 'over-hands':
      return {
        label: `Hands of ${here}: extend, park, next`,
        hint: 'Three counts, like 5 1 2 · at a tie add what you decide: X, P or N',
        toCommand: (text) => overAnswer(room, text),
      };
    case 'elmo-hands':
      return {
        label: `Hands of ${here}: move on, stay`,
        hint: 'Two counts, like 5 2 · add P to park the topic',
        toCommand: (text) => {
          const hands = parseHands(text, 2, 'p');
          if (typeof hands === 'string') return hands;
          const [inFavour = 0, against = 0] = hands.counts;
          const onto = hands.letter === 'p' ? 'park' : 'next';
          return { type: 'elmo.answer', inFavour, against, onto, topic: topicFor(room) };
        },
      };
    case 'vote':
      return {
        label: 'Ask the room',
        hint: 'The question and its answers: Roll back? now / tomorrow / never · without answers: yes / no',
        toCommand: (text) => ({ type: 'vote.open', id: newId(), ...toOpen(text) }),
      };
    case 'vote-hands': {
      const vote = room.review.votes.find((each) => each.id === asking.vote);
      const options = vote?.options ?? [];
      return {
        label: `Hands of ${here}: ${options.join(', ')}`,
        hint: `${options.length} counts with blanks between them, for ${options.join(', ')}`,
        toCommand: (text) => {
          const hands = parseHands(text, options.length);
          return typeof hands === 'string'
            ? hands
            : { type: 'vote.count', vote: asking.vote, hands: [...hands.counts] };
        },
      };
    }
  }
}

const toOpen = (text: string): { question: string; options: string[] } => {
  const { question, options } = parseVote(text);
  return { question, options: [...options] };
};

const topicFor = (room: RoomView) => ({ id: newId(), text: topicOf(room.review, room.state) });

function overAnswer(room: RoomView, text: string): ReviewCommand | string {
  const typed = parseHands(text, 3, 'xpn');
  if (typeof typed === 'string') return typed;
  const [extend = 0, park = 0, next = 0] = typed.counts;
  const leaders = leadersOf({ extend, park, next });
  const decided = letters[typed.letter ?? ''] ?? null;
  if (leaders.length > 1 && (decided === null || !leaders.includes(decided))) {
    const keys = Object.entries(letters).flatMap(([letter, choice]) =>
      leaders.includes(choice) ? [letter.toUpperCase()] : [],
    );
    return `A tie between ${leaders.map((each) => names[each]).join(' and ')}: you decide. Add ${keys.join(' or ')} after the counts.`;
  }
  return { type: 'over.answer', extend, park, next, decided, topic: topicFor(room) };
}
