import type { Workspace } from '../domain/workspace/workspace.ts';
import { type Review } from '../domain/review/review.ts';
import { seatNames } from '../domain/review/seats.ts';

/** `ops-02` reads `Ops 02`: people appear in the room by code, never by name. */
export const codeText = (member: string): string => {
  const words = member.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The seats a member sits in, as said in the room: `release seat`, `product deputy`, `facilitator`. */
export function seatsOf(review: Review, member: string): readonly string[] {
  const seats = seatNames.flatMap((seat) => {
    if (review.seats[seat].accountable === member) return [`${seat} seat`];
    return review.seats[seat].deputy === member ? [`${seat} deputy`] : [];
  });
  if (review.facilitator === member) seats.push('facilitator');
  if (review.scribe === member) seats.push('scribe');
  return seats;
}

/** Everybody the meeting expects: seats, deputies, facilitator, scribe; each once, in that order. */
export function expectedMembers(review: Review): readonly string[] {
  const people = [
    ...seatNames.map((seat) => review.seats[seat].accountable),
    review.facilitator,
    review.scribe,
    ...seatNames.map((seat) => review.seats[seat].deputy),
  ];
  return [...new Set(people.filter((person) => person !== null))];
}

/**
 * Whom the room's screen shows as owner: somebody in the room by code, somebody who is not there by role alone, since
 * nobody absent is named on it.
 */
export function ownerInRoom(review: Review, workspace: Workspace, owner: string): string {
  if (review.present.includes(owner)) return codeText(owner);
  const role = workspace.members.find((member) => member.id === owner)?.role;
  return role === undefined ? 'somebody not here' : `somebody of ${role}`;
}

/** How many of those expected or come are in the room: `{here: 7, of: 8}`. */
export function headCount(review: Review): { readonly here: number; readonly of: number } {
  const here = review.present.length;
  return { here, of: new Set([...expectedMembers(review), ...review.present]).size };
}
