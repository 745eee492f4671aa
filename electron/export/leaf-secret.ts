import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readInPieces } from './bag-files.ts';

/** Names of places to 32 hex digits each: not to be guessed, none told by another, the same at every writing. */
export type LeafSecret = (place: string) => string;

const label = 'hotwash-leaf-salts/v1\n';

/**
 * Draws the salts of a record from the 128 random bits in every line of its journal, so that writing the same record again
 * gives the same bytes. The journal's own digest is public in every statement, hence the label before it. Where every body
 * was erased with its salt nothing random is left in the journal, and the salts are random by themselves.
 */
export async function leafSecretOf(eventsFile: string): Promise<LeafSecret> {
  const hash = createHash('sha256').update(label);
  let isSalted = false;
  for await (const piece of readInPieces(eventsFile)) {
    hash.update(piece);
    isSalted ||= Buffer.from(piece.buffer, piece.byteOffset, piece.length).includes('"salt":"');
  }
  const key = isSalted ? hash.digest() : randomBytes(32);
  return (place) => createHmac('sha256', key).update(place).digest('hex').slice(0, 32);
}
