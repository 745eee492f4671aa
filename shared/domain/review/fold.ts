import { auditEvent, type AuditFault } from './audit.ts';
import { isUndoable } from './commands.ts';
import { evolveReview } from './evolve.ts';
import type { HappenedEvent } from './events.ts';
import type { Review } from './review.ts';

/** A review with what undo needs: the commands that stand and those that were taken back, oldest first. */
export type FoldedReview = {
  readonly review: Review;
  readonly undoable: readonly string[];
  readonly redoable: readonly string[];
  /** The first event that no command could have led to; nothing after it was folded. */
  readonly fault: AuditFault | null;
};

/**
 * Folds a journal. Undo is an event like any other: the events of an undone command are passed over, so history keeps
 * both the saying and the taking back. Undo crosses neither a change of phase nor the agreement on the facts, because
 * people agreed on what stood then; an event that undoes what could not be undone then stops the fold (H2).
 */
export function foldReview(events: readonly HappenedEvent[]): FoldedReview | undefined {
  const forward = forwardCommands(events);
  return foldOn(undefined, events, 0, forward, undoneCommands(events, forward));
}

/**
 * The fold of `events`, of which the first `from` were folded to `before`: of a long meeting each command brings a few.
 * Folds anew where what came changes how earlier events are read.
 */
export function foldFurther(
  before: FoldedReview,
  events: readonly HappenedEvent[],
  from: number,
): FoldedReview | undefined {
  const fresh = events.slice(from);
  const commands = new Set(fresh.map(({ command }) => command));
  const isPlain = (event: HappenedEvent): boolean =>
    event.type !== 'command.undone.v1' && event.type !== 'command.redone.v1';
  const isFurther = before.fault === null && fresh.every(isPlain);
  if (!isFurther || events.some((event, index) => index < from && commands.has(event.command)))
    return foldReview(events);
  return foldOn(before, events, from, forwardCommands(fresh), new Set());
}

function foldOn(
  before: FoldedReview | undefined,
  events: readonly HappenedEvent[],
  from: number,
  forward: ReadonlySet<string>,
  undone: ReadonlySet<string>,
): FoldedReview | undefined {
  let review = before?.review;
  let undoable = [...(before?.undoable ?? [])];
  let redoable = [...(before?.redoable ?? [])];
  for (let index = from; index < events.length; index += 1) {
    const event = events[index];
    if (event === undefined) break;
    if (event.type === 'command.undone.v1' || event.type === 'command.redone.v1') {
      const isUndo = event.type === 'command.undone.v1';
      const [taken, to] = isUndo ? [undoable, redoable] : [redoable, undoable];
      if (taken.at(-1) !== event.body.target) return foldUpTo(events, index, forgedUndo(event));
      taken.pop();
      to.push(event.body.target);
      continue;
    }
    const phase = review?.phase;
    if (!undone.has(event.command)) {
      const fault = review === undefined ? undefined : auditEvent(review, event);
      if (fault !== undefined) return foldUpTo(events, index, fault);
      review = evolveReview(review, event);
    }
    if (review?.phase !== phase || event.type === 'facts.agreed.v1' || event.type === 'round.settled.v1')
      [undoable, redoable] = [[], []];
    else if (!forward.has(event.command) && undoable.at(-1) !== event.command) {
      undoable.push(event.command);
      redoable = [];
    }
  }
  return review === undefined ? undefined : { review, undoable, redoable, fault: null };
}

/** What stood before the faulty event, with its own undone commands: what was undone later is not undone yet. */
function foldUpTo(events: readonly HappenedEvent[], index: number, fault: AuditFault): FoldedReview | undefined {
  const before = foldReview(events.slice(0, index));
  return before === undefined ? undefined : { ...before, undoable: [], redoable: [], fault: before.fault ?? fault };
}

const forgedUndo = ({ seq, type }: HappenedEvent): AuditFault => ({
  seq,
  rule: 'H2',
  message: `Event ${seq} (${type}) breaks H2: what it names could not be taken back or brought back then.`,
});

/** Commands that only go forward: an event of theirs is none that can be taken back, and then none of them is. */
const forwardCommands = (events: readonly HappenedEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => (isUndoable(event.type) ? [] : [event.command])));

/** Commands that are undone at the end of the journal. One that only goes forward stands, whatever a line says. */
function undoneCommands(events: readonly HappenedEvent[], forward: ReadonlySet<string>): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const event of events) {
    if (event.type === 'command.undone.v1' && !forward.has(event.body.target)) undone.add(event.body.target);
    if (event.type === 'command.redone.v1') undone.delete(event.body.target);
  }
  return undone;
}
