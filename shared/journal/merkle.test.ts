import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMerkleTree, merkleRoot } from './merkle.ts';

/** RFC 6962's definition word for word: split at the largest power of two smaller than n. */
function definition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array());
  if (leaves.length === 1) return sha256(concatBytes(Uint8Array.of(0), leaves[0] ?? new Uint8Array()));
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(concatBytes(Uint8Array.of(1), definition(leaves.slice(0, k)), definition(leaves.slice(k))));
}

describe('Merkle tree', () => {
  it('gives the roots of the RFC 6962 reference leaves', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].map((hex) => hexToBytes(hex));
    expect(bytesToHex(merkleRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(bytesToHex(merkleRoot(leaves.slice(0, 1)))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(bytesToHex(merkleRoot(leaves.slice(0, 2)))).toBe(
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    );
    expect(bytesToHex(merkleRoot(leaves.slice(0, 3)))).toBe(
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    );
    expect(bytesToHex(merkleRoot(leaves))).toBe('ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c');
  });

  it('equals the recursive definition at every size, whatever is appended', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 40 }), (leaves) => {
        const tree = createMerkleTree();
        for (const [index, leaf] of leaves.entries()) {
          tree.append(leaf);
          expect(bytesToHex(tree.root())).toBe(bytesToHex(definition(leaves.slice(0, index + 1))));
        }
        expect(tree.size()).toBe(leaves.length);
      }),
    );
  });
});
