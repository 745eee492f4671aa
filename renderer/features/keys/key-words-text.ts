import type { Tone } from '../../ui/mark.tsx';
import type { RosterKey } from './use-roster.ts';

const month = 30 * 86_400_000;

/** What a key's state is called. One that ends within a month is said so while there is time. */
export function keyStateText(
  { standing, validUntil }: RosterKey,
  now: number,
): { readonly tone: Tone; readonly text: string } {
  switch (standing) {
    case 'revoked':
      return { tone: 'over', text: 'revoked' };
    case 'expired':
      return { tone: 'warn', text: 'ended' };
    case 'not-yet':
      return { tone: 'warn', text: 'not yet' };
    case 'valid':
      return validUntil !== null && validUntil - now < month
        ? { tone: 'warn', text: 'ends soon' }
        : { tone: 'calm', text: 'valid' };
  }
}
