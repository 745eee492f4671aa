import { mkdtemp, readFile, readdir, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { parseCheckpoint, parseNote } from '../../shared/journal/checkpoint.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { allowedSignersLine } from '../../shared/record/allowed-signers.ts';
import { manifestText, payloadManifestName, signedTagFiles, tagManifestName } from '../../shared/record/bag.ts';
import { isRoleName, signOffStem } from '../../shared/record/names.ts';
import type { PreparedSignOff, SignOff } from '../../shared/record/statement.ts';
import { errorCode, fsyncDirectory, readFileIfAny } from '../platform/files.ts';
import {
  exists,
  hashFiles,
  listFiles,
  makeFolder,
  placeNewFile,
  changedMessage,
  tampered,
  writeNewFile,
  writing,
  type WriteFault,
} from './bag-files.ts';

const kept = 'The record and its earlier sign-offs are as they were; this sign-off was not added.';
const rosterFile = /^roster-([1-9][0-9]{0,5})\.dsse\.json$/;
const envelopeName = /^([0-9]{2})-[a-z0-9-]+\.dsse\.json$/;

/**
 * Reads from the disk what the next signer signs: the digest of every payload file and signed tag file, the manifest's
 * bytes, the envelopes already there. Finishes or removes first what a killed sign-off left.
 */
export async function prepareSignOff(dir: string): Promise<Result<PreparedSignOff, WriteFault>> {
  const recovered = await recoverSignOffs(dir);
  if (!recovered.ok) return recovered;
  const read = await writing(kept, async () => {
    const payload = (await listFiles(join(dir, 'data'))).map((path) => `data/${path}`);
    const files = await hashFiles(dir, [...payload, ...signedTagFiles].toSorted());
    const manifest = await readFile(join(dir, payloadManifestName));
    const payloadFiles = files.filter(({ path }) => path.startsWith('data/'));
    const holds = manifestText(payloadFiles) === manifest.toString('utf8');
    const note = parseNote(await readFile(join(dir, 'data/checkpoint.txt'), 'utf8'));
    const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note;
    const envelopes = await listEnvelopes(dir);
    const covers = (await hashFiles(join(dir, 'signatures'), envelopes)).map(({ sha256 }) => sha256);
    return { files, manifest, holds, checkpoint, covers };
  });
  if (!read.ok) return read;
  const { files, manifest, holds, checkpoint, covers } = read.value;
  if (!holds || !checkpoint.ok) return err({ code: 'wrong-parts', message: changedMessage, kept });
  return ok({
    reviewId: checkpoint.value.origin.slice('hotwash/'.length),
    subjects: files.map(({ path, sha256 }) => ({ name: path, sha256 })),
    manifest,
    covers,
    checkpoint: checkpoint.value,
  });
}

/**
 * Adds a finished sign-off under the next number. Its envelope's name is the commit: what was killed before is removed,
 * what was killed after is finished by the next `recoverSignOffs`. Never overwrites an earlier sign-off.
 */
export async function addSignOff(dir: string, signOff: SignOff): Promise<Result<{ stem: string }, WriteFault>> {
  if (!isRoleName(signOff.role))
    return err({ code: 'wrong-parts', message: `"${signOff.role}" cannot stand as a role in a record.`, kept });
  const recovered = await recoverSignOffs(dir);
  if (!recovered.ok) return recovered;
  const placed = await writing(kept, () => placeSignOff(resolve(dir), signOff));
  if (!placed.ok) {
    await recoverSignOffs(dir);
    return placed;
  }
  const finished = await writing('The sign-off was added; only its manifest is not written yet.', () =>
    writeDerived(dir),
  );
  return finished.ok ? placed : finished;
}

/** Brings a record whose sign-off was interrupted to the state before it or after it. Safe to call at any time. */
export async function recoverSignOffs(dir: string): Promise<Result<void, WriteFault>> {
  return writing('The record is as it was.', async () => {
    for (const name of await readdir(dirname(resolve(dir))))
      if (name.startsWith(`.${basename(resolve(dir))}.signing.`))
        await rm(join(dirname(resolve(dir)), name), { recursive: true });
    const stems = new Set((await listEnvelopes(dir)).map((name) => name.slice(0, -'.dsse.json'.length)));
    for (const name of await namesIn(dir, 'signatures'))
      if (name.endsWith('.manifest.sig') && !stems.has(name.slice(0, -'.manifest.sig'.length)))
        await unlink(join(dir, 'signatures', name));
    for (const name of await namesIn(dir, 'trust'))
      if (/^[0-9]{2}-.*\.pem$/.test(name) && !stems.has(name.slice(0, -'.pem'.length)))
        await unlink(join(dir, 'trust', name));
    const newest = Math.max(0, ...(await readStatements(dir)).map(rosterNamed));
    for (const name of await namesIn(dir, 'trust'))
      if (Number(rosterFile.exec(name)?.[1] ?? 0) > newest) await unlink(join(dir, 'trust', name));
    if (stems.size > 0) await writeDerived(dir);
  });
}

async function placeSignOff(dir: string, signOff: SignOff): Promise<{ stem: string }> {
  const last = (await listEnvelopes(dir)).at(-1);
  const stem = signOffStem(last === undefined ? 1 : Number(last.slice(0, 2)) + 1, signOff.role);
  if (!(await exists(join(dir, 'signatures')))) await makeFolder(join(dir, 'signatures'));
  // Beside the record and on its disk, so that a file only ever appears in the record whole.
  const temporary = await mkdtemp(join(dirname(dir), `.${basename(dir)}.signing.`));
  try {
    const files = [
      ...(await newRosters(dir, signOff)),
      { path: `signatures/${stem}.manifest.sig`, content: signOff.manifestSignature },
      { path: `trust/${stem}.pem`, content: signOff.publicPem },
      { path: `signatures/${stem}.dsse.json`, content: signOff.envelope },
    ];
    for (const [index, { content }] of files.entries()) await writeNewFile(join(temporary, String(index)), content);
    for (const [index, { path }] of files.entries())
      await placeNewFile(join(temporary, String(index)), join(dir, path));
  } finally {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
  }
  return { stem };
}

/** Versions of the roster that no earlier sign-off brought. */
async function newRosters(dir: string, { rosters = [] }: SignOff): Promise<{ path: string; content: string }[]> {
  const there = await namesIn(dir, 'trust');
  return rosters
    .filter(({ name }) => !there.includes(name))
    .map(({ name, text }) => ({ path: `trust/${name}`, content: text }));
}

/** Writes what follows from the sign-offs that are there: trust/allowed_signers, then the tag manifest over it all. */
async function writeDerived(dir: string): Promise<void> {
  const lines: string[] = [];
  for (const name of await listEnvelopes(dir)) {
    const publicPem = await readFileIfAny(join(dir, 'trust', name.replace('.dsse.json', '.pem')));
    const principal = statementOf(await readFile(join(dir, 'signatures', name), 'utf8'))?.signer;
    if (publicPem === undefined || principal === undefined) throw tampered();
    lines.push(allowedSignersLine({ principal, publicPem: publicPem.toString('utf8') }));
  }
  await replaceFile(dir, 'trust/allowed_signers', [...new Set(lines)].join(''));
  const tags = (await listFiles(dir)).filter((path) => !path.startsWith('data/') && path !== tagManifestName);
  await replaceFile(dir, tagManifestName, manifestText(await hashFiles(dir, tags)));
}

const envelopeSchema = z.object({ payload: z.base64() });
const statementSchema = z.object({
  predicate: z.object({
    signer: z.string(),
    rosterVersion: z.int().default(0),
    rosterSha256: z.string().nullable().default(null),
  }),
});
type Predicate = z.infer<typeof statementSchema>['predicate'];

async function readStatements(dir: string): Promise<readonly Predicate[]> {
  const read: Predicate[] = [];
  for (const name of await listEnvelopes(dir)) {
    const statement = statementOf(await readFile(join(dir, 'signatures', name), 'utf8'));
    if (statement !== undefined) read.push(statement);
  }
  return read;
}

/** Statements of before rosters counted members and keys instead, and name no hash. */
const rosterNamed = ({ rosterVersion, rosterSha256 }: Predicate): number => (rosterSha256 === null ? 0 : rosterVersion);

function statementOf(envelope: string): Predicate | undefined {
  try {
    const { payload } = envelopeSchema.parse(JSON.parse(envelope));
    return statementSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))).predicate;
  } catch {
    return undefined;
  }
}

async function replaceFile(dir: string, path: string, content: string): Promise<void> {
  if ((await readFileIfAny(join(dir, path)))?.toString('utf8') === content) return;
  const root = resolve(dir);
  const temporary = await mkdtemp(join(dirname(root), `.${basename(root)}.signing.`));
  try {
    await writeNewFile(join(temporary, 'file'), content);
    await rename(join(temporary, 'file'), join(root, path));
    await fsyncDirectory(dirname(join(root, path)));
  } finally {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
  }
}

const listEnvelopes = async (dir: string): Promise<readonly string[]> =>
  (await namesIn(dir, 'signatures')).filter((name) => envelopeName.test(name));

async function namesIn(dir: string, folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(join(dir, folder))).toSorted();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
