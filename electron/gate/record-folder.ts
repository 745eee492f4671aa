import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordBinding } from '../../shared/record/gate-token.ts';

export type RecordFolder =
  | { readonly ok: true; readonly binding: RecordBinding }
  /** `unreadable`: it is no record; `changed`: a file is not the one that its manifest names. */
  | { readonly ok: false; readonly code: 'unreadable' | 'changed'; readonly message: string };

const unreadable = (message: string): RecordFolder => ({ ok: false, code: 'unreadable', message });

/**
 * Reads what a token is bound to from a record's folder, and whether every payload file is the one that the manifest
 * names. Whether the manifest is the signed one is told by its digest in the token; `hotwash verify` says all the rest.
 */
export async function readRecordFolder(folder: string): Promise<RecordFolder> {
  try {
    const binding = await readBinding(folder);
    if (binding === undefined)
      return unreadable('That is no record folder: unpack a zip first, and name the folder with bagit.txt in it.');
    const changed = await findChanged(folder);
    if (changed === undefined) return { ok: true, binding };
    return { ok: false, code: 'changed', message: `The record does not hold: ${changed}.` };
  } catch {
    return unreadable('The record cannot be read: name the folder with bagit.txt in it.');
  }
}

async function readBinding(folder: string): Promise<RecordBinding | undefined> {
  const [origin = '', size = '', root = ''] = (await readFile(join(folder, 'data/checkpoint.txt'), 'utf8')).split('\n');
  const reviewId = /^hotwash\/(r-[a-z0-9-]{1,58})$/.exec(origin)?.[1];
  if (reviewId === undefined || !/^[1-9]\d{0,14}$/.test(size)) return undefined;
  const envelopes = (await readdir(join(folder, 'signatures')).catch(() => []))
    .filter((name) => name.endsWith('.dsse.json'))
    .toSorted();
  const signOffs: string[] = [];
  for (const name of envelopes) signOffs.push(await sha256Of(join(folder, 'signatures', name)));
  return {
    reviewId,
    manifest: await sha256Of(join(folder, 'manifest-sha256.txt')),
    signOffs,
    checkpoint: { origin, size: Number(size), root },
  };
}

/** The first payload file that is not as the manifest says; undefined where all are. */
async function findChanged(folder: string): Promise<string | undefined> {
  const manifest = await readFile(join(folder, 'manifest-sha256.txt'), 'utf8');
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

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
