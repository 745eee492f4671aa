import { err, ok, type Result } from '../../shared/lib/result.ts';

/** The bytes of a file a person chose, of `most` at the most; or why it was not taken, in words. */
export async function readSmallFile(file: File, most: number): Promise<Result<ArrayBuffer, string>> {
  if (file.size === 0) return err('That file is empty. Choose the one that was written.');
  if (file.size > most) return err('That file is far too large to be this; it was not read.');
  try {
    return ok(await file.arrayBuffer());
  } catch {
    return err('That file cannot be read. If it is a folder, choose the file in it.');
  }
}

export const toBase64 = (bytes: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
