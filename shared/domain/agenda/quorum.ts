import type { Review } from '../review/review.ts';
import { seatNames } from '../review/seats.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';

/** Those in the room who still are of the roster; somebody who left it in the middle of a meeting counts no more. */
export const countedHeads = (review: Review, workspace: Workspace): readonly string[] =>
  review.present.filter((person) => findMember(workspace, person) !== undefined);

/**
 * [M1.2] What keeps the room from being quorate, in words that follow "No quorum:"; empty when it is. Every seat is in
 * the room by its accountable person, or by the deputy where the tier lets one stand in; each role the tier names is
 * there; heads are not fewer than its least and not more than its ceiling.
 */
export function quorumLacks(review: Review, workspace: Workspace): readonly string[] {
  const { heads, roles, substitutes, ceiling } = review.governance.tier.quorum;
  const here = countedHeads(review, workspace);
  const lacks: string[] = [];
  for (const seat of seatNames) {
    const { accountable, deputy } = review.seats[seat];
    const filledBy = substitutes ? [accountable, deputy] : [accountable];
    if (!filledBy.some((person) => person !== null && here.includes(person)))
      lacks.push(`the ${seat} seat is not in the room`);
  }
  for (const role of roles)
    if (!here.some((person) => findMember(workspace, person)?.role === role)) lacks.push(`nobody of ${role} is here`);
  if (here.length < heads) lacks.push(`${heads - here.length} more must be in the room`);
  if (ceiling !== null && here.length > ceiling)
    lacks.push(`${here.length} are here, and a room of more than ${ceiling} decides nothing`);
  return lacks;
}
