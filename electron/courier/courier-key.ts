import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { hashToWords } from '../../shared/journal/words.ts';

/** The device's Ed25519 key, as far as bundles need it. `id` is 16 hex digits. */
export type CourierKey = { readonly id: string; readonly privateKey: KeyObject; readonly publicPem: string };

/** What is known of an origin by its public key: its id and eight words to compare aloud; undefined for another key. */
export function readOriginKey(
  publicPem: string,
): { readonly id: string; readonly words: readonly string[]; readonly key: KeyObject } | undefined {
  try {
    const key = createPublicKey(publicPem);
    if (key.asymmetricKeyType !== 'ed25519') return undefined;
    const digest = createHash('sha256')
      .update(key.export({ format: 'der', type: 'spki' }))
      .digest();
    return { id: digest.toString('hex').slice(0, 16), words: hashToWords(digest), key };
  } catch {
    return undefined;
  }
}
