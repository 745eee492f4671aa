/** What a folder is walked by: the part of the File System API that a drop gives. */
type Entry = Pick<FileSystemEntry, 'name' | 'isFile' | 'isDirectory'>;

const known = /\.(csv|tsv|json|ndjson|jsonl|log|prom|om|ya?ml|md|markdown|zip)$/i;
const passedOver = new Set(['node_modules']);
const mostFiles = 10_000;

/** A file that a folder brings: one that might be known, not hidden. A file that is named itself always counts. */
export const mayBring = (path: string): boolean =>
  known.test(path) && !path.split('/').some((part) => part.startsWith('.') || passedOver.has(part));

/** Files below what was dropped: files as they are, of folders those that might be known; at most 10,000. */
export async function walkEntries(entries: readonly Entry[]): Promise<readonly File[]> {
  const files: File[] = [];
  for (const entry of entries) {
    if (entry.isFile) files.push(await fileOf(entry as FileSystemFileEntry));
    else if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, files);
  }
  return files.slice(0, mostFiles);
}

async function walk(folder: FileSystemDirectoryEntry, files: File[]): Promise<void> {
  const inside = await entriesOf(folder);
  for (const entry of inside.toSorted((a, b) => a.name.localeCompare(b.name))) {
    if (files.length >= mostFiles) return;
    if (entry.name.startsWith('.') || passedOver.has(entry.name)) continue;
    if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, files);
    else if (known.test(entry.name)) files.push(await fileOf(entry as FileSystemFileEntry));
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

/** Browsers hand a folder's entries out a hundred at a time, until none come. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}
