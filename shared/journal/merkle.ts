import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** An append-only Merkle tree as in RFC 6962, section 2.1. Holds O(log n) hashes. */
export interface MerkleTree {
  size(): number;
  append(leaf: Uint8Array): void;
  /** The 32 bytes of MTH over what was appended so far; SHA-256 of nothing for an empty tree. */
  root(): Uint8Array;
}

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/**
 * For a journal the leaf is the UTF-8 of a line's canonical header (the line without `salt` and `body`), so that an
 * erased body leaves the root as it was. `hash` may be a faster SHA-256 of the platform.
 */
export function createMerkleTree(hash: Sha256 = sha256): MerkleTree {
  // Complete subtrees from the largest to the smallest, as the binary digits of the size say.
  const subtrees: { readonly leaves: number; readonly hash: Uint8Array }[] = [];
  let size = 0;
  const join = (left: Uint8Array, right: Uint8Array): Uint8Array => hash(concatBytes(nodePrefix, left, right));
  return {
    size: () => size,
    append: (leaf) => {
      let subtree = { leaves: 1, hash: hash(concatBytes(leafPrefix, leaf)) };
      for (let last = subtrees.at(-1); last?.leaves === subtree.leaves; last = subtrees.at(-1)) {
        subtrees.pop();
        subtree = { leaves: last.leaves * 2, hash: join(last.hash, subtree.hash) };
      }
      subtrees.push(subtree);
      size += 1;
    },
    root: () => {
      const smallest = subtrees.at(-1);
      if (smallest === undefined) return hash(new Uint8Array());
      return subtrees.slice(0, -1).reduceRight((right, left) => join(left.hash, right), smallest.hash);
    },
  };
}

/** The root over all leaves at once. */
export function merkleRoot(leaves: Iterable<Uint8Array>): Uint8Array {
  const tree = createMerkleTree();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}
