import { wordlist } from '@scure/bip39/wordlists/english.js';
import { invariant } from '../lib/invariant.ts';

/**
 * Eight words to read aloud for the first 88 bits of a hash, 11 bits a word, from the English BIP-39 list. Two hashes
 * with the same words would take 2^88 trials to find on purpose for one given hash.
 */
export function hashToWords(hash: Uint8Array): readonly string[] {
  invariant(hash.length >= 11, 'a hash for words has at least 88 bits');
  let bits = 0n;
  for (const byte of hash.subarray(0, 11)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 8 }, (_, index) => {
    const word = wordlist[Number((bits >> BigInt(11 * (7 - index))) & 2047n)];
    invariant(word !== undefined, 'the list has 2048 words');
    return word;
  });
}

/** What keeps a text from being eight words as people note or hear them; undefined where nothing does. */
export function faultInWords(text: string): string | undefined {
  const words = text.trim().toLowerCase().split(/\s+/);
  if (words.length !== 8) return `a head has eight words, these are ${text.trim() === '' ? 0 : words.length}`;
  const unknown = words.find((word) => !wordlist.includes(word));
  return unknown === undefined ? undefined : `“${unknown.slice(0, 40)}” is no word of the list that heads are made of`;
}
