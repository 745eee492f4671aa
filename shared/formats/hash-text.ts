import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The first `digits` of the lower-case hex SHA-256 of a text's UTF-8. */
export const hashText = (text: string, digits = 64): string => bytesToHex(sha256(utf8ToBytes(text))).slice(0, digits);

/** SHA-256 of a text that comes in pieces, lower-case hex. */
export type TextHash = { readonly add: (text: string) => void; readonly end: () => string };

export function createTextHash(): TextHash {
  const hash = sha256.create();
  let waiting = '';
  const flush = (): void => {
    hash.update(utf8ToBytes(waiting));
    waiting = '';
  };
  return {
    // Lines are short: hashing some thousand characters at once is several times faster than line by line.
    add: (text) => {
      waiting += text;
      if (waiting.length > 16_384) flush();
    },
    end: () => {
      flush();
      return bytesToHex(hash.digest());
    },
  };
}
