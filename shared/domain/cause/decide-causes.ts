import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { meetingNotOpen } from '../agenda/decide-agenda.ts';
import { claimSupport } from '../claim/claim.ts';
import { strangerAuthor } from '../claim/decide-claims.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { blameless } from '../wording/blameless.ts';
import type { Cause } from './cause.ts';
import { leadsTo, levelsBelow } from './cause-graph.ts';
import { causesNotOpen, noRoomFor, underParent, withCause } from './cause-guards.ts';
import { reject, reopen, support, wordsFallBack } from './cause-states.ts';

type CauseCommand = CommandOf<
  | 'cause.propose'
  | 'cause.take-claim'
  | 'cause.take-idea'
  | 'cause.reword'
  | 'cause.move'
  | 'cause.support'
  | 'cause.reject'
  | 'cause.reopen'
  | 'cause.remove'
  | 'idea.dismiss'
>;

/** Causes and held ideas: M3.1, M3.3, M4.6. No role goes round any of it. */
export const decideCauses = (review: Review, command: CauseCommand, context: DecisionContext): Verdict =>
  blameless(review, 'wording' in command ? command : {}, context, causeVerdict(review, command, context));

function causeVerdict(review: Review, command: CauseCommand, context: DecisionContext): Verdict {
  if (command.type === 'cause.propose') return propose(review, command, context);
  const notOpen = causesNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  switch (command.type) {
    case 'cause.take-claim':
      return takeClaim(review, command);
    case 'cause.take-idea':
      return takeIdea(review, command);
    case 'idea.dismiss':
      return dismiss(review, command);
    case 'cause.reword':
      return withCause(review, command.cause, (cause) => reword(cause, command));
    case 'cause.move':
      return withCause(review, command.cause, (cause) => move(review, cause, command));
    case 'cause.support':
      return withCause(review, command.cause, support);
    case 'cause.reject':
      return withCause(review, command.cause, (cause) => reject(cause, command));
    case 'cause.reopen':
      return withCause(review, command.cause, reopen);
    case 'cause.remove':
      return withCause(review, command.cause, (cause) => remove(review, cause));
    default:
      return assertNever(command);
  }
}

/** [M3.1] A cause offered during Facts is not lost and not heard: it is sealed into the held ideas. */
function propose(review: Review, command: CommandOf<'cause.propose'>, context: DecisionContext): Verdict {
  const refused = meetingNotOpen(review) ?? strangerAuthor(command.author, context);
  if (refused !== undefined) return refused;
  const { id, text, author, parent, category, before = null } = command;
  if (review.causes.some((cause) => cause.id === id) || review.ideas.some((idea) => idea.id === id)) return ok([]);
  if (review.phase === 'facts') return ok([{ type: 'idea.held.v1', body: { id, text, author } }]);
  const full = noRoomFor(review, 1);
  if (full !== undefined) return full;
  return underParent(review, parent, category, 1, (bone) =>
    ok([
      {
        type: 'cause.added.v1',
        body: {
          id,
          parent,
          category: bone,
          text,
          author,
          origin: { kind: 'said', id: null },
          evidence: [],
          ...(before === null ? {} : { before }),
        },
      },
    ]),
  );
}

/** [M3.3] A claim without evidence stays unsupported and cannot become a cause. */
function takeClaim(review: Review, command: CommandOf<'cause.take-claim'>): Verdict {
  const claim = review.claims.find((each) => each.id === command.claim);
  if (claim === undefined) return refuse('M3.3', 'There is no such claim.', 'Choose one of the facts.');
  if (claimSupport(claim) === 'unsupported')
    return refuse(
      'M3.3',
      'A claim without evidence cannot become a cause.',
      'Go back to Facts and attach evidence to it.',
    );
  if (review.causes.some((cause) => cause.id === command.id)) return ok([]);
  const full = noRoomFor(review, 1);
  if (full !== undefined) return full;
  return ok([
    {
      type: 'cause.added.v1',
      body: {
        id: command.id,
        parent: null,
        category: command.category,
        text: claim.text,
        author: claim.author as CommandOf<'cause.propose'>['author'],
        origin: { kind: 'claim', id: claim.id },
        evidence: [...claim.evidence],
      },
    },
  ]);
}

function takeIdea(review: Review, command: CommandOf<'cause.take-idea'>): Verdict {
  const idea = review.ideas.find((each) => each.id === command.idea);
  if (idea === undefined) return refuse('M3.1', 'There is no such held idea.', 'Choose one from the list.');
  if (review.causes.some((cause) => cause.id === command.id)) return ok([]);
  if (idea.fate.kind !== 'open') return refuse('M3.1', 'That idea was dealt with.', 'Choose one that is still open.');
  const full = noRoomFor(review, 1);
  if (full !== undefined) return full;
  return underParent(review, command.parent, command.category, 1, (category) =>
    ok([
      {
        type: 'cause.added.v1',
        body: {
          id: command.id,
          parent: command.parent,
          category,
          text: idea.text,
          author: idea.author as CommandOf<'cause.propose'>['author'],
          origin: { kind: 'idea', id: idea.id },
          evidence: [],
        },
      },
    ]),
  );
}

function dismiss(review: Review, command: CommandOf<'idea.dismiss'>): Verdict {
  const idea = review.ideas.find((each) => each.id === command.idea);
  if (idea?.fate.kind !== 'open') return refuse('M1.6', 'That idea is not open.', 'Choose one that is still open.');
  return ok([{ type: 'idea.dismissed.v1', body: { idea: idea.id, reason: command.reason } }]);
}

/** [M4.6] Nothing that another window wrote meanwhile is overwritten. What carried the cause as it was is asked anew. */
function reword(cause: Cause, { text, was }: CommandOf<'cause.reword'>): Verdict {
  if (cause.text === text) return ok([]);
  if (was !== undefined && was !== cause.text)
    return refuse(
      'M4.6',
      `Another window reworded this cause meanwhile: “${cause.text}”`,
      'Nothing was overwritten. Look at it, and reword it once more if it should be otherwise.',
    );
  return ok([...wordsFallBack(cause), { type: 'cause.reworded.v1', body: { cause: cause.id, text } }]);
}

/** A link to what becomes its parent would say the same twice, and is taken out. */
function move(review: Review, cause: Cause, { parent, category, before }: CommandOf<'cause.move'>): Verdict {
  if (parent === cause.id || (parent !== null && leadsTo(review.causes, parent).has(cause.id)))
    return refuse('M4.6', 'A cause cannot lie below itself.', 'Choose another place.');
  return underParent(review, parent, category, 1 + levelsBelow(review.causes, cause.id), (bone) =>
    ok([
      ...(parent !== null && cause.links.includes(parent)
        ? [{ type: 'cause.unlinked.v1' as const, body: { cause: cause.id, to: parent } }]
        : []),
      { type: 'cause.moved.v1', body: { cause: cause.id, parent, category: bone, before } },
    ]),
  );
}

function remove(review: Review, cause: Cause): Verdict {
  if (cause.state.name !== 'hypothesis' || cause.evidence.length > 0)
    return refuse('M4.6', 'A cause that was judged or has evidence stays visible.', 'Reject it with a reason instead.');
  if (review.causes.some((each) => each.parent === cause.id))
    return refuse('M4.6', 'Other causes hang below this one.', 'Move or remove them first.');
  if (review.causes.some((each) => each.links.includes(cause.id)))
    return refuse('M4.6', 'Other causes lead to this one.', 'Take their links to it out first.');
  return ok([{ type: 'cause.removed.v1', body: { cause: cause.id } }]);
}
