import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { blameless } from '../wording/blameless.ts';
import type { Cause, Classification } from './cause.ts';
import { causesNotOpen } from './cause-guards.ts';
import { checksFallBack } from './cause-states.ts';
import { otherClass } from './classes.ts';
import { decideBoard, seenBodies } from './decide-board.ts';
import { indexOf, recurrenceOf } from './recurrence.ts';

type FindingCommand = CommandOf<'cause.classify' | 'cause.scope' | 'board.raise' | 'board.decline'>;

/** What kind of cause it is, and what follows from how often it came back: M4.2, M4.3, M4.5. */
export function decideFindings(review: Review, command: FindingCommand, context: DecisionContext): Verdict {
  const notOpen = causesNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  switch (command.type) {
    case 'cause.classify':
      return blameless(review, command, context, classify(review, command));
    case 'cause.scope':
      return scope(review, command, context);
    case 'board.raise':
    case 'board.decline':
      return decideBoard(review, command, context);
    default:
      return assertNever(command);
  }
}

/** [M4.2] One primary class of the taxonomy the review was opened with; only what fits none has words of its own. */
function classify(review: Review, command: CommandOf<'cause.classify'>): Verdict {
  const cause = review.causes.find((each) => each.id === command.cause);
  if (cause === undefined) return refuse('M4.2', 'There is no such cause.', 'Choose one from the outline.');
  const { class: id, text, component, key } = command;
  const known = review.governance.taxonomy.find((each) => each.id === id);
  if (known === undefined)
    return refuse(
      'M4.2',
      `The taxonomy has no class “${id}”.`,
      `Choose one of ${review.governance.taxonomy.map(({ title }) => title).join(', ')}.`,
    );
  if (id === otherClass && text === null)
    return refuse('M4.2', `“${known.title}” says nothing by itself.`, 'Say in a few words what it is.');
  if (id !== otherClass && text !== null)
    return refuse(
      'M4.2',
      `“${known.title}” takes no words of its own.`,
      'Leave them out, or choose the class for what fits no other.',
    );
  const classification = { class: id, text, component, key };
  if (isSame(cause.classification, classification)) return ok([]);
  return ok([
    ...fallBack(cause, classification),
    { type: 'cause.classified.v1', body: { cause: cause.id, ...classification } },
  ]);
}

/** The checks were made for another class or another setting: what they found no longer holds. */
const fallBack = (cause: Cause, { class: id, key }: Classification): readonly ReviewEvent[] =>
  cause.classification?.class === id && cause.classification.key === key ? [] : checksFallBack(cause);

const isSame = (a: Classification | null, b: Classification): boolean =>
  a !== null && a.class === b.class && a.text === b.text && a.component === b.component && a.key === b.key;

/** [M4.3] Specific or systemic: counted among what was found before, and decided against the count with a reason only. */
function scope(review: Review, command: CommandOf<'cause.scope'>, { past = [], now }: DecisionContext): Verdict {
  const cause = review.causes.find((each) => each.id === command.cause);
  if (cause === undefined) return refuse('M4.3', 'There is no such cause.', 'Choose one from the outline.');
  if (cause.state.name === 'rejected')
    return refuse('M4.3', 'This cause was rejected.', 'Reopen it first; it becomes a hypothesis again.');
  const { seen, count, preset } = recurrenceOf(cause, review, indexOf(past), now);
  const differs = review.governance.causes !== undefined && command.scope !== preset;
  if (differs && command.reason === null)
    return refuse(
      'M4.3',
      preset === 'systemic'
        ? `It was found ${count} times, this one included, which makes it systemic.`
        : `It was found ${count === 1 ? 'for the first time' : `${count} times`}, which makes it specific.`,
      `Say why it is ${command.scope} all the same; the record prints it.`,
    );
  const reason = differs ? command.reason : null;
  const { scope: before } = cause;
  if (before !== null && before.is === command.scope && before.reason === reason && sameSeen(before.seen, seen))
    return ok([]);
  return ok([
    { type: 'cause.scoped.v1', body: { cause: cause.id, scope: command.scope, seen: seenBodies(seen), reason } },
  ]);
}

const sameSeen = (a: NonNullable<Cause['scope']>['seen'], b: typeof a): boolean =>
  a.length === b.length && a.every((each, at) => each.review === b[at]?.review && each.cause === b[at].cause);
