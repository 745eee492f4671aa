import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordBinding } from '../../shared/record/gate-token.ts';
import { readNamedFile } from '../platform/named-file.ts';

export type RecordFolder =
  | { readonly ok: true; readonly binding: RecordBinding }
  /** `unreadable`: it is no record; `changed`: a file is not the one that its manifest names. */
  | { readonly ok: false; readonly code: 'unreadable' | 'changed'; readonly message: string };

const unreadable = (message: string): RecordFolder => ({ ok: false, code: 'unreadable', message });

/** Bytes: a manifest of 20 000 files and a checkpoint are far below. */
const most = { manifest: 16 << 20, checkpoint: 64 << 10 } as const;

/**
 * Reads what a token is bound to from a record's folder, and whether every payload file is the one that the manifest
 * names. Whether the manifest is the signed one is told by its digest in the token; `hotwash verify` says all the rest.
 */
export async function readRecordFolder(folder: string): Promise<RecordFolder> {
  try {
    const manifest = await readPart(folder, 'manifest-sha256.txt', most.manifest);
    const binding = await readBinding(folder, manifest);
    if (binding === undefined)
      return unreadable('That is no record folder: unpack a zip first, and name the folder with bagit.txt in it.');
    const changed = await findChanged(folder, manifest.toString('utf8'));
    if (changed === undefined) return { ok: true, binding };
    return { ok: false, code: 'changed', message: `The record does not hold: ${changed}.` };
  } catch {
    return unreadable('The record cannot be read: name the folder with bagit.txt in it.');
  }
}

async function readBinding(folder: string, manifest: Uint8Array): Promise<RecordBinding | undefined> {
  const checkpoint = await readPart(folder, 'data/checkpoint.txt', most.checkpoint);
  const [origin = '', size = '', root = ''] = checkpoint.toString('utf8').split('\n');
  const reviewId = /^hotwash\/(r-[a-z0-9-]{1,58})$/.exec(origin)?.[1];
  if (reviewId === undefined || !/^[1-9]\d{0,14}$/.test(size)) return undefined;
  const envelopes = (await readdir(join(folder, 'signatures')).catch(() => []))
    .filter((name) => name.endsWith('.dsse.json'))
    .toSorted();
  const signOffs: string[] = [];
  for (const name of envelopes) signOffs.push(await sha256Of(join(folder, 'signatures', name)));
  return {
    reviewId,
    manifest: createHash('sha256').update(manifest).digest('hex'),
    signOffs,
    checkpoint: { origin, size: Number(size), root },
  };
}

/** The first payload file that is not as the manifest says; undefined where all are. */
async function findChanged(folder: string, manifest: string): Promise<string | undefined> {
  const listed = new Map<string, string>();
  for (const line of manifest.split('\n').slice(0, -1)) {
    const [, digest, name] = /^([0-9a-f]{64}) {2}(data\/[a-z0-9._/-]+)$/.exec(line) ?? [];
    if (digest === undefined || name === undefined) return 'a line of its manifest is malformed';
    listed.set(name, digest);
  }
  const found = await readdir(join(folder, 'data'), { recursive: true });
  for (const part of found) {
    const name = `data/${part.replaceAll('\\', '/')}`;
    const about = await lstat(join(folder, name));
    if (about.isDirectory()) continue;
    if (!about.isFile() || !listed.has(name)) return 'a file in data is not in its manifest';
    if ((await sha256Of(join(folder, name))) !== listed.get(name)) return `${name} was changed`;
    listed.delete(name);
  }
  return listed.size === 0 ? undefined : 'a file that its manifest names is missing';
}

async function readPart(folder: string, name: string, mostBytes: number): Promise<Buffer> {
  const read = await readNamedFile(join(folder, name), mostBytes);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

async function sha256Of(path: string): Promise<string> {
  if (!(await lstat(path)).isFile()) throw new Error('not a file');
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
