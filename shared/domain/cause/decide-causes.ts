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
import { carryingEvidence, type Cause } from './cause.ts';
import { leadsTo } from './cause-graph.ts';

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
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  if (command.type === 'cause.propose') return propose(review, command, context);
  if (review.phase === 'facts')
    return refuse('M3.1', 'Facts come before causes.', 'Agree on the facts and go to Causes.');
  switch (command.type) {
    case 'cause.take-claim':
      return takeClaim(review, command);
    case 'cause.take-idea':
      return takeIdea(review, command);
    case 'idea.dismiss':
      return dismiss(review, command);
    case 'cause.reword':
      return withCause(review, command.cause, () =>
        ok([{ type: 'cause.reworded.v1', body: { cause: command.cause, text: command.text } }]),
      );
    case 'cause.move':
      return withCause(review, command.cause, (cause) => move(review, cause, command));
    case 'cause.support':
      return withCause(review, command.cause, support);
    case 'cause.reject':
      return withCause(review, command.cause, (cause) =>
        cause.state.name === 'rejected'
          ? ok([])
          : ok([{ type: 'cause.rejected.v1', body: { cause: cause.id, reason: command.reason } }]),
      );
    case 'cause.reopen':
      return withCause(review, command.cause, (cause) =>
        cause.state.name === 'hypothesis' ? ok([]) : ok([{ type: 'cause.reopened.v1', body: { cause: cause.id } }]),
      );
    case 'cause.remove':
      return withCause(review, command.cause, (cause) => remove(review, cause));
    default:
      return assertNever(command);
  }
}

/** [M3.1] A cause offered during Facts is not lost and not heard: it is sealed into the held ideas. */
function propose(review: Review, command: CommandOf<'cause.propose'>, context: DecisionContext): Verdict {
  const stranger = strangerAuthor(command.author, context);
  if (stranger !== undefined) return stranger;
  const { id, text, author, parent, category, before = null } = command;
  if (review.causes.some((cause) => cause.id === id) || review.ideas.some((idea) => idea.id === id)) return ok([]);
  if (review.phase === 'facts') return ok([{ type: 'idea.held.v1', body: { id, text, author } }]);
  return underParent(review, parent, category, (bone) =>
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
  return underParent(review, command.parent, command.category, (category) =>
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

/** [M4.6] Hypothesis becomes supported only with a supporting piece that is more than testimony. */
function support(cause: Cause): Verdict {
  if (cause.state.name === 'supported') return ok([]);
  if (cause.state.name === 'rejected')
    return refuse('M4.6', 'This cause was rejected.', 'Reopen it first; it becomes a hypothesis again.');
  const carrying = carryingEvidence(cause);
  if (carrying.length === 0) {
    const onlyTestimony = cause.evidence.some((piece) => piece.bearing === 'supports');
    return refuse(
      'M4.6',
      onlyTestimony
        ? 'What somebody remembers does not support a cause by itself.'
        : 'A cause without evidence stays a hypothesis.',
      'Attach at least one piece that shows it: a metric window, a deployment, a build, an incident or a change.',
    );
  }
  return ok([{ type: 'cause.supported.v1', body: { cause: cause.id, evidence: carrying.map((piece) => piece.id) } }]);
}

function move(review: Review, cause: Cause, command: CommandOf<'cause.move'>): Verdict {
  if (command.parent === cause.id || (command.parent !== null && leadsTo(review.causes, command.parent).has(cause.id)))
    return refuse('M4.6', 'A cause cannot lie below itself.', 'Choose another place.');
  return underParent(review, command.parent, command.category, (category) =>
    ok([
      { type: 'cause.moved.v1', body: { cause: cause.id, parent: command.parent, category, before: command.before } },
    ]),
  );
}

function remove(review: Review, cause: Cause): Verdict {
  if (cause.state.name !== 'hypothesis' || cause.evidence.length > 0)
    return refuse('M4.6', 'A cause that was judged or has evidence stays visible.', 'Reject it with a reason instead.');
  if (review.causes.some((each) => each.parent === cause.id))
    return refuse('M4.6', 'Other causes hang below this one.', 'Move or remove them first.');
  return ok([{ type: 'cause.removed.v1', body: { cause: cause.id } }]);
}

function withCause(review: Review, id: string, then: (cause: Cause) => Verdict): Verdict {
  const cause = review.causes.find((each) => each.id === id);
  return cause === undefined ? refuse('M4.6', 'There is no such cause.', 'Choose one from the outline.') : then(cause);
}

/** A cause below another hangs on its parent's bone. */
function underParent(
  review: Review,
  parent: string | null,
  category: Cause['category'],
  then: (category: Cause['category']) => Verdict,
): Verdict {
  if (parent === null) return then(category);
  const above = review.causes.find((cause) => cause.id === parent);
  return above === undefined
    ? refuse('M4.6', 'The cause above it is not there.', 'Choose another place.')
    : then(above.category);
}
