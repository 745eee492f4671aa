import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { exists, makeFolder, placeNewFile, writeNewFile, writing } from '../export/bag-files.ts';
import { recoverSignOffs } from '../export/sign-off-files.ts';
import { readFileIfAny } from '../platform/files.ts';
import { fail } from './fault.ts';

/** A file that is put beside a sign-off in the record: its path there. */
export type BesideFile = { readonly path: string; readonly content: Uint8Array };

/** Stands in the commands of every VERIFY.txt that looks at such files. */
const namedInCommands = 'timestamps/${n%%-*}.tsr';

const kept = 'The record and its sign-offs are as they were.';

/**
 * Puts files beside a sign-off, in order, and writes the tag manifest over them. Each appears whole or not at all; after a
 * kill `recoverSignOffs` brings the tag manifest after what is there. What is there already with the same bytes stays.
 */
export async function placeBeside(dir: string, files: readonly BesideFile[]): Promise<Result<void, CallFault>> {
  if (!(await readFileIfAny(join(dir, 'VERIFY.txt')))?.includes(namedInCommands))
    return fail(
      'older-record',
      `This record was written before records held times and certificates: its signed VERIFY.txt would refuse them. ${kept} Keep the file beside the record.`,
    );
  const recovered = await recoverSignOffs(dir);
  if (!recovered.ok) return fail(recovered.error.code, `${recovered.error.message} ${kept}`);
  const root = resolve(dir);
  const placed = await writing(kept, async () => {
    const temporary = await mkdtemp(join(dirname(root), `.${basename(root)}.signing.`));
    try {
      for (const [index, { path, content }] of files.entries()) {
        const there = await readFileIfAny(join(root, path));
        if (there?.equals(content) === true) continue;
        if (!(await exists(dirname(join(root, path))))) await makeFolder(dirname(join(root, path)));
        await writeNewFile(join(temporary, String(index)), content);
        await placeNewFile(join(temporary, String(index)), join(root, path));
      }
    } finally {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    }
  });
  if (!placed.ok) return fail(placed.error.code, `${placed.error.message} ${placed.error.kept}`);
  const finished = await recoverSignOffs(dir);
  return finished.ok ? ok(undefined) : fail(finished.error.code, finished.error.message);
}

/** A sign-off of a record: `02`, `02-release-manager`, and the bytes of its envelope. */
export type StampedSignOff = { readonly number: string; readonly stem: string; readonly envelope: Buffer };

/** The sign-offs of a record in order; none where there is no record. */
export async function listSignOffs(dir: string): Promise<readonly StampedSignOff[]> {
  const names: string[] = await readdir(join(dir, 'signatures')).catch(() => []);
  const signOffs: StampedSignOff[] = [];
  for (const name of names.toSorted()) {
    const [, stem, number] = /^(([0-9]{2})-[a-z0-9-]+)\.dsse\.json$/.exec(name) ?? [];
    const envelope = stem === undefined ? undefined : await readFileIfAny(join(dir, 'signatures', name));
    if (stem !== undefined && number !== undefined && envelope !== undefined) signOffs.push({ number, stem, envelope });
  }
  return signOffs;
}
