import type { Review } from '../review/review.ts';
import { seatNames, type SeatName } from '../review/seats.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';

/** Those in the room who still are of the roster; somebody who left it in the middle of a meeting counts no more. */
export const countedHeads = (review: Review, workspace: Workspace): readonly string[] =>
  review.present.filter((person) => findMember(workspace, person) !== undefined);

/** Seats that nobody of these people fills: the accountable person, or the deputy where the tier lets one stand in. */
const emptySeats = (review: Review, people: readonly string[]): readonly SeatName[] =>
  seatNames.filter((seat) => {
    const { accountable, deputy } = review.seats[seat];
    const filledBy = review.governance.tier.quorum.substitutes ? [accountable, deputy] : [accountable];
    return !filledBy.some((person) => person !== null && people.includes(person));
  });

/** [M1.2] Whether these people are too few for a quorum even if all of them are of the roster. */
export const isShortOf = (review: Review, people: readonly string[]): boolean =>
  people.length < review.governance.tier.quorum.heads || emptySeats(review, people).length > 0;

/**
 * [M1.2] What keeps the room from being quorate, in words that follow "No quorum:"; empty when it is. Every seat is in
 * the room by its accountable person, or by the deputy where the tier lets one stand in; each role the tier names is
 * there; heads are not fewer than its least and not more than its ceiling.
 */
export function quorumLacks(review: Review, workspace: Workspace): readonly string[] {
  const { heads, roles, ceiling } = review.governance.tier.quorum;
  const here = countedHeads(review, workspace);
  const lacks = emptySeats(review, here).map((seat) => `the ${seat} seat is not in the room`);
  for (const role of roles)
    if (!here.some((person) => findMember(workspace, person)?.role === role)) lacks.push(`nobody of ${role} is here`);
  if (here.length < heads) lacks.push(`${heads - here.length} more must be in the room`);
  if (ceiling !== null && here.length > ceiling)
    lacks.push(`${here.length} are here, and a room of more than ${ceiling} decides nothing`);
  return lacks;
}
