import { ZipFile } from 'yazl';
import { zipEntry } from './zip-bundle.ts';

/** A small zip in memory: the files under one top folder, stored as they are; the same bytes for the same files. */
export async function zipFiles(
  folder: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of files) zip.addBuffer(Buffer.from(bytes), `${folder}/${name}`, zipEntry);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
