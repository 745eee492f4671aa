import { access, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { SourceFailed, type CarriedFile } from '../../platform/carried.ts';
import { commitHeader, createLogReader, logArguments, tagArguments, tagHeader, tagLine } from './git-log-csv.ts';
import { askGit, streamGit } from './run-git.ts';

export type GitFault = {
  readonly code: 'not-a-repository' | 'git-missing' | 'empty-repository' | 'git-failed';
  readonly message: string;
};

/** A local repository as files to carry in: its commits, and its tags where it has any. */
export type GitRepository = {
  readonly name: string;
  /** True for a clone that was cut off in the past: its first commits show all lines they contain as new. */
  readonly isShallow: boolean;
  readonly files: readonly CarriedFile[];
};

/** Whether a folder is the root of a git repository, bare or not. Looks at names only, runs nothing. */
export async function isGitRepository(folder: string): Promise<boolean> {
  const there = async (...names: string[]): Promise<boolean> =>
    (await Promise.allSettled(names.map((name) => access(join(folder, name))))).every(
      (result) => result.status === 'fulfilled',
    );
  return (await there('.git')) || (await there('HEAD', 'objects', 'refs'));
}

/**
 * Opens a repository on this machine, called as its folder unless a name is given. Nothing is fetched, and nothing the
 * repository's configuration names is run.
 */
export async function readRepository(folder: string, called?: string): Promise<Result<GitRepository, GitFault>> {
  if (!(await isGitRepository(folder)))
    return err({ code: 'not-a-repository', message: 'The folder is not a git repository: it has no .git.' });
  const repository = await realpath(folder);
  try {
    if ((await askGit(repository, ['rev-parse', '--git-dir'])) === null)
      return err({ code: 'not-a-repository', message: 'The folder has a .git, but git cannot read it.' });
    if ((await askGit(repository, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])) === null)
      return err({ code: 'empty-repository', message: 'The repository has no commits yet.' });
    const isShallow = (await askGit(repository, ['rev-parse', '--is-shallow-repository'])) === 'true';
    const hasTags = (await askGit(repository, ['for-each-ref', '--count=1', 'refs/tags'])) !== '';
    const name = called ?? (basename(repository).replace(/\.git$/, '') || 'repository');
    const commits: CarriedFile = { name: `${name}-commits.csv`, size: undefined, open: () => commitBytes(repository) };
    const tags: CarriedFile = { name: `${name}-tags.csv`, size: undefined, open: () => tagBytes(repository) };
    return ok({ name, isShallow, files: hasTags ? [commits, tags] : [commits] });
  } catch (error) {
    if (!(error instanceof SourceFailed)) throw error;
    const isMissing = error.message.startsWith('git is not installed');
    return err({ code: isMissing ? 'git-missing' : 'git-failed', message: error.message });
  }
}

async function* commitBytes(repository: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(commitHeader);
  const reader = createLogReader();
  const decoder = new TextDecoder('utf-8');
  for await (const part of streamGit(repository, logArguments)) {
    const text = reader.push(decoder.decode(part, { stream: true }).replaceAll('\uFFFD', '?'));
    if (text !== '') yield Buffer.from(text);
  }
  yield Buffer.from(reader.end());
}

async function* tagBytes(repository: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(tagHeader);
  const parts: Buffer[] = [];
  for await (const part of streamGit(repository, tagArguments)) parts.push(part);
  const lines = Buffer.concat(parts).toString('utf8').replaceAll('\uFFFD', '?').split('\n');
  yield Buffer.from(lines.map(tagLine).join(''));
}
