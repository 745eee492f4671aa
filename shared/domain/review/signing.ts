import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Member } from '../workspace/workspace.ts';
import type { Review } from './review.ts';
import { signOffRoles, type SignOffRole } from './seats.ts';

const seatOf = { 'release-manager': 'release', 'operations-lead': 'operations', 'product-manager': 'product' } as const;

export const isSignOffRole = (role: string): role is SignOffRole => (signOffRoles as readonly string[]).includes(role);

/** Who may sign as a role: the named facilitator, or a seat's accountable person and deputy. */
export function signersOf(review: Review, role: SignOffRole): readonly string[] {
  const people =
    role === 'facilitator'
      ? [review.facilitator]
      : [review.seats[seatOf[role]].accountable, review.seats[seatOf[role]].deputy];
  return people.filter((person) => person !== null);
}

/** [M1.1] One person signs for one role, once, and only for a seat they hold. Answers who signs. */
export function decideSigner(review: Review, role: SignOffRole, member: Member | undefined): Result<Member, Refusal> {
  const free = decideFree(review, role, member);
  if (!free.ok) return free;
  const able = signersOf(review, role);
  if (able.includes(free.value.id)) return free;
  return refuse(
    'M1.1',
    `${free.value.display} does not hold the seat that signs as ${role}.`,
    able.length === 0 ? 'Nobody holds that seat; the record stays unsigned in this role.' : `Ask ${able.join(' or ')}.`,
  );
}

/**
 * [K27] A signed record may be countersigned by anybody of the roster who has not signed, as a role of their own: not one
 * that a seat signs as. It takes nobody's place.
 */
export function decideCountersigner(review: Review, role: string, member: Member | undefined): Result<Member, Refusal> {
  if (isSignOffRole(role))
    return refuse('K27', `${role} is signed by who holds that seat.`, 'Name another role: auditor, deputy.');
  if (review.signOffs.length + review.countersigns.length === 0)
    return refuse('K27', 'Nobody has signed yet, so there is nothing to countersign.', 'Let a seat sign first.');
  const free = decideFree(review, role, member);
  if (!free.ok || free.value.active) return free;
  return refuse('K27', `${free.value.display} has left the roster.`, 'Choose somebody who is there.');
}

/** Who may sign as this role, required or of their own. */
export const decideAnySigner = (review: Review, role: string, member: Member | undefined): Result<Member, Refusal> =>
  isSignOffRole(role) ? decideSigner(review, role, member) : decideCountersigner(review, role, member);

/** What a statement says somebody did: `earlier` is how many envelopes are there already. */
export const actOf = (role: string, earlier: number): 'facilitated' | 'accepted' | 'countersigned' =>
  role === 'facilitator' ? 'facilitated' : earlier > 0 ? 'countersigned' : 'accepted';

function decideFree(review: Review, role: string, member: Member | undefined): Result<Member, Refusal> {
  if (member === undefined)
    return refuse('M1.1', 'The signer is not in the roster.', 'Choose somebody from the roster.');
  const signed = [...review.signOffs, ...review.countersigns];
  if (signed.some((signOff) => signOff.role === role))
    return refuse('M1.1', `The ${role} has signed already.`, 'Nothing needs doing.');
  if (signed.some((signOff) => signOff.member === member.id))
    return refuse(
      'M1.1',
      `${member.display} has signed for another role.`,
      'One person fills one role; ask the deputy.',
    );
  return ok(member);
}
