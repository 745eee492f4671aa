import { ok } from '../../lib/result.ts';
import { dayInZone } from '../day.ts';
import { lateExit } from '../escalation/decide-escalation.ts';
import type { ReviewId } from '../ids.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Exit, Review } from '../review/review.ts';
import type { SeenBefore } from './cause.ts';
import { classTitle } from './classes.ts';
import { matterOf, recurringOf, type Recurring } from './recurrence.ts';
import { placeOf } from './similar-findings.ts';

type BoardCommand = CommandOf<'board.raise' | 'board.decline'>;

/** [M4.5] A class that keeps coming back in a component goes to the architecture board, or not, with a reason. */
export function decideBoard(review: Review, command: BoardCommand, context: DecisionContext): Verdict {
  const found = recurringOf(review, context.past ?? [], context.now).find((each) => placeOf(each) === placeOf(command));
  if (found === undefined)
    return refuse(
      'M4.5',
      `No cause of this review that evidence carries is ${classTitle(review.governance.taxonomy, command.class)} in ${command.component}.`,
      'Class the cause first, or choose one that is classed so.',
    );
  const rule = review.governance.causes?.board;
  if (rule === undefined)
    return refuse(
      'M4.5',
      'This review was opened before findings were counted.',
      'Park the topic and escalate it to the architecture board.',
    );
  if (!found.isMatter)
    return refuse(
      'M4.5',
      `It was found ${found.count === 1 ? 'once' : `${found.count} times`} in ${rule.withinDays} days; the board hears of it from ${rule.count} on.`,
      'Park the topic and escalate it, if it cannot wait.',
    );
  const standing = matterOf(review, found);
  if (command.type === 'board.raise') return raise(review, command, found, context);
  if (standing !== undefined && standing.topic !== null)
    return refuse(
      'M4.5',
      'It was sent to the architecture board already.',
      'Undo that first, or give its topic another exit.',
    );
  if (standing?.reason === command.reason) return ok([]);
  return ok([
    {
      type: 'board.declined.v1',
      body: { class: found.class, component: found.component, reason: command.reason, seen: seenBodies(found.seen) },
    },
  ]);
}

/** Parks the topic, escalates it and says why, in one: the escalation makes the packet when the review closes. */
function raise(review: Review, command: CommandOf<'board.raise'>, found: Recurring, { now }: DecisionContext): Verdict {
  const { id, answerBy, reason } = command;
  const standing = matterOf(review, found);
  if (standing !== undefined && standing.topic !== null) return ok([]);
  if (review.parked.some((topic) => topic.id === id))
    return refuse('M4.5', 'There is such a topic already.', 'Send it again under a new id.');
  if (answerBy <= dayInZone(now, review.zone))
    return refuse('M4.5', 'An escalation is answered by a day to come.', 'Choose a later date.');
  const exit: Exit = { kind: 'escalate', to: 'architecture-board', answerBy, reason };
  const late = lateExit(review, exit, now);
  if (late !== undefined) return late;
  const text = `${classTitle(review.governance.taxonomy, found.class)} keeps coming back in ${found.component}`;
  const { class: cls, component } = found;
  return ok([
    { type: 'topic.parked.v1', body: { id, text, item: review.agenda.current ?? 'causes' } },
    { type: 'topic.exited.v1', body: { topic: id, exit } },
    { type: 'board.raised.v1', body: { class: cls, component, topic: id, reason, seen: seenBodies(found.seen) } },
  ]);
}

/** Earlier findings as an event names them. */
export const seenBodies = (
  seen: readonly SeenBefore[],
): { readonly review: ReviewId; readonly cause: string; readonly at: number }[] =>
  seen.map(({ review, cause, at }) => ({ review: review as ReviewId, cause, at }));
