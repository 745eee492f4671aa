import { ok } from '../../lib/result.ts';
import { meetingNotOpen } from '../agenda/decide-agenda.ts';
import { strangerAuthor } from '../claim/decide-claims.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';

/** The scribe's lines, from the start of the meeting to its close: M3.5. The time is the journal's. */
export function decideNotes(
  review: Review,
  command: CommandOf<'note.take' | 'note.reword'>,
  context: DecisionContext,
): Verdict {
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  if (command.type === 'note.take') {
    const { id, text, author } = command;
    if (review.notes.some((note) => note.id === id)) return ok([]);
    return strangerAuthor(author, context) ?? ok([{ type: 'note.taken.v1', body: { id, text, author } }]);
  }
  const { note, text } = command;
  const known = review.notes.find((each) => each.id === note);
  if (known === undefined) return refuse('M3.5', 'There is no such note.', 'Choose one from the list.');
  return ok(known.text === text ? [] : [{ type: 'note.reworded.v1', body: { note, text } }]);
}
