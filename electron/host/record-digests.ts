import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { SourceFault, type OpenedSource } from '../verifier/core/bundle-source.ts';
import { openFolder } from '../verifier/folder-source.ts';
import { openZip } from '../verifier/zip-source.ts';

/** The SHA-256 (hex) of every file of a record, a folder or a zip, by its path; undefined where it cannot be read. */
export async function digestsInRecord(record: string): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const opened: OpenedSource = (await stat(record)).isDirectory()
      ? { ok: true, source: await openFolder(record), close: async () => undefined }
      : await openZip(record);
    if (!opened.ok) return undefined;
    try {
      const digests = new Map<string, string>();
      for (const { path } of opened.source.files) {
        const hash = createHash('sha256');
        for await (const piece of opened.source.read(path)) hash.update(piece);
        digests.set(path, hash.digest('hex'));
      }
      return digests;
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof SourceFault || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}
