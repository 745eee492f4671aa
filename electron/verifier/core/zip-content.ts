import { SourceFault } from './bundle-source.ts';
import { finding } from './report.ts';
import type { ZipEntry } from './zip-structure.ts';

/** CRC-32 as zip has it, continued from the one before; 0 begins. */
export type Crc32 = (bytes: Uint8Array, before: number) => number;

export const wrongContent = (): SourceFault =>
  new SourceFault(finding.unsafe('an entry does not unpack to what it declares'));

/** Passes an entry's unpacked bytes on; faults where they are more, fewer or others than its header declares. */
export async function* checkedContent(
  unpacked: AsyncIterable<Uint8Array>,
  entry: Pick<ZipEntry, 'size' | 'crc'>,
  crc32: Crc32,
): AsyncIterable<Uint8Array> {
  let size = 0;
  let crc = 0;
  for await (const piece of unpacked) {
    size += piece.length;
    if (size > entry.size) throw wrongContent();
    crc = crc32(piece, crc);
    yield piece;
  }
  if (size !== entry.size || crc !== entry.crc) throw wrongContent();
}
