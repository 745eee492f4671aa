import type { CallFault } from '../../shared/contract/procedures.ts';
import { keyStanding } from '../../shared/domain/workspace/roster-keys.ts';
import type { PublicKey } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readPublicKey } from '../signing/person-key.ts';
import { toCallFault } from './fault.ts';
import { refusedBy } from './sign-brought.ts';

/** A key as people compare it. */
export type KeyWords = { readonly fingerprint: string; readonly words: readonly string[] };

const ended = {
  'not-yet': 'is not valid yet',
  expired: 'had expired',
  revoked: 'was revoked',
} as const;

/** [K26] Whether the key that signed is this member's in the roster here, at the claimed time (epoch ms). */
export function judgeKey(
  keys: readonly PublicKey[],
  publicPem: string,
  member: string,
  at: number,
): Result<KeyWords & { readonly isKnown: boolean }, CallFault> {
  const read = readPublicKey(publicPem);
  if (!read.ok) return err(toCallFault(read.error));
  const { fingerprint, words } = read.value;
  const known = keys.find((key) => key.fingerprint === fingerprint);
  if (known === undefined) return ok({ fingerprint, words: [...words], isKnown: false });
  if (known.member !== member)
    return refusedBy(
      'K26',
      `The key that signed is ${known.member}’s, and the answer speaks for ${member}.`,
      `Have ${member} sign with their own key.`,
    );
  const standing = keyStanding(known, at);
  if (standing === 'valid') return ok({ fingerprint, words: [...words], isKnown: true });
  return refusedBy(
    'K26',
    `The key ${ended[standing]} at the time the answer claims, ${new Date(at).toISOString()}.`,
    'Give the member a new key, or set the clock of the other machine right; then take a fresh request away.',
  );
}
