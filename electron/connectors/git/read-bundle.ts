import { realpath, stat } from 'node:fs/promises';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { onDisk } from '../../platform/files.ts';
import type { ConnectorFault } from '../connector.ts';
import { isBundle, openRepository } from '../git-source/open-bundle.ts';
import { isGitRepository, readRepository, type GitFault, type GitRepository } from './read-repository.ts';

/** `close` removes what was unpacked, and is to be called when the files were read. */
type CarriedRepository = GitRepository & { readonly close: () => Promise<void> };

/** Whether a path is a repository's folder or a file that `git bundle` made. Runs nothing. */
export async function isRepositoryOrBundle(path: string): Promise<boolean> {
  const found = await onDisk(() => stat(path));
  if (!found.ok || !found.value.isFile()) return isGitRepository(path);
  const bundle = await onDisk(() => isBundle(path));
  return bundle.ok && bundle.value;
}

/** Opens a repository's folder, or a bundle as the repository it holds, unpacked beside the machine's temporary files. */
export async function readRepositoryOrBundle(
  path: string,
): Promise<Result<CarriedRepository, GitFault | ConnectorFault>> {
  const found = await onDisk(() => stat(path));
  if (!found.ok || !found.value.isFile()) {
    const read = await readRepository(path);
    return read.ok ? ok({ ...read.value, close: async () => undefined }) : read;
  }
  const opened = await openRepository(await realpath(path));
  if (!opened.ok) return opened;
  const { folder, name, close } = opened.value;
  const read = await readRepository(folder, name);
  if (read.ok) return ok({ ...read.value, close });
  await close();
  return err(read.error);
}
