import type { MemberId } from '../../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../../shared/domain/review/commands.ts';
import { techniqueOf, techniqueTitles } from '../../../shared/domain/cause/triage.ts';
import { parseSaidTime, timeInZone } from '../../../shared/meeting/said-time.ts';
import { canvasTitles, stopTitles } from '../../../shared/projections/cause-words.ts';
import { newId } from '../../state/commands.ts';
import type { Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { proposeAt } from './cause-place.tsx';

/** One question of the entry line: what it asks, what is in it to begin with, and the command its answer becomes. */
export type Question = {
  readonly label: string;
  readonly hint: string;
  readonly initial: string;
  /** Stays open for the next answer. */
  readonly again: boolean;
  /** The command; a string says what is wrong with the answer instead. */
  readonly toCommand: (text: string) => ReviewCommand | string;
};

const plain = { initial: '', again: false };

type CauseAsking = Extract<
  Asking,
  { kind: 'cause' | 'reword-cause' | 'reject' | 'stop-cause' | 'effect' | 'canvas' | 'dismiss' }
>;

/** What the line asks about causes, the effect and held ideas. */
export function causeQuestion(room: RoomView, asking: CauseAsking): Question {
  const { review } = room;
  switch (asking.kind) {
    case 'cause': {
      const above = review.causes.find((each) => each.id === asking.parent);
      const author = (room.author ?? '') as MemberId;
      return {
        ...plain,
        label: above === undefined ? 'What made it possible?' : `What made “${above.text}” possible?`,
        hint: `${above === undefined ? 'What made it possible?' : 'What made that possible?'} Enter adds it · Tab adds it and asks why · Shift Tab adds it and goes out`,
        again: true,
        toCommand: (text) => ({ ...proposeAt(review, asking), id: newId(), text, author }),
      };
    }
    case 'reword-cause':
      return {
        ...plain,
        label: 'Reword the cause',
        hint: 'The cause in other words',
        initial: asking.was,
        toCommand: (text) => ({ type: 'cause.reword', cause: asking.cause, text, was: asking.was }),
      };
    case 'reject':
      return {
        ...plain,
        label: 'Why is it rejected?',
        hint: 'What was missing, or what speaks against it? It stays visible, struck through',
        toCommand: (reason) => ({ type: 'cause.reject', cause: asking.cause, reason }),
      };
    case 'stop-cause':
      return {
        ...plain,
        label: `Not asked further: ${stopTitles[asking.why]}`,
        hint: 'What exactly? It stays visible, with its reason',
        toCommand: (reason) => ({ type: 'cause.stop', cause: asking.cause, why: asking.why, reason }),
      };
    case 'effect':
      return effectQuestion(room);
    case 'canvas': {
      const { answers } = review.triage;
      const asked = answers === null ? '' : `The answers ask for ${techniqueTitles[techniqueOf(answers)]}. `;
      return {
        ...plain,
        label: `Why open ${canvasTitles[asking.canvas]} all the same?`,
        hint: `${asked}The record prints the reason`,
        toCommand: (reason) => ({ type: 'canvas.open', canvas: asking.canvas, reason }),
      };
    }
    case 'dismiss':
      return {
        ...plain,
        label: 'Why is the idea dismissed?',
        hint: 'Why is the idea dismissed?',
        toCommand: (reason) => ({ type: 'idea.dismiss', idea: asking.idea, reason }),
      };
  }
}

/** The head of the fishbone, with the time it began: causes lie before that (M4.4). */
function effectQuestion({ review, day }: RoomView): Question {
  const { effect, zone, title } = review;
  const time = effect?.from == null ? '' : `${timeInZone(effect.from, zone)} `;
  return {
    ...plain,
    label: 'What is to be explained?',
    hint: 'What is to be explained? 14:05 before it says when it began',
    initial: `${time}${effect?.text ?? title}`,
    toCommand: (said): ReviewCommand => {
      const { text, happenedAt } = parseSaidTime(said, day, zone);
      // Typed without a day it would lose the one it had.
      const isSameTime =
        effect?.from != null && happenedAt !== null && timeInZone(effect.from, zone) === timeInZone(happenedAt, zone);
      const from = isSameTime ? effect.from : happenedAt;
      return { type: 'effect.word', text, from, claim: effect?.text === text ? effect.claim : null };
    },
  };
}
