import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { strangerAuthor } from '../claim/decide-claims.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { blameless } from '../wording/blameless.ts';
import type { Category, Cause } from './cause.ts';
import { leadsTo } from './cause-graph.ts';
import { causesNotOpen, noRoomFor, underParent, withCause } from './cause-guards.ts';
import { checksFallBack, stop } from './cause-states.ts';

type GraphCommand = CommandOf<
  'effect.word' | 'cause.paste' | 'cause.link' | 'cause.unlink' | 'cause.gate' | 'cause.mark' | 'cause.stop'
>;

/** How causes hang together besides their tree, and what they explain: M4.6. */
export const decideGraph = (review: Review, command: GraphCommand, context: DecisionContext): Verdict =>
  blameless(review, 'wording' in command ? command : {}, context, graphVerdict(review, command, context));

function graphVerdict(review: Review, command: GraphCommand, context: DecisionContext): Verdict {
  if (command.type === 'cause.paste' && review.phase === 'facts')
    return refuse('M3.1', 'Facts come before causes.', 'Hold them one by one, or paste them once you are in Causes.');
  const notOpen = causesNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  switch (command.type) {
    case 'effect.word':
      return wordEffect(review, command, context);
    case 'cause.paste':
      return paste(review, command, context);
    case 'cause.link':
      return withCause(review, command.cause, (cause) => link(review, cause, command.to));
    case 'cause.unlink': {
      const { cause: id, to } = command;
      return withCause(review, id, ({ links }) =>
        ok(links.includes(to) ? [{ type: 'cause.unlinked.v1', body: { cause: id, to } }] : []),
      );
    }
    case 'cause.gate': {
      const { cause: id, gate } = command;
      return withCause(review, id, (cause) =>
        ok(cause.gate === gate ? [] : [{ type: 'cause.gated.v1', body: { cause: id, gate } }]),
      );
    }
    case 'cause.mark': {
      const { cause: id, kind } = command;
      return withCause(review, id, (cause) =>
        ok(cause.kind === kind ? [] : [{ type: 'cause.marked.v1', body: { cause: id, kind } }]),
      );
    }
    case 'cause.stop':
      return withCause(review, command.cause, (cause) => stop(cause, command));
    default:
      return assertNever(command);
  }
}

/** What was checked to lie before the effect (M4.4) is to be checked anew when it began at another time. */
function wordEffect(review: Review, command: CommandOf<'effect.word'>, { now }: DecisionContext): Verdict {
  const { text, from, claim } = command;
  const { effect } = review;
  if (claim !== null && !review.claims.some(({ id }) => id === claim))
    return refuse('M3.3', 'There is no such claim.', 'Choose one of the facts, or word the effect without one.');
  if (from !== null && from > now)
    return refuse('M3.3', 'What is to be explained has begun.', 'Correct the time, or leave it out.');
  if (effect?.text === text && effect.from === from && effect.claim === claim) return ok([]);
  const fallBack = from === (effect?.from ?? null) ? [] : review.causes.flatMap(checksFallBack);
  return ok([...fallBack, { type: 'effect.worded.v1', body: { text, from, claim } }]);
}

/** A whole tree at once, all of it or nothing. Every cause hangs on the bone of the one above it. */
function paste(review: Review, command: CommandOf<'cause.paste'>, context: DecisionContext): Verdict {
  const { author, parent, causes } = command;
  const there = new Set(review.causes.map(({ id }) => id));
  const known = causes.filter(({ id }) => there.has(id)).length;
  if (known === causes.length) return ok([]);
  const refused = noRoomFor(review, causes.length) ?? strangerAuthor(author, context) ?? misplaced(causes, known);
  if (refused !== undefined) return refused;
  return underParent(review, parent, 'process', levelsOf(causes), (boneAbove) => {
    const placed: { id: string; parent: string | null; category: Category; text: string }[] = [];
    for (const { id, text, under, category } of causes) {
      const above = under === null ? undefined : placed[under];
      const own = parent === null ? category : boneAbove;
      placed.push({ id, parent: above?.id ?? parent, category: above?.category ?? own, text });
    }
    return ok([{ type: 'causes.pasted.v1', body: { author, causes: placed } }]);
  });
}

/** How many levels a pasted tree has. */
function levelsOf(causes: CommandOf<'cause.paste'>['causes']): number {
  const levels: number[] = [];
  for (const { under } of causes) levels.push(under === null ? 1 : (levels[under] ?? 0) + 1);
  return levels.reduce((most, level) => Math.max(most, level), 0);
}

function misplaced(causes: CommandOf<'cause.paste'>['causes'], known: number): Verdict | undefined {
  if (known > 0)
    return refuse('M4.6', `${known} of these causes are here already.`, 'Nothing was taken. Paste them once more.');
  if (new Set(causes.map(({ id }) => id)).size < causes.length)
    return refuse('M4.6', 'Two of these causes have one id.', 'Nothing was taken. Paste them once more.');
  const wrong = causes.findIndex(({ under }, index) => under !== null && under >= index);
  if (wrong === -1) return undefined;
  return refuse(
    'M4.6',
    `Number ${wrong + 1} of these causes hangs on one that does not come before it.`,
    'Nothing was taken. List every cause after the one it hangs on.',
  );
}

/** A second way in which a cause leads to another. */
function link(review: Review, cause: Cause, to: string): Verdict {
  if (!review.causes.some(({ id }) => id === to))
    return refuse('M4.6', 'The cause it would lead to is not there.', 'Choose one from the outline.');
  if (cause.links.includes(to)) return ok([]);
  if (cause.parent === to) return refuse('M4.6', 'It hangs below that cause already.', 'Choose another one.');
  if (cause.id === to || leadsTo(review.causes, to).has(cause.id))
    return refuse('M4.6', 'A cause cannot lead to itself.', 'Choose one that does not lead to it already.');
  return ok([{ type: 'cause.linked.v1', body: { cause: cause.id, to } }]);
}
