import { expect, it } from 'vitest';
import { nodeCrypto } from '../node-crypto.ts';
import type { BundleSource } from './bundle-source.ts';
import { takeInventory } from './inventory.ts';

it('[R15] holds 256 MiB of small files at the most, however many there are', async () => {
  const read: string[] = [];
  const source: BundleSource = {
    files: Array.from({ length: 9 }, (_, index) => ({
      path: `trust/0${index + 1}-facilitator.pem`,
      size: 60 * 1024 * 1024,
    })),
    folders: [],
    read: async function* (path) {
      read.push(path);
      yield new Uint8Array(1);
    },
  };
  const { contents, findings, digests } = await takeInventory(source, nodeCrypto);
  expect([contents.size, digests.size, read.length]).toEqual([4, 9, 9]);
  expect(findings.filter(({ exit }) => exit === 2)).toHaveLength(5);
});
