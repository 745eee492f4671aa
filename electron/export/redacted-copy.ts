import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { manifestText, tagManifestName, type BagFile } from '../../shared/record/bag.ts';
import { fsyncDirectory } from '../platform/files.ts';
import { exists, makeFolder, tampered, writeNewFile, writing, type Content, type WriteFault } from './bag-files.ts';
import { zipBundle } from './zip-bundle.ts';

/** A file of the copy; `sha256` where it has to be the bytes that were signed and searched. */
export type CopyFile = { readonly path: string; readonly content: Content; readonly sha256: string | null };

export type RedactedCopy = {
  /** The name of the one top folder in a zip. */
  readonly name: string;
  readonly files: readonly CopyFile[];
  /** Withheld files outside data/, which the tag manifest goes on naming. */
  readonly withheldTags: readonly Pick<BagFile, 'path' | 'sha256'>[];
  /** Looks at the finished copy before it gets its name; null, or why it must not. */
  readonly fault: (dir: string) => Promise<string | null>;
};

const kept = 'Nothing was written; the record is as it was.';

/**
 * Writes a redacted copy: a folder, or a zip where `out` ends in .zip. It is built beside its place, verified there and
 * renamed when every byte is on the disk, so that a kill or a full disk leaves the whole copy or none under that name.
 */
export async function writeRedactedCopy(out: string, copy: RedactedCopy): Promise<Result<{ out: string }, WriteFault>> {
  const target = resolve(out);
  const isZip = target.endsWith('.zip');
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.redacting`);
  try {
    const built = await writing(kept, async () => {
      if (await exists(target)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
      await mkdir(dirname(target), { recursive: true });
      await removeLeftovers(target);
      await writeFiles(temporary, copy);
      return copy.fault(temporary);
    });
    if (!built.ok) return built;
    if (built.value !== null) return err({ code: 'wrong-parts', message: built.value, kept });
    if (isZip) {
      const zipped = await zipBundle(temporary, copy.name, target);
      return zipped.ok ? ok({ out: target }) : zipped;
    }
    return await writing(kept, async () => {
      await rename(temporary, target);
      await fsyncDirectory(dirname(target));
      return { out: target };
    });
  } finally {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function removeLeftovers(target: string): Promise<void> {
  for (const name of await readdir(dirname(target)))
    if (name.startsWith(`.${basename(target)}.`) && name.endsWith('.redacting'))
      await rm(join(dirname(target), name), { recursive: true, force: true });
}

async function writeFiles(root: string, { files, withheldTags }: RedactedCopy): Promise<void> {
  await makeFolder(root);
  const folders = [...new Set(files.map(({ path }) => dirname(path)))].filter((folder) => folder !== '.').toSorted();
  for (const folder of new Set(folders.flatMap((each) => [each.split('/')[0] ?? each, each])))
    await makeFolder(join(root, folder));
  const tags: Pick<BagFile, 'path' | 'sha256'>[] = [...withheldTags];
  for (const { path, content, sha256 } of files) {
    const written = await writeNewFile(join(root, path), content);
    if (sha256 !== null && written.sha256 !== sha256) throw tampered();
    if (!path.startsWith('data/')) tags.push({ path, sha256: written.sha256 });
  }
  await writeNewFile(join(root, tagManifestName), manifestText(tags));
  for (const folder of [...folders.toReversed(), '']) await fsyncDirectory(join(root, folder));
}
