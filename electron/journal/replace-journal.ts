import { randomBytes } from 'node:crypto';
import { open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { serializeLine, type JournalLine } from '../../shared/journal/line.ts';

/** The file that stands under the journal's name now, open for appending, and its size in bytes. */
export type Replaced = { readonly handle: FileHandle; readonly size: number };

/**
 * Puts other lines under a journal's name, whole or not at all: written beside it, on the disk, then renamed. The handle
 * goes with the renamed file, so that nothing can be appended to the old one. Throws the file system's error, and then the
 * old file stands.
 */
export async function replaceJournal(path: string, lines: readonly JournalLine[]): Promise<Replaced> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const bytes = Buffer.from(lines.map((line) => `${serializeLine(line)}\n`).join(''), 'utf8');
  const handle = await open(temporary, 'ax+', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    await rename(temporary, path);
  } catch (error) {
    await handle.close();
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  return { handle, size: bytes.length };
}
