import type { RowChunk } from '../../shared/domain/release/intake-line.ts';
import { rowTime, type Row, type RowKind } from '../../shared/domain/release/rows.ts';
import { encodeRowChunk, rowChunkCapacity, summarizeRowChunk } from '../../shared/formats/row-chunk.ts';
import { nameBytes, type NamedBytes } from './chunk-files.ts';
import type { RowHash } from './row-hash.ts';
import type { WritableRowIndex } from './row-index.ts';
import { createRowTable, type RowTable } from './row-table.ts';

export type PackedRows = NamedBytes & { readonly chunk: RowChunk };

/** Rows of one file that are not acknowledged yet. */
export type PendingRows = {
  /** Whether a row is news; keeps it when it is. */
  readonly add: (row: Row) => 'queued' | 'known' | 'duplicate';
  readonly isFull: () => boolean;
  /**
   * Takes all rows out: of a kind with many, sealed chunks, the others by the lines they go into. Where an id came twice,
   * its older revision is among the lines, which stand before the chunks in the log.
   */
  readonly take: () => { readonly lines: readonly (readonly Row[])[]; readonly bulk: readonly PackedRows[] };
};

const rowsPerLine = 500;
/** Rows of one kind that go into chunks. */
const manyRows = 1024;
/** Rows of all kinds together that may wait. */
const mostRows = 2 * rowChunkCapacity;

/** `source` is the SHA-256 of the file the rows come from. */
export function createPendingRows(index: WritableRowIndex, source: string): PendingRows {
  const byKind = new Map<RowKind, Row[]>();
  const byId = new Map<string, { readonly hash: RowHash; readonly revision: number }>();
  /** Rows of this file that another file brought before: the index does not know that they stand here too. */
  const knownHere = createRowTable();
  let size = 0;
  let largest = 0;

  return {
    add: (row) => {
      const hash = index.hash(row);
      const key = `${row.kind} ${row.id}`;
      const waiting = byId.get(key);
      if (waiting !== undefined) {
        if (isSame(waiting.hash, hash) || row.revision < waiting.revision) return 'known';
        if (row.revision === waiting.revision) return 'duplicate';
      } else {
        const standing = index.standing(row, hash, source);
        if (standing === 'duplicate' || saysOtherwise(knownHere, hash, row.revision)) return 'duplicate';
        if (standing === 'unchanged' || standing === 'older') {
          knownHere.add(hash, row.revision);
          return 'known';
        }
      }
      byId.set(key, { hash, revision: row.revision });
      const rows = byKind.get(row.kind);
      if (rows === undefined) byKind.set(row.kind, [row]);
      else rows.push(row);
      size += 1;
      largest = Math.max(largest, rows?.length ?? 1);
      return 'queued';
    },
    isFull: () => largest >= rowChunkCapacity || size >= mostRows,
    take: () => {
      const few: Row[] = [];
      const bulk: PackedRows[] = [];
      for (const rows of byKind.values()) {
        const { newest, older } = rows.length < manyRows ? { newest: [], older: rows } : splitRevisions(rows);
        few.push(...older);
        newest.sort((a, b) => rowTime(a) - rowTime(b));
        for (let from = 0; from < newest.length; from += rowChunkCapacity)
          bulk.push(packRows(newest.slice(from, from + rowChunkCapacity)));
      }
      byKind.clear();
      byId.clear();
      size = 0;
      largest = 0;
      const lines: Row[][] = [];
      for (let from = 0; from < few.length; from += rowsPerLine) lines.push(few.slice(from, from + rowsPerLine));
      return { lines, bulk };
    },
  };
}

function packRows(rows: readonly Row[]): PackedRows {
  const named = nameBytes(encodeRowChunk(rows));
  return { ...named, chunk: { ...summarizeRowChunk(rows), sha256: named.sha256 } };
}

/** A chunk has each id once. Of one file's revisions the later is the newer, or it would not be here. */
function splitRevisions(rows: readonly Row[]): { readonly newest: Row[]; readonly older: Row[] } {
  const newest = new Map(rows.map((row) => [row.id, row]));
  const older = rows.filter((row) => newest.get(row.id) !== row);
  return { newest: [...newest.values()], older };
}

/** Whether the same revision of the id stands in the table with other content. */
function saysOtherwise(table: RowTable, hash: RowHash, revision: number): boolean {
  let isOther = false;
  table.find(hash, (row) => {
    if (table.revision(row) === revision) isOther = !table.hasContent(row, hash);
    return isOther;
  });
  return isOther;
}

const isSame = (a: RowHash, b: RowHash): boolean => a.low === b.low && a.high === b.high;
