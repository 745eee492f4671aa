import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Member } from '../workspace/workspace.ts';
import type { Review } from './review.ts';
import type { SignOffRole } from './seats.ts';

const seatOf = { 'release-manager': 'release', 'operations-lead': 'operations', 'product-manager': 'product' } as const;

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
  if (member === undefined)
    return refuse('M1.1', 'The signer is not in the roster.', 'Choose somebody from the roster.');
  if (review.signOffs.some((signOff) => signOff.role === role))
    return refuse('M1.1', `The ${role} has signed already.`, 'Nothing needs doing.');
  if (review.signOffs.some((signOff) => signOff.member === member.id))
    return refuse(
      'M1.1',
      `${member.display} has signed for another role.`,
      'One person fills one role; ask the deputy.',
    );
  const able = signersOf(review, role);
  if (able.includes(member.id)) return ok(member);
  return refuse(
    'M1.1',
    `${member.display} does not hold the seat that signs as ${role}.`,
    able.length === 0 ? 'Nobody holds that seat; the record stays unsigned in this role.' : `Ask ${able.join(' or ')}.`,
  );
}
