import type { Review } from '../../../shared/domain/review/review.ts';
import type { SignOffRole } from '../../../shared/domain/review/seats.ts';
import { isSignOffRole, signersOf } from '../../../shared/domain/review/signing.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';

const roleWords: { readonly [R in SignOffRole]: string } = {
  facilitator: 'Facilitator',
  'release-manager': 'Release manager',
  'operations-lead': 'Operations lead',
  'product-manager': 'Product manager',
};

/** A role in words: `Release manager`, `Internal audit`. */
export function wordsOfRole(role: string): string {
  if (isSignOffRole(role)) return roleWords[role];
  const words = role.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export const displayOf = (workspace: Workspace, member: string): string =>
  findMember(workspace, member)?.display ?? member;

/** Who may still sign as a role: who holds its seat, or for a role of their own anybody who is there and has not signed. */
export function ableToSign(review: Review, workspace: Workspace, role: string): readonly string[] {
  const signed = [...review.signOffs, ...review.countersigns].map(({ member }) => member);
  const able = isSignOffRole(role)
    ? signersOf(review, role)
    : workspace.members.filter(({ active }) => active).map(({ id }) => id);
  return [...new Set(able)].filter((id) => !signed.includes(id));
}
