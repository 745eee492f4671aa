import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { meetingNotOpen } from '../agenda/decide-agenda.ts';
import { evidenceFallsBack } from '../cause/cause-states.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { blameless } from '../wording/blameless.ts';
import { findMember } from '../workspace/workspace.ts';
import type { Evidence } from './claim.ts';

type ClaimCommand = CommandOf<'claim.add' | 'claim.reword' | 'claim.withdraw' | 'evidence.attach' | 'evidence.detach'>;

/** Claims and the evidence under claims and causes. M3.1, M3.3, M4.6. */
export const decideClaims = (review: Review, command: ClaimCommand, context: DecisionContext): Verdict =>
  blameless(review, 'wording' in command ? command : {}, context, claimVerdict(review, command, context));

function claimVerdict(review: Review, command: ClaimCommand, context: DecisionContext): Verdict {
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  switch (command.type) {
    case 'claim.add': {
      const locked = factsAreSettled(review) ?? strangerAuthor(command.author, context);
      if (locked !== undefined) return locked;
      if (review.claims.some((claim) => claim.id === command.id)) return ok([]);
      const { id, text, happenedAt, author } = command;
      return (
        inTheFuture(happenedAt, context) ?? ok([{ type: 'claim.added.v1', body: { id, text, happenedAt, author } }])
      );
    }
    case 'claim.reword': {
      const { claim, text, happenedAt } = command;
      return (
        factsAreSettled(review) ??
        noSuchClaim(review, claim) ??
        inTheFuture(happenedAt, context) ??
        ok([{ type: 'claim.reworded.v1', body: { claim, text, happenedAt } }])
      );
    }
    case 'claim.withdraw':
      return (
        factsAreSettled(review) ??
        noSuchClaim(review, command.claim) ??
        ok([{ type: 'claim.withdrawn.v1', body: { claim: command.claim } }])
      );
    case 'evidence.attach':
      return attach(review, command, context);
    case 'evidence.detach':
      return detach(review, command);
    default:
      return assertNever(command);
  }
}

function attach(review: Review, command: CommandOf<'evidence.attach'>, context: DecisionContext): Verdict {
  const { target, locator, bearing } = command;
  const holder = findHolder(review, target);
  if (holder === undefined)
    return refuse('M3.3', 'What the evidence was meant for is not there.', 'Choose a claim or a cause.');
  if (target.kind === 'claim') {
    const settled = factsAreSettled(review);
    if (settled !== undefined) return settled;
  }
  if (holder.evidence.some((piece) => piece.id === command.id)) return ok([]);
  const resolved = context.evidence;
  if (resolved === null || !resolved.found)
    return refuse(
      'M3.3',
      `That evidence cannot be found: ${resolved?.reason ?? 'nothing was looked up'}.`,
      resolved?.todo ?? 'Choose evidence from the package, or bring the data in first.',
    );
  if (holder.evidence.some((piece) => piece.hash === resolved.hash && piece.bearing === bearing))
    return refuse('M3.3', 'That evidence is attached already.', 'Choose another piece.');
  const evidence = {
    id: command.id,
    locator,
    bearing,
    hash: resolved.hash,
    label: resolved.label,
    capturedAt: context.now,
  };
  const fallBack = judgedOnOther(review, target, [...holder.evidence, evidence]);
  return ok([...fallBack, { type: 'evidence.attached.v1', body: { target, evidence } }]);
}

function detach(review: Review, command: CommandOf<'evidence.detach'>): Verdict {
  const { target, evidence } = command;
  const holder = findHolder(review, target);
  if (holder === undefined || !holder.evidence.some((piece) => piece.id === evidence))
    return refuse('M3.3', 'That evidence is not attached here.', 'Nothing needs doing.');
  if (target.kind === 'claim') {
    const settled = factsAreSettled(review);
    if (settled !== undefined) return settled;
  }
  const left = holder.evidence.filter((piece) => piece.id !== evidence);
  const fallBack = judgedOnOther(review, target, left);
  return ok([...fallBack, { type: 'evidence.detached.v1', body: { target, evidence } }]);
}

/** [M4.6] A cause that loses its last carrying piece falls back in the same step, as does what its checks were made on. */
function judgedOnOther(
  review: Review,
  target: CommandOf<'evidence.detach'>['target'],
  next: readonly Evidence[],
): readonly ReviewEvent[] {
  const cause = target.kind === 'cause' ? review.causes.find((each) => each.id === target.id) : undefined;
  return cause === undefined ? [] : evidenceFallsBack(cause, next);
}

const findHolder = (review: Review, target: CommandOf<'evidence.attach'>['target']) =>
  (target.kind === 'claim' ? review.claims : review.causes).find((each) => each.id === target.id);

function factsAreSettled(review: Review): Verdict | undefined {
  if (review.phase !== 'facts')
    return refuse('M3.1', 'The facts were agreed and are settled.', 'Go back to Facts, with a reason, to change them.');
  return undefined;
}

function noSuchClaim(review: Review, id: string): Verdict | undefined {
  return review.claims.some((claim) => claim.id === id)
    ? undefined
    : refuse('M3.3', 'There is no such claim.', 'Choose one from the list.');
}

function inTheFuture(happenedAt: number | null, { now }: DecisionContext): Verdict | undefined {
  if (happenedAt === null || happenedAt <= now) return undefined;
  return refuse('M3.3', 'A fact lies in the past.', 'Correct the time.');
}

/** Refuses an author who is not in the roster. */
export function strangerAuthor(author: string, { workspace }: DecisionContext): Verdict | undefined {
  if (findMember(workspace, author) !== undefined) return undefined;
  return refuse('M1.1', `${author} is not in the roster.`, 'Choose somebody from the roster.');
}
