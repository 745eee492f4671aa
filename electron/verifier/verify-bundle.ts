import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { parseCheckpoint, parseNote, type Checkpoint } from '../../shared/journal/checkpoint.ts';
import { SourceFault, type OpenedSource } from './core/bundle-source.ts';
import { finding, reportOf, type VerifyReport } from './core/report.ts';
import { parseTrust, type TrustFile, type TrustOutcome } from './core/trust.ts';
import { readPolicy } from './core/read-review.ts';
import { verifyRecord } from './core/verify.ts';
import type { Policy } from './core/people.ts';
import { openFolder } from './folder-source.ts';
import { faultInWords } from '../../shared/journal/words.ts';
import { nodeCrypto } from './node-crypto.ts';
import { openZip } from './zip-source.ts';

/** Paths as the user gave them. `trust` are allowed_signers files, PEMs, rosters, or folders with such files. */
export type VerifyRequest = {
  readonly trust?: readonly string[];
  readonly policy?: string;
  /** An older copy of the record (folder or zip) or its checkpoint.txt. */
  readonly since?: string;
  /** The proof that the log of the record continues `since`, where that is a checkpoint of the workspace's log. */
  readonly proof?: string;
  /** Eight words that were the head of the review at some time. */
  readonly sinceWords?: string;
  readonly bagOnly?: boolean;
};

/** Verifies a record folder or zip. Never throws for input; what cannot be read is a report with exit 2. */
export async function verifyBundle(bundle: string, request: VerifyRequest): Promise<VerifyReport> {
  const unreadable = (message: string): VerifyReport => reportOf([finding.unreadable(message)]);
  if (request.trust === undefined && request.bagOnly !== true)
    return unreadable('no trust file was given; pass --trust FILE');
  const { inside, ...trust } =
    request.trust === undefined ? { ...noTrust, inside: false } : await readTrust(request.trust, bundle);
  if (!trust.ok) return unreadable(`the trust file: ${trust.message}`);
  const policy = request.policy === undefined ? undefined : await readPolicyFile(request.policy);
  if (policy === null) return unreadable('the policy file is not {"requiredRoles": [...], "roles": {...}}');
  const since = request.since === undefined ? undefined : await readOlder(request.since);
  if (since === null) return unreadable('the older copy holds no checkpoint');
  const sinceProof = request.proof === undefined ? undefined : await readSmall(request.proof).catch(() => null);
  if (sinceProof === null) return unreadable('the proof file is not there or cannot be read');
  const wordFault = request.sinceWords === undefined ? undefined : faultInWords(request.sinceWords);
  if (wordFault !== undefined) return unreadable(`--since-words: ${wordFault}`);
  const opened = await openSource(bundle);
  if (!opened.ok) return reportOf([opened.finding]);
  try {
    const options = {
      trust: trust.value,
      bagOnly: request.bagOnly === true,
      trustInside: inside,
      ...optional('policy', policy),
      ...optional('since', since),
      ...optional('sinceProof', sinceProof),
      ...optional('sinceWords', request.sinceWords?.trim().toLowerCase().split(/\s+/).join(' ')),
    };
    return await verifyRecord(opened.source, options, nodeCrypto);
  } finally {
    await opened.close();
  }
}

const noTrust = { ok: true, value: { keys: [] } } as const satisfies TrustOutcome;

function optional<Name extends string, T>(name: Name, value: T | undefined): { readonly [key in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: T });
}

async function openSource(path: string): Promise<OpenedSource> {
  try {
    const about = await stat(path);
    // Opening a pipe would wait for ever.
    if (!about.isDirectory() && !about.isFile())
      return { ok: false, finding: finding.unsafe('it is a device or a pipe') };
    if (about.isFile()) return await openZip(path);
    return { ok: true, source: await openFolder(path), close: async () => undefined };
  } catch (error) {
    if (error instanceof SourceFault) return { ok: false, finding: error.finding };
    return { ok: false, finding: finding.unreadable('the record is not there or cannot be opened') };
  }
}

/**
 * Reads what `--trust` names; other files in a folder are passed over. What lies inside the record, by whatever name it
 * was reached, is left unread: a forger writes it beside the forgery.
 */
async function readTrust(
  paths: readonly string[],
  bundle: string,
): Promise<TrustOutcome & { readonly inside: boolean }> {
  const files: TrustFile[] = [];
  let inside = false;
  try {
    const top = `${await realpath(bundle).catch(() => bundle)}${sep}`;
    for (const path of paths) {
      const isFolder = (await stat(path)).isDirectory();
      const names = isFolder
        ? (await readdir(path)).filter(
            (name) =>
              name === 'allowed_signers' || name.endsWith('.pem') || name.endsWith('.crt') || rosterName.test(name),
          )
        : [''];
      for (const name of names) {
        const file = join(path, name);
        if ((await realpath(file)).startsWith(top)) inside = true;
        else files.push({ name: name === '' ? basename(path) : name, text: await readSmall(file) });
      }
    }
  } catch {
    return { ok: false, message: 'it is not there, cannot be read or is too large', inside };
  }
  return inside && files.length === 0 ? { ...noTrust, inside } : { ...parseTrust(files, nodeCrypto), inside };
}

const largestOwnFile = 16 * 1024 * 1024;

/** A pipe is read like a file, as `--trust <(...)` hands it over; none is read without end. */
const readSmall = (file: string): Promise<string> => textOf(createReadStream(file) as AsyncIterable<Uint8Array>);

async function textOf(read: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of read) {
    size += piece.length;
    if (size > largestOwnFile) throw new Error('too large');
    // A copy: a reader may use its buffer again.
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces).toString('utf8');
}

const rosterName = /^roster-[0-9]+\.dsse\.json$/;

async function readPolicyFile(path: string): Promise<Policy | null> {
  try {
    return readPolicy(await readSmall(path)) ?? null;
  } catch {
    return null;
  }
}

async function readOlder(path: string): Promise<Checkpoint | null> {
  const text = await readOlderText(path);
  const note = text === undefined ? undefined : parseNote(text);
  const checkpoint = note?.ok === true ? parseCheckpoint(note.value.text) : undefined;
  return checkpoint?.ok === true ? checkpoint.value : null;
}

async function readOlderText(path: string): Promise<string | undefined> {
  const opened = await openSource(path);
  try {
    return opened.ok ? await textOf(opened.source.read('data/checkpoint.txt')) : await readSmall(path);
  } catch {
    return undefined;
  } finally {
    if (opened.ok) await opened.close();
  }
}
