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
 * people agreed on what stood then.
 */
export function foldReview(events: readonly HappenedEvent[]): FoldedReview | undefined {
  const undone = undoneCommands(events);
  const forward = forwardCommands(events);
  let review: Review | undefined;
  let undoable: string[] = [];
  let redoable: string[] = [];
  for (const event of events) {
    if (event.type === 'command.undone.v1') {
      undoable = undoable.filter((command) => command !== event.body.target);
      redoable.push(event.body.target);
    } else if (event.type === 'command.redone.v1') {
      redoable = redoable.filter((command) => command !== event.body.target);
      undoable.push(event.body.target);
    } else {
      const phase = review?.phase;
      if (!undone.has(event.command)) {
        const fault = review === undefined ? undefined : auditEvent(review, event);
        if (review !== undefined && fault !== undefined) return { review, undoable: [], redoable: [], fault };
        review = evolveReview(review, event);
      }
      if (review?.phase !== phase || event.type === 'facts.agreed.v1' || event.type === 'round.settled.v1')
        [undoable, redoable] = [[], []];
      else if (!forward.has(event.command) && undoable.at(-1) !== event.command) {
        undoable.push(event.command);
        redoable = [];
      }
    }
  }
  return review === undefined ? undefined : { review, undoable, redoable, fault: null };
}

/** Commands that only go forward: an event of theirs is none that can be taken back, and then none of them is. */
const forwardCommands = (events: readonly HappenedEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => (isUndoable(event.type) ? [] : [event.command])));

/** Commands that are undone at the end of the journal. */
function undoneCommands(events: readonly HappenedEvent[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const event of events) {
    if (event.type === 'command.undone.v1') undone.add(event.body.target);
    if (event.type === 'command.redone.v1') undone.delete(event.body.target);
  }
  return undone;
}
