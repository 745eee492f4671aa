import { ZipFile } from 'yazl';

/** Built from local parts, as in a record's zip: the same bytes in every time zone. */
const fixedDate = new Date(1980, 0, 1, 12, 0, 0);

/** A small zip in memory: the files under one top folder, stored as they are; the same bytes for the same files. */
export async function zipFiles(
  folder: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of files)
    zip.addBuffer(Buffer.from(bytes), `${folder}/${name}`, {
      mtime: fixedDate,
      mode: 0o100644,
      forceDosTimestamp: true,
      compress: false,
    });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
