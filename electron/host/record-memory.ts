import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../export/bag-files.ts';
import type { BundleSource } from '../verifier/core/bundle-source.ts';

/** A record in memory: path to bytes. A change puts a new buffer; no buffer is ever written into. */
export type Files = Map<string, Buffer>;

export async function readFiles(dir: string): Promise<Files> {
  const files: Files = new Map();
  for (const path of await listFiles(dir)) files.set(path, await readFile(join(dir, path)));
  return files;
}

/** The record as the verifier reads it, without a disk. */
export function sourceOf(files: Files, folders: readonly string[] = []): BundleSource {
  return {
    files: [...files]
      .map(([path, { length }]) => ({ path, size: length }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    folders,
    read: async function* read(path) {
      yield files.get(path) ?? Buffer.alloc(0);
    },
  };
}

export const isSame = (a: Files, b: Files): boolean =>
  a.size === b.size && [...a].every(([path, bytes]) => b.get(path)?.equals(bytes) === true);

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a forger does next: the manifests are computed anew, as any BagIt tool would. */
export function computeManifests(files: Files, which: 'both' | 'tags'): void {
  const list = (belongs: (path: string) => boolean): Buffer =>
    Buffer.from(
      [...files]
        .filter(([path]) => belongs(path))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, bytes]) => `${sha256Of(bytes)}  ${path}\n`)
        .join(''),
    );
  if (which === 'both')
    files.set(
      'manifest-sha256.txt',
      list((path) => path.startsWith('data/')),
    );
  files.set(
    'tagmanifest-sha256.txt',
    list((path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt'),
  );
}

export type Random = (below: number) => number;

/** mulberry32: small, and the same everywhere. */
export function makeRandom(state: number): Random {
  let a = state >>> 0;
  return (below) => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
