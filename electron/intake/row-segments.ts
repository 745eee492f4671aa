import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { rowOwner, rowTime, type Row, type RowKind } from '../../shared/domain/release/rows.ts';
import { decodeRowChunk, type RowColumns } from '../../shared/formats/row-chunk.ts';
import type { ChunkFiles } from './chunk-files.ts';

/** The line of the log that brought something. */
export type LineOrigin = Pick<IntakeLine, 'seq' | 'at' | 'source'>;

/**
 * Rows of one kind that lie together: in a chunk, or in one line of the log. `first` is the number of its first row in
 * the row table; the others follow it. `t0` and `t1` bound the rows' times, ms since 1970 UTC.
 */
export type RowSegment = {
  readonly kind: RowKind;
  readonly first: number;
  readonly count: number;
  readonly t0: number;
  readonly t1: number;
  readonly origin: LineOrigin;
  /** The chunk's hash; null where the rows stand in the line itself. */
  readonly chunk: string | null;
};

/** The rows of a segment, each made when asked for. */
export type SegmentRows = Pick<RowColumns, 'count' | 'id' | 'time' | 'owner' | 'row'>;

export type SegmentReader = {
  /** Undefined where the chunk or the line is lost. */
  readonly read: (segment: RowSegment) => Promise<SegmentRows | undefined>;
  readonly readChunk: (sha256: string) => Promise<RowColumns | undefined>;
};

/** Bytes of decoded segments that are kept for the next reading. */
const keptBytes = 16 * 1024 * 1024;
/** A parsed line takes about this many bytes for each character of its text. */
const bytesPerCharacter = 4;

/** Reads segments, the ones read last from memory. `line` gives the text of one line of the log. */
export function createSegmentReader(
  files: ChunkFiles,
  line: (seq: number) => Promise<string | undefined>,
): SegmentReader {
  const kept = createLru<SegmentRows | RowColumns>(keptBytes);

  const readChunk = async (sha256: string): Promise<RowColumns | undefined> => {
    const known = kept.get(sha256);
    if (known !== undefined && 'columns' in known) return known;
    const bytes = await files.read(sha256);
    const decoded = bytes === undefined ? undefined : decodeRowChunk(bytes);
    if (bytes === undefined || decoded?.ok !== true) return undefined;
    kept.put(sha256, decoded.value, bytes.length * 2);
    return decoded.value;
  };
  return {
    readChunk,
    read: async (segment) => {
      if (segment.chunk !== null) return readChunk(segment.chunk);
      const key = `${segment.origin.seq}/${segment.kind}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const text = await line(segment.origin.seq);
      if (text === undefined) return undefined;
      const rows = (JSON.parse(text) as IntakeLine).rows.filter((row) => row.kind === segment.kind);
      const read = rowsOf(rows);
      kept.put(key, read, text.length * bytesPerCharacter);
      return read;
    },
  };
}

function rowsOf(rows: readonly Row[]): SegmentRows {
  const at = (i: number): Row => {
    const row = rows[i];
    if (row === undefined) throw new RangeError(`a segment of ${rows.length} rows has no row ${i}`);
    return row;
  };
  return {
    count: rows.length,
    id: (i) => at(i).id,
    time: (i) => rowTime(at(i)),
    owner: (i) => rowOwner(at(i)),
    row: at,
  };
}

/** Keeps what was used last, as far as its sizes fit; one thing that is larger than all is kept alone. */
function createLru<T>(most: number) {
  const entries = new Map<string, { readonly value: T; readonly size: number }>();
  let size = 0;
  const drop = (key: string): void => {
    size -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  return {
    get: (key: string): T | undefined => {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    put: (key: string, value: T, bytes: number): void => {
      drop(key);
      entries.set(key, { value, size: bytes });
      size += bytes;
      for (const oldest of entries.keys()) {
        if (size <= most || oldest === key) return;
        drop(oldest);
      }
    },
  };
}
