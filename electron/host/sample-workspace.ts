import { cp, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { err, type Result } from '../../shared/lib/result.ts';
import { errorCode, fsyncDirectory, onDisk, type DiskFault } from '../platform/files.ts';

/** What belongs to the running of one copy and not to the workspace: every copy makes its own, a device key above all. */
const notCopied: ReadonlySet<string> = new Set(['lock', 'heartbeat.json', 'carried', `keys${sep}device.pem`]);

export type CopyFault = DiskFault | { readonly code: 'no-sample'; readonly message: string };

/**
 * Copies the sample workspace at `from` to `to`, whole or not at all: everything is written beside `to`, made durable
 * and renamed. Leaves a workspace that is already there alone, and removes what a killed copy left.
 */
export async function copySampleWorkspace(
  from: string,
  to: string,
): Promise<Result<'copied' | 'already-there', CopyFault>> {
  const target = resolve(to);
  if (!(await isFolder(join(from, 'journals'))))
    return err({
      code: 'no-sample',
      message: 'The sample workspace is missing from this installation; run the build first.',
    });
  const done = await onDisk(async () => {
    if (await isFolder(join(target, 'journals'))) return 'already-there' as const;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await removeLeftovers(target);
    const temporary = await mkdtemp(join(dirname(target), prefixOf(target)));
    try {
      await copyInto(resolve(from), temporary);
      // An empty folder of this name may be there; anything else makes the rename fail and nothing is lost.
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
      if (errorCode(error) === 'ENOTEMPTY' || errorCode(error) === 'EEXIST') return 'already-there' as const;
      throw error;
    }
    await fsyncDirectory(dirname(target));
    return 'copied' as const;
  });
  return done;
}

const prefixOf = (target: string): string => `.${basename(target)}.copying-`;

async function copyInto(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    filter: (source) => {
      const path = relative(from, source);
      return !notCopied.has(path) && !path.endsWith('.tmp');
    },
  });
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await fsyncDirectory(path);
    else await fsyncFile(path);
  }
  await fsyncDirectory(to);
}

async function fsyncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function removeLeftovers(target: string): Promise<void> {
  for (const name of await readdir(dirname(target)))
    if (name.startsWith(prefixOf(target))) await rm(join(dirname(target), name), { recursive: true, force: true });
}

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (about) => about.isDirectory(),
    () => false,
  );
