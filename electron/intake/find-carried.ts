import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { CarriedFile } from '../platform/carried.ts';
import { onDisk } from '../platform/files.ts';
import { carriedFileAt } from './carried-file.ts';

/** Files of a path: itself, or what a folder holds. `isNamed` tells a file that was asked for from one that was found. */
export type FoundFile = { readonly file: CarriedFile; readonly isNamed: boolean };
export type FindFault = { readonly code: string; readonly message: string };

/** Reads a repository's folder or a bundle file. `close` gives back what was unpacked for as long as files are read. */
export type RepositoryReader = {
  readonly isRepository: (path: string) => Promise<boolean>;
  readonly read: (path: string) => Promise<Result<RepositoryFiles, FindFault>>;
};
type RepositoryFiles = {
  readonly isShallow: boolean;
  readonly files: readonly CarriedFile[];
  readonly close: () => Promise<void>;
};

export type Found = {
  readonly files: readonly FoundFile[];
  readonly notes: readonly string[];
  /** To be called when the files were read. */
  readonly close: () => Promise<void>;
};

const close = async (): Promise<void> => undefined;

const carriedEndings = /\.(csv|tsv|json|ndjson|jsonl|log|prom|om|ya?ml|md|markdown)$/i;
const passedOver = new Set(['node_modules']);
const mostFiles = 10_000;

/** Finds what a path brings: a file, a git repository's or bundle's commits and tags, or a folder's files that could be known. */
export async function findCarried(path: string, repositories: RepositoryReader): Promise<Result<Found, FindFault>> {
  const found = await onDisk(() => stat(path));
  if (!found.ok) return err({ code: 'unreadable', message: 'There is no such file or folder, or it may not be read.' });
  if (await repositories.isRepository(path)) {
    const repository = await repositories.read(path);
    if (!repository.ok) return repository;
    const notes = repository.value.isShallow
      ? ['A shallow clone: its history is cut off, and its first commit counts all lines it holds.']
      : [];
    const files = repository.value.files.map((file) => ({ file, isNamed: true }));
    return ok({ files, notes, close: repository.value.close });
  }
  if (!found.value.isDirectory())
    return ok({ files: [{ file: await carriedFileAt(path), isNamed: true }], notes: [], close });
  const walked = await onDisk(() => walk(path));
  if (!walked.ok) return err({ code: 'unreadable', message: 'The folder may not be read.' });
  if (walked.value.length === 0)
    return err({
      code: 'unreadable',
      message: 'The folder is not a git repository and holds no CSV, JSON or NDJSON files.',
    });
  const files: FoundFile[] = [];
  for (const each of walked.value) files.push({ file: await carriedFileAt(each), isNamed: false });
  return ok({ files, notes: [], close });
}

async function walk(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined && paths.length < mostFiles; next = waiting.pop()) {
    for (const entry of await readdir(next, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || passedOver.has(entry.name)) continue;
      if (entry.isDirectory()) waiting.push(join(next, entry.name));
      else if (entry.isFile() && carriedEndings.test(entry.name)) paths.push(join(next, entry.name));
    }
  }
  return paths.toSorted();
}
