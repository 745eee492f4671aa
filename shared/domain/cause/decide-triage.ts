import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { causesNotOpen } from './cause-guards.ts';
import { isAgainstVerdict, techniqueOf, techniqueTitles } from './triage.ts';

/** Which canvas causes are drawn on: M4.1. */
export function decideTriage(review: Review, command: CommandOf<'causes.triage' | 'canvas.open'>): Verdict {
  const notOpen = causesNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  return command.type === 'causes.triage' ? triage(review, command) : openCanvas(review, command);
}

/** The questions may be answered again: a room that learns more is not held to what it thought first. */
function triage({ triage: { answers } }: Review, command: CommandOf<'causes.triage'>): Verdict {
  const { type: _type, ...given } = command;
  const isSame =
    answers !== null &&
    answers.directEvidence === given.directEvidence &&
    answers.recurring === given.recurring &&
    answers.severalComponents === given.severalComponents;
  return ok(isSame ? [] : [{ type: 'causes.triaged.v1', body: given }]);
}

/** [M4.1] A canvas opens after the three questions, and against their verdict with a reason that is kept. */
function openCanvas({ triage: state, governance }: Review, { canvas, reason }: CommandOf<'canvas.open'>): Verdict {
  if (state.canvas === canvas) return ok([]);
  if (governance.causes === undefined) return ok([{ type: 'canvas.opened.v1', body: { canvas, reason } }]);
  if (state.answers === null)
    return refuse(
      'M4.1',
      'The three questions come before a canvas.',
      'Say whether evidence shows it directly, whether it keeps coming back, and whether several components took part.',
    );
  const needsReason = isAgainstVerdict(state, canvas);
  if (needsReason && reason === null)
    return refuse(
      'M4.1',
      `The answers ask for ${techniqueTitles[techniqueOf(state.answers)]}, not for ${techniqueTitles[canvas]}.`,
      `Say why ${techniqueTitles[canvas]} is opened all the same; the record prints it.`,
    );
  return ok([{ type: 'canvas.opened.v1', body: { canvas, reason: needsReason ? reason : null } }]);
}
