import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { manifestText } from '../../shared/record/bag.ts';
import { hashFiles, listFiles } from '../export/bag-files.ts';
import { signEnvelope } from '../signing/dsse.ts';
import type { PersonKey } from '../signing/person-key.ts';
import { verifyBundle, type VerifyRequest } from '../verifier/verify-bundle.ts';
import type { RecordFixture } from './record-fixture.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const firstEnvelope = 'signatures/01-facilitator.dsse.json';
export const secondEnvelope = 'signatures/02-release-manager.dsse.json';
export type JsonMembers = { [key: string]: Json };

/** A copy of a record, changed as a forger would: both manifests are computed anew. */
export async function tamper(record: string, change: (dir: string) => Promise<void>): Promise<string> {
  const dir = await temporaryFolder('case');
  await cp(record, dir, { recursive: true });
  await change(dir);
  const write = async (name: string, belongs: (path: string) => boolean): Promise<void> =>
    writeFile(join(dir, name), manifestText(await hashFiles(dir, (await listFiles(dir)).filter(belongs))));
  await write('manifest-sha256.txt', (path) => path.startsWith('data/'));
  await write('tagmanifest-sha256.txt', (path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt');
  return dir;
}

export type Said = { readonly exit: number; readonly said: readonly string[] };

/** The exit and each finding as `case: message`. */
export async function verdictOf(dir: string, request: VerifyRequest): Promise<Said> {
  const { exit, findings } = await verifyBundle(dir, request);
  return { exit, said: findings.map(({ case: number, message }) => `${number}: ${message}`) };
}

/** The keys of a record as they might have been handed over apart from it; inside it they are never trusted. */
export async function handedOver(dir: string): Promise<string> {
  const folder = join(await temporaryFolder('handed'), 'trust');
  await cp(join(dir, 'trust'), folder, { recursive: true });
  return folder;
}

export async function editEnvelope(dir: string, edit: (json: JsonMembers) => Json | string): Promise<void> {
  const after = edit(JSON.parse(await readFile(join(dir, firstEnvelope), 'utf8')) as JsonMembers);
  await writeFile(join(dir, firstEnvelope), typeof after === 'string' ? after : canonicalJson(after));
}

/** Replaces the first envelope by one whose statement was edited and signed again by the same, trusted key. */
export async function signedAnew(dir: string, key: PersonKey, edit: (statement: JsonMembers) => Json): Promise<void> {
  const { payload } = JSON.parse(await readFile(join(dir, firstEnvelope), 'utf8')) as { payload: string };
  const statement = JSON.parse(Buffer.from(payload, 'base64').toString()) as JsonMembers;
  await writeFile(join(dir, firstEnvelope), signEnvelope(key, canonicalJson(edit(statement))));
}

export const shaOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

export function personOf(record: RecordFixture, who: string): PersonKey {
  const person = record.people[who];
  if (person === undefined) throw new Error(`no ${who}`);
  return person;
}
