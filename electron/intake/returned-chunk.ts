import { rowSchema } from '../../shared/domain/release/rows.ts';
import { decodeChunk } from '../../shared/formats/chunk.ts';
import { decodeRowChunk, isRowChunk } from '../../shared/formats/row-chunk.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { LogFault } from './intake-log.ts';

/** Checks a chunk that a window gives back: of samples as a whole, of rows each row, since their bytes came from outside. */
export function checkReturnedChunk(bytes: Uint8Array): Result<null, LogFault> {
  if (!isRowChunk(bytes)) {
    const samples = decodeChunk(bytes);
    return samples.ok ? ok(null) : refuse(samples.error.message);
  }
  const rows = decodeRowChunk(bytes);
  if (!rows.ok) return refuse(rows.error.message);
  for (let i = 0; i < rows.value.count; i += 1)
    if (!isRow(() => rows.value.row(i))) return refuse(`row ${i + 1} of the chunk is not one`);
  return ok(null);
}

/** Making a row parses JSON that may be none. */
function isRow(make: () => unknown): boolean {
  try {
    return rowSchema.safeParse(make()).success;
  } catch {
    return false;
  }
}

const refuse = (message: string): Result<never, LogFault> => err({ code: 'wrong-lines', message: `${message}.` });
