import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import { readList } from './read-list.ts';
import { recordingFolder } from './recording-folder.ts';

/** A recording that rests has its head noted; one that may be written to has none. */
export type Indexed = {
  readonly review: string;
  readonly id: string;
  readonly head: { readonly seq: number; readonly hash: string } | null;
};

/**
 * Which recordings there are, in one file, so that a start reads no list of a recording that rests. It says nothing that
 * the folders do not say: without it they are read.
 */
export type RecordingIndex = { all(): readonly Indexed[]; set(entry: Indexed): Promise<void> };

const version = 1;

export async function openRecordingIndex(root: string): Promise<RecordingIndex> {
  const path = join(root, 'index.json');
  const known = new Map<string, Indexed>();
  for (const entry of read(await readFileIfAny(path)) ?? (await scan(root))) known.set(entry.id, entry);
  let writing: Promise<void> = Promise.resolve();
  return {
    all: () => [...known.values()],
    set: (entry) => {
      known.set(entry.id, entry);
      const write = async (): Promise<void> =>
        writeFileAtomic(path, JSON.stringify({ version, recordings: [...known.values()] }));
      writing = writing.then(write, write);
      return writing;
    },
  };
}

function read(bytes: Buffer | undefined): readonly Indexed[] | undefined {
  if (bytes === undefined) return undefined;
  try {
    const { version: found, recordings } = JSON.parse(bytes.toString('utf8')) as {
      version?: unknown;
      recordings?: unknown;
    };
    return found === version && Array.isArray(recordings) && recordings.every(isIndexed) ? recordings : undefined;
  } catch {
    return undefined;
  }
}

function isIndexed(value: unknown): value is Indexed {
  const { review, id, head } = (value ?? {}) as { readonly [key: string]: unknown };
  const { seq, hash } = (head ?? { seq: 0, hash: '' }) as { readonly [key: string]: unknown };
  return [review, id, hash].every((text) => typeof text === 'string') && typeof seq === 'number';
}

/** What the folders say. */
export async function scan(root: string): Promise<readonly Indexed[]> {
  const found: Indexed[] = [];
  for (const review of await foldersIn(root))
    for (const id of await foldersIn(join(root, review))) {
      const list = await readList(recordingFolder(root, review, id).list);
      found.push({ review, id, head: { seq: list.texts.length, hash: list.link } });
    }
  return found;
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && /^[a-z][a-z0-9-]{2,120}$/.test(entry.name))
      .map(({ name }) => name)
      .toSorted();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
