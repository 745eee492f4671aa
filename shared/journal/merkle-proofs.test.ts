import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedRuns } from '../lib/test-runs.ts';
import { merkleRoot } from './merkle.ts';
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  leafHash,
  rootFromInclusion,
  rootOfHashes,
} from './merkle-proofs.ts';

type Bytes = readonly Uint8Array[];
const mth = (leaves: Bytes): Uint8Array => merkleRoot(leaves);
const splitOf = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);

/** RFC 6962, section 2.1.1, word for word. */
function path(m: number, leaves: Bytes): Bytes {
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}

/** RFC 6962, section 2.1.2, word for word. */
function subproof(m: number, leaves: Bytes, isWhole: boolean): Bytes {
  if (m === leaves.length) return isWhole ? [] : [mth(leaves)];
  const k = splitOf(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), isWhole), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}

const hex = (hashes: Bytes): string[] => hashes.map(bytesToHex);
const leavesOf = (size: number): Bytes => Array.from({ length: size }, (_, at) => Uint8Array.of(at, at * 7));
const sizes = fc.integer({ min: 1, max: 40 });

describe('proofs over a Merkle tree', () => {
  it('[J11] an inclusion proof is the one of the definition and leads to the root, at every size and index', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, seed) => {
        const leaves = leavesOf(size);
        const hashes = leaves.map((leaf) => leafHash(leaf));
        const index = seed % size;
        const proof = inclusionProof(hashes, index);
        expect(hex(proof)).toEqual(hex(path(index, leaves)));
        const root = rootFromInclusion(leafHash(leaves[index] as Uint8Array), index, size, proof);
        expect(root).toEqual(mth(leaves));
        expect(rootOfHashes(hashes)).toEqual(mth(leaves));
      }),
      boundedRuns(150),
    );
  });

  it('[J11] a consistency proof is the one of the definition and holds for these two trees alone', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, seed, flip) => {
        const leaves = leavesOf(size);
        const older = (seed % size) + 1;
        const proof = consistencyProof(
          leaves.map((leaf) => leafHash(leaf)),
          older,
        );
        expect(hex(proof)).toEqual(hex(subproof(older, leaves, true)));
        const from = { size: older, root: mth(leaves.slice(0, older)) };
        const to = { size, root: mth(leaves) };
        expect(isConsistent(from, to, proof)).toBe(true);
        const other = { size: older, root: mth([...leaves.slice(0, older - 1), Uint8Array.of(255)]) };
        expect(isConsistent(other, to, proof)).toBe(false);
        expect(isConsistent(from, { size, root: sha256(to.root) }, proof)).toBe(false);
        const bent = proof.map((hash, at) => (at === flip % proof.length ? sha256(hash) : hash));
        if (proof.length > 0) expect(isConsistent(from, to, bent)).toBe(false);
        expect(isConsistent(from, to, [...proof, from.root])).toBe(false);
        if (older < size) expect(isConsistent(to, from, proof)).toBe(false);
      }),
      boundedRuns(150),
    );
  });

  it('[J11] gives the paths of the RFC 6962 reference leaves', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const hashes = leaves.map((each) => leafHash(hexToBytes(each)));
    expect(hex(inclusionProof(hashes, 0))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(consistencyProof(hashes, 6))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(rootFromInclusion(hashes[0] as Uint8Array, 0, 8, [])).toBeUndefined();
    expect(rootFromInclusion(concatBytes(), 8, 8, [])).toBeUndefined();
  });
});
