import type { Review, SignOffRole } from '../../../shared/domain/review/review.ts';

export const roleWords: { readonly [R in SignOffRole]: string } = {
  facilitator: 'Facilitator',
  'release-manager': 'Release manager',
  'operations-lead': 'Operations lead',
  'product-manager': 'Product manager',
};

const seatOf = { 'release-manager': 'release', 'operations-lead': 'operations', 'product-manager': 'product' } as const;

/** Who may sign as a role: the facilitator, or a seat's accountable person and deputy (M1.1). */
export function signersOf(review: Review, role: SignOffRole): readonly string[] {
  const people =
    role === 'facilitator'
      ? [review.facilitator]
      : [review.seats[seatOf[role]].accountable, review.seats[seatOf[role]].deputy];
  return people.filter((person) => person !== null);
}

/** What a passphrase for a new key lacks, in words; undefined when it will do. */
export function passphraseFault(passphrase: string, again: string): string | undefined {
  if (passphrase.length < 12) return `at least 12 characters; these are ${passphrase.length}`;
  if (new Set(passphrase).size < 5) return 'the same few characters over and over; use several words';
  return passphrase === again ? undefined : 'the two are not alike';
}
