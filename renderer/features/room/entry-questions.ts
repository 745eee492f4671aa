import { assertNever } from '../../../shared/lib/invariant.ts';
import type { MemberId } from '../../../shared/domain/ids.ts';
import { minutesText } from '../../../shared/meeting/clock-text.ts';
import { parseSaidTime, timeInZone } from '../../../shared/meeting/said-time.ts';
import { newId } from '../../state/commands.ts';
import { readRoom, type Asking } from '../../state/room-store.ts';
import { causeQuestion, type Question } from './cause-questions.ts';
import { handsQuestion } from './hands-questions.ts';
import type { RoomView } from '../../state/room-view.ts';

const plain = { initial: '', again: false };

/** Reads what the line asks for. `author` is who speaks. */
export function questionFor(room: RoomView, asking: Asking): Question {
  const { review } = room;
  const author = (room.author ?? '') as MemberId;
  switch (asking.kind) {
    case 'fact':
      return {
        ...plain,
        label: 'What happened next?',
        hint: 'What happened next? 14:05 before it says when · Enter adds it · a cause or an idea: H holds it',
        again: true,
        toCommand: (text) => ({
          type: 'claim.add',
          id: newId(),
          author,
          ...parseSaidTime(text, room.day, review.zone),
        }),
      };
    case 'idea':
      return {
        ...plain,
        label: 'Hold an idea',
        hint: 'A cause or an idea. Enter seals it until Causes; nobody reads it before',
        toCommand: (text) => ({ type: 'cause.propose', id: newId(), text, author, parent: null, category: 'process' }),
      };
    case 'cause':
    case 'reword-cause':
    case 'reject':
    case 'stop-cause':
    case 'effect':
    case 'canvas':
    case 'dismiss':
      return causeQuestion(room, asking);
    case 'action':
      return {
        ...plain,
        label: 'What could be done?',
        hint: 'What could be done? Begin with a verb · Enter notes it as an idea',
        again: true,
        toCommand: (text) => ({
          type: 'action.note',
          id: newId(),
          text,
          author,
          causes:
            room.state.cause !== null && review.causes.some((each) => each.id === room.state.cause)
              ? [room.state.cause]
              : [],
        }),
      };
    case 'hands':
      return {
        ...plain,
        label: `Hands for these facts, of ${review.present.length} here`,
        hint: `How many of ${review.present.length} here agree? Enter the count`,
        toCommand: (text) =>
          /^\d{1,3}$/.test(text) ? { type: 'facts.agree', inFavour: Number(text) } : 'Enter a number of hands.',
      };
    case 'summary':
      return {
        ...plain,
        label: 'The review in one sentence, to close it',
        hint: 'What this review found, in one or two sentences. Enter closes the review',
        toCommand: (summary) => ({ type: 'review.close', summary }),
      };
    case 'over-hands':
    case 'elmo-hands':
    case 'vote':
    case 'vote-hands':
      return { ...plain, ...handsQuestion(room, asking) };
    case 'park':
    case 'pause':
    case 'stop':
    case 'return':
    case 'retime':
    case 'inquorate':
    case 'reword-claim':
    case 'reword-action':
    case 'drop-action':
      return askedQuestion(room, asking);
    default:
      return assertNever(asking);
  }
}

type Asked = Extract<
  Asking,
  {
    kind:
      'park' | 'pause' | 'stop' | 'return' | 'retime' | 'inquorate' | 'reword-claim' | 'reword-action' | 'drop-action';
  }
>;

function askedQuestion(room: RoomView, asking: Asked): Question {
  const { review } = room;
  switch (asking.kind) {
    case 'park':
      return {
        ...plain,
        label: 'Park a topic',
        hint: 'What is parked? It needs an exit before the review closes',
        initial: readRoom(room.id).drafts['fact'] ?? '',
        toCommand: (text) => ({ type: 'topic.park', id: newId(), text }),
      };
    case 'pause':
      return {
        ...plain,
        label: 'Why pause?',
        hint: 'Why does the clock rest?',
        toCommand: (reason) => ({ type: 'meeting.pause', reason }),
      };
    case 'stop':
      return {
        ...plain,
        label: 'Why stop now?',
        hint: 'Why stop here and go on another time? Everything is kept',
        toCommand: (reason) => ({ type: 'meeting.stop', reason }),
      };
    case 'return': {
      const item = review.agenda.items.find((each) => each.id === asking.item);
      const label = `Why go back to ${item?.title ?? asking.item}?`;
      return {
        ...plain,
        label,
        hint: label,
        toCommand: (reason) => ({ type: 'meeting.return', item: asking.item, reason }),
      };
    }
    case 'retime': {
      const item = review.agenda.items.find((each) => each.id === asking.item);
      return {
        ...plain,
        label: `Minutes for ${item?.title ?? asking.item}`,
        hint: 'Minutes for this item',
        initial: minutesText(item?.budgetMs ?? 0),
        toCommand: (text) =>
          /^\d{1,3}([.,]\d)?$/.test(text)
            ? {
                type: 'meeting.retime',
                item: asking.item,
                budgetMs: Math.round(Number(text.replace(',', '.')) * 60_000),
              }
            : 'Enter minutes, like 12 or 7.5.',
      };
    }
    case 'inquorate':
      return {
        ...plain,
        label: 'Why start without a quorum?',
        hint: 'Why start without a quorum? The record says so, and no gate token can come of it',
        toCommand: (reason) => ({ type: 'meeting.start', inquorateReason: reason }),
      };
    case 'reword-claim': {
      const claim = review.claims.find((each) => each.id === asking.claim);
      const time = claim?.happenedAt == null ? '' : `${timeInZone(claim.happenedAt, review.zone)} `;
      return {
        ...plain,
        label: 'Reword the fact',
        hint: 'The fact in other words; a time before it says when',
        initial: `${time}${claim?.text ?? ''}`,
        toCommand: (text) => ({
          type: 'claim.reword',
          claim: asking.claim,
          ...parseSaidTime(text, room.day, review.zone),
        }),
      };
    }
    case 'reword-action': {
      const initial = review.actions.find((each) => each.id === asking.action)?.text ?? '';
      return {
        ...plain,
        label: 'Reword the action',
        hint: 'What will be done? A verb first',
        initial,
        toCommand: (text) => ({ type: 'action.reword', action: asking.action, text }),
      };
    }
    case 'drop-action':
      return {
        ...plain,
        label: 'Why is it dropped?',
        hint: 'Why is it dropped?',
        toCommand: (reason) => ({ type: 'action.drop', action: asking.action, reason }),
      };
    default:
      return assertNever(asking);
  }
}
