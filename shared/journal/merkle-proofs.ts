import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { invariant } from '../lib/invariant.ts';
import type { Sha256 } from './merkle.ts';

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** What a leaf contributes to the tree: SHA-256(0x00 || leaf), RFC 6962, section 2.1. */
export const leafHash = (leaf: Uint8Array, hash: Sha256 = sha256): Uint8Array => hash(concatBytes(leafPrefix, leaf));

const join = (hash: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array =>
  hash(concatBytes(nodePrefix, left, right));

/** The largest power of two smaller than `size`, which is at least 2. */
function splitOf(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** The root over leaf hashes `from` to `to` (exclusive); SHA-256 of nothing where there are none. */
export function rootOfHashes(
  hashes: readonly Uint8Array[],
  from = 0,
  to = hashes.length,
  hash: Sha256 = sha256,
): Uint8Array {
  const only = hashes[from];
  if (to - from <= 1) return to === from || only === undefined ? hash(new Uint8Array()) : only;
  const middle = from + splitOf(to - from);
  return join(hash, rootOfHashes(hashes, from, middle, hash), rootOfHashes(hashes, middle, to, hash));
}

/** PATH(index, D[size]) of RFC 6962, section 2.1.1: the hashes that lead from a leaf to the root, lowest first. */
export function inclusionProof(
  hashes: readonly Uint8Array[],
  index: number,
  hash: Sha256 = sha256,
): readonly Uint8Array[] {
  invariant(index >= 0 && index < hashes.length, 'the leaf is in the tree');
  const path = (from: number, to: number): readonly Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle
      ? [...path(from, middle), rootOfHashes(hashes, middle, to, hash)]
      : [...path(middle, to), rootOfHashes(hashes, from, middle, hash)];
  };
  return path(0, hashes.length);
}

/** PROOF(older, D[size]) of RFC 6962, section 2.1.2: that the first `older` leaves are still the first ones. */
export function consistencyProof(
  hashes: readonly Uint8Array[],
  older: number,
  hash: Sha256 = sha256,
): readonly Uint8Array[] {
  invariant(older >= 0 && older <= hashes.length, 'the older tree is not larger than the newer');
  const subproof = (count: number, from: number, to: number, isWhole: boolean): readonly Uint8Array[] => {
    if (count === to - from) return isWhole ? [] : [rootOfHashes(hashes, from, to, hash)];
    const split = splitOf(to - from);
    const middle = from + split;
    return count <= split
      ? [...subproof(count, from, middle, isWhole), rootOfHashes(hashes, middle, to, hash)]
      : [...subproof(count - split, middle, to, false), rootOfHashes(hashes, from, middle, hash)];
  };
  return older === 0 ? [] : subproof(older, 0, hashes.length, true);
}

/**
 * The root that an inclusion proof leads to, by going up the tree as RFC 9162, section 2.1.3.2, does. Undefined where the
 * proof has not the length that this leaf in a tree of this size needs.
 */
export function rootFromInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  hash: Sha256 = sha256,
): Uint8Array | undefined {
  if (index < 0 || index >= size) return undefined;
  let root = leaf;
  let at = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      root = join(hash, sibling, root);
      // A right edge without a sibling on this level goes up until it has one.
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else root = join(hash, root, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

export type TreeHead = { readonly size: number; readonly root: Uint8Array };

/** Whether a proof shows that the newer tree begins with the older one (RFC 9162, section 2.1.4.2). */
export function isConsistent(
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
  hash: Sha256 = sha256,
): boolean {
  if (older.size > newer.size) return false;
  if (older.size === 0) return proof.length === 0;
  if (older.size === newer.size) return proof.length === 0 && isEqual(older.root, newer.root);
  let at = older.size - 1;
  let last = newer.size - 1;
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  // A complete older tree is itself a node of the newer one, and then the proof does not repeat it.
  const [first, ...rest] = at === 0 ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let oldRoot = first;
  let newRoot = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldRoot = join(hash, sibling, oldRoot);
      newRoot = join(hash, sibling, newRoot);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else newRoot = join(hash, newRoot, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && isEqual(oldRoot, older.root) && isEqual(newRoot, newer.root);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
