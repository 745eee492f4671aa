import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { signersOf } from '../review/signing.ts';
import type { Review } from '../review/review.ts';
import type { SignOffRole } from '../review/seats.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';
import { issuingRoles, overrideLife, tokenLife, type IssuingRole } from './gate-limits.ts';

export type Issuer<R extends SignOffRole = SignOffRole> = { readonly member: string; readonly role: R };

/** [M7.6] A token is issued by who holds the release seat of the review, or by who facilitated it. */
export function decideIssuer(
  review: Review,
  workspace: Workspace,
  member: string,
): Result<Issuer<IssuingRole>, Refusal> {
  if (findMember(workspace, member) === undefined)
    return refuse('M7.6', 'The issuer is not in the roster.', 'Choose somebody from the roster.');
  const role = issuingRoles.find((each) => signersOf(review, each).includes(member));
  if (role !== undefined) return ok({ member, role });
  const able = issuersOf(review);
  return refuse(
    'M7.6',
    `${member} neither holds the release seat of this review nor facilitated it.`,
    able.length === 0 ? 'Nobody does; two others can override.' : `Ask ${able.join(' or ')}.`,
  );
}

/** Who may issue by themselves, each once. */
export const issuersOf = (review: Review): readonly string[] => [
  ...new Set(issuingRoles.flatMap((role) => signersOf(review, role))),
];

/** [M7.6] An override is answered for by two people of two of the roles that sign this review. */
export function decideOverriders(
  review: Review,
  workspace: Workspace,
  [first, second]: readonly [Issuer, Issuer],
): Result<readonly [Issuer, Issuer], Refusal> {
  if (first.member === second.member)
    return refuse('M7.6', 'An override needs two people.', 'Have somebody of another role sign too.');
  if (first.role === second.role)
    return refuse('M7.6', 'An override needs two different roles.', 'Have somebody of another role sign too.');
  for (const { member, role } of [first, second]) {
    if (findMember(workspace, member) === undefined)
      return refuse('M7.6', `${member} is not in the roster.`, 'Choose somebody from the roster.');
    if (!review.requiredRoles.includes(role))
      return refuse('M7.6', `The ${role} does not sign this review.`, `Choose of ${review.requiredRoles.join(', ')}.`);
    if (!signersOf(review, role).includes(member)) {
      const able = signersOf(review, role);
      return refuse(
        'M7.6',
        `${member} does not hold the seat that signs as ${role}.`,
        able.length === 0 ? 'Nobody holds it; choose another role.' : `Ask ${able.join(' or ')}.`,
      );
    }
  }
  return ok([first, second]);
}

/** [M7.6] From when until when a token holds (epoch ms): the usual life unless an end is named, never beyond the longest. */
export function decideLife(
  kind: 'token' | 'override',
  now: number,
  expiresAt: number | null,
): Result<{ readonly notBefore: number; readonly expiresAt: number }, Refusal> {
  const life = kind === 'token' ? tokenLife : overrideLife;
  const until = expiresAt ?? now + life.usual;
  const hours = life.longest / 3_600_000;
  const bound = kind === 'token' ? `${hours / 24} days` : `${hours} hours`;
  if (until <= now) return refuse('M7.6', 'The expiry has passed already.', 'Choose a later one.');
  if (until > now + life.longest)
    return refuse('M7.6', `The expiry is more than ${bound} away.`, `Choose one within ${bound}, and issue anew then.`);
  return ok({ notBefore: now, expiresAt: until });
}
