import { randomBytes } from 'node:crypto';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { rowOwner, rowTime, type Row, type RowKind, type RowOf } from '../../shared/domain/release/rows.ts';
import { createRowHasher, type RowHash } from './row-hash.ts';
import type { LineOrigin, RowSegment, SegmentReader } from './row-segments.ts';
import { createRowTable } from './row-table.ts';

/** What a row means to what is known: `older` is a revision that a newer one has already replaced. */
type Standing = 'new' | 'revision' | 'unchanged' | 'older' | 'duplicate';

export type RowIndex = {
  readonly get: <K extends RowKind>(kind: K, id: string) => Promise<RowOf<K> | undefined>;
  /**
   * Rows of one kind, newest revision each, of one service (of one repository for changes and merges) when named. In order
   * of arrival; rows of one chunk in order of time.
   */
  readonly of: <K extends RowKind>(kind: K, owner?: string) => Promise<readonly RowOf<K>[]>;
  /** The same for rows with from <= time < to (rowTime, ms since 1970 UTC); reads only chunks that reach into that time. */
  readonly within: <K extends RowKind>(
    kind: K,
    from: number,
    to: number,
    owner?: string,
  ) => Promise<readonly RowOf<K>[]>;
  /** Ids known of a kind. */
  readonly count: (kind: RowKind) => number;
  /** The line of the log that brought the revision in force. */
  readonly origin: (kind: RowKind, id: string) => Promise<LineOrigin | undefined>;
};

export type WritableRowIndex = RowIndex & {
  readonly hash: (row: Row) => RowHash;
  /** `source` is the carried file's SHA-256. Within one file an id may come twice only with the same content or a newer revision. */
  readonly standing: (row: Row, hash: RowHash, source: string) => Standing;
  /** Takes in the rows of a line that stands in the log; `origin` is what is kept of the line. */
  readonly note: (line: IntakeLine, origin: LineOrigin) => Promise<void>;
  /** Chunks named by lines whose bytes are not here. */
  readonly missing: () => readonly string[];
  /** Takes in the rows of a chunk that was missing and has come back. */
  readonly returned: (sha256: string) => Promise<void>;
};

export function createRowIndex(reader: SegmentReader): WritableRowIndex {
  const hasher = createRowHasher([randomBytes(4).readUInt32LE(), randomBytes(4).readUInt32LE()]);
  const table = createRowTable();
  const directory = createDirectory();
  const counts = new Map<RowKind, number>();
  const lost = new Map<string, LineOrigin>();

  const add = (kind: RowKind, hash: RowHash, revision: number): number => {
    let before = -1;
    table.find(hash, (row) => table.isCurrent(row, table.size()) && (before = row) >= 0);
    const row = table.add(hash, revision);
    if (before < 0) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    else if (table.revision(before) > revision) table.replace(row, before);
    else table.replace(before, row);
    return row;
  };
  const addLine = (kind: RowKind, rows: readonly Row[], origin: LineOrigin): void => {
    const first = table.size();
    const times = rows.map(rowTime);
    for (const row of rows) add(kind, hasher.ofRow(row), row.revision);
    const owners = new Set(rows.map(rowOwner));
    const [t0, t1] = [Math.min(...times), Math.max(...times)];
    directory.add({ kind, first, count: rows.length, t0, t1, origin, chunk: null }, owners);
  };
  const addChunk = async (sha256: string, origin: LineOrigin): Promise<void> => {
    const columns = await reader.readChunk(sha256);
    if (columns === undefined) {
      lost.set(sha256, origin);
      return;
    }
    const { kind, count, t0, t1 } = columns;
    const first = table.size();
    hasher.ofColumns(columns, (hash, i) => add(kind, hash, columns.revision(i)));
    const owners = columns.codes(kind === 'change' || kind === 'merge' ? 'repository' : 'service');
    directory.add({ kind, first, count, t0, t1, origin, chunk: sha256 }, new Set(owners?.dictionary));
  };
  const select = async <K extends RowKind>(
    kind: K,
    owner: string | undefined,
    from: number,
    to: number,
  ): Promise<readonly RowOf<K>[]> => {
    const size = table.size();
    const found: RowOf<K>[] = [];
    const segments = directory.of(kind, owner).filter((segment) => segment.t1 >= from && segment.t0 < to);
    for (const segment of segments) {
      const rows = await reader.read(segment);
      if (rows === undefined) continue;
      for (let i = 0; i < rows.count; i += 1) {
        if (!table.isCurrent(segment.first + i, size)) continue;
        const time = rows.time(i);
        if (time >= from && time < to && (owner === undefined || rows.owner(i) === owner))
          found.push(rows.row(i) as RowOf<K>);
      }
    }
    return found;
  };
  const locate = async (kind: RowKind, id: string): Promise<{ row: Row; segment: RowSegment } | undefined> => {
    const candidates: number[] = [];
    table.find(hasher.ofId(kind, id), (row) => {
      if (table.isCurrent(row, table.size())) candidates.push(row);
      return false;
    });
    for (const candidate of candidates) {
      const segment = directory.at(candidate);
      const rows = segment?.kind === kind ? await reader.read(segment) : undefined;
      if (segment !== undefined && rows?.id(candidate - segment.first) === id)
        return { row: rows.row(candidate - segment.first), segment };
    }
    return undefined;
  };
  return {
    get: async <K extends RowKind>(kind: K, id: string) => (await locate(kind, id))?.row as RowOf<K> | undefined,
    of: (kind, owner) => select(kind, owner, -Infinity, Infinity),
    within: (kind, from, to, owner) => select(kind, owner, from, to),
    count: (kind) => counts.get(kind) ?? 0,
    origin: async (kind, id) => (await locate(kind, id))?.segment.origin,
    hash: hasher.ofRow,
    standing: (row, hash, source) => {
      let standing: Standing = 'new';
      table.find(hash, (known) => {
        if (table.hasContent(known, hash)) standing = 'unchanged';
        else if (table.isCurrent(known, table.size())) {
          const revision = table.revision(known);
          const isSame = directory.at(known)?.origin.source.sha256 === source && revision === row.revision;
          standing = row.revision < revision ? 'older' : isSame ? 'duplicate' : 'revision';
        }
        return standing === 'unchanged';
      });
      return standing;
    },
    note: async (line, origin) => {
      for (const kind of new Set(line.rows.map((row) => row.kind)))
        addLine(
          kind,
          line.rows.filter((row) => row.kind === kind),
          origin,
        );
      for (const { sha256 } of line.bulk ?? []) await addChunk(sha256, origin);
    },
    missing: () => [...lost.keys()],
    returned: async (sha256) => {
      const origin = lost.get(sha256);
      if (origin === undefined) return;
      lost.delete(sha256);
      await addChunk(sha256, origin);
    },
  };
}

/** Finds segments by kind, by kind and owner, and by the number of a row. */
function createDirectory() {
  const all: RowSegment[] = [];
  const byKind = new Map<string, RowSegment[]>();
  const put = (key: string, segment: RowSegment): void => {
    const list = byKind.get(key);
    if (list === undefined) byKind.set(key, [segment]);
    else list.push(segment);
  };
  return {
    add: (segment: RowSegment, owners: ReadonlySet<string>): void => {
      all.push(segment);
      put(segment.kind, segment);
      for (const owner of owners) put(`${segment.kind}/${owner}`, segment);
    },
    of: (kind: RowKind, owner: string | undefined): readonly RowSegment[] =>
      byKind.get(owner === undefined ? kind : `${kind}/${owner}`) ?? [],
    at: (row: number): RowSegment | undefined => {
      let low = 0;
      let high = all.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((all[middle]?.first ?? Infinity) <= row) low = middle + 1;
        else high = middle;
      }
      return all[low - 1];
    },
  };
}
