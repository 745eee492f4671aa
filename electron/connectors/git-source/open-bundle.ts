import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { SourceFailed } from '../../platform/carried.ts';
import type { ConnectorFault } from '../connector.ts';
import { askGit } from '../git/run-git.ts';
import { isGitRepository } from '../git/read-repository.ts';

/** A repository to read: a folder on this machine, or what a bundle file holds, unpacked for as long as it is read. */
export type OpenRepository = {
  readonly folder: string;
  readonly name: string;
  /** The commit that is read from. */
  readonly head: string;
  readonly close: () => Promise<void>;
};

const fault = (code: ConnectorFault['code'], message: string): Result<never, ConnectorFault> => err({ code, message });

/** Opens a repository's folder or a `git bundle` file. Nothing is fetched, and nothing a stranger's settings name is run. */
export async function openRepository(address: string): Promise<Result<OpenRepository, ConnectorFault>> {
  try {
    const found = await stat(address).catch(() => null);
    if (found === null) return fault('unreachable', 'There is no folder or file of that name here. Check the address.');
    if (found.isFile()) return await openBundle(address);
    if (!(await isGitRepository(address)))
      return fault('wrong-config', 'The folder is not a git repository: it has no .git.');
    const head = await askGit(address, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    return head === null
      ? fault('not-found', 'The repository has no commits yet, or git cannot read it.')
      : ok({ folder: address, name: nameOf(address), head, close: async () => undefined });
  } catch (error) {
    if (error instanceof SourceFailed) return fault('unreachable', error.message);
    throw error;
  }
}

async function openBundle(file: string): Promise<Result<OpenRepository, ConnectorFault>> {
  if (!(await isBundle(file)))
    return fault('wrong-config', 'The file is not a git bundle. Make one with: git bundle create FILE --all');
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bundle-'));
  const close = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  const made = await askGit(folder, ['init', '--quiet', '--bare', '--template=', folder]);
  const listed = made === null ? null : await askGit(folder, ['bundle', 'unbundle', file]);
  const refs = (listed ?? '').split('\n').flatMap((line) => {
    const match = /^([0-9a-f]{40,64}) (\S+)$/.exec(line);
    return match === null ? [] : [{ sha: match[1] ?? '', name: match[2] ?? '' }];
  });
  for (const { sha, name } of refs) if (name.startsWith('refs/tags/')) await askGit(folder, ['update-ref', name, sha]);
  const head = (
    refs.find(({ name }) => name === 'HEAD') ??
    refs.find(({ name }) => /\/(main|master)$/.test(name)) ??
    refs.at(-1)
  )?.sha;
  if (head !== undefined) {
    await askGit(folder, ['update-ref', '--no-deref', 'HEAD', head]);
    return ok({ folder, name: nameOf(file), head, close });
  }
  await close();
  return fault(
    'broken-answer',
    'git cannot read the bundle: it is damaged, or continues a history that it does not hold. Nothing of it was kept.',
  );
}

/** Whether a file begins as `git bundle` writes it. Throws what the disk says of a file that cannot be read. */
export async function isBundle(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return /^# v[23] git bundle/.test(buffer.subarray(0, bytesRead).toString('latin1'));
  } finally {
    await handle.close();
  }
}

const nameOf = (path: string): string => basename(path).replace(/\.(git|bundle)$/, '') || 'repository';
