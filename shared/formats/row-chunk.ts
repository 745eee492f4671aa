import { z } from 'zod';
import type { RowChunk } from '../domain/release/intake-line.ts';
import { rowKinds, rowOwner, rowTime, type Row, type RowKind, type RowOf } from '../domain/release/rows.ts';
import { invariant } from '../lib/invariant.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { crc32, type ChunkFault } from './chunk.ts';
import { aligned, columnHeadSchema, encodeColumn, readColumn, type RowColumn, type StringCodes } from './row-column.ts';

/** Rows in one full chunk. */
export const rowChunkCapacity = 4096;

/** The rows of one chunk, all of one kind and ascending in time; nothing is made of a row before it is asked for. */
export type RowColumns = {
  readonly kind: RowKind;
  readonly count: number;
  /** Times of the first and the last row, ms since 1970 UTC. */
  readonly t0: number;
  readonly t1: number;
  /** The row's time as rowTime says it. */
  readonly time: (i: number) => number;
  readonly id: (i: number) => string;
  /** The row's service or repository, as rowOwner says it. */
  readonly owner: (i: number) => string;
  readonly revision: (i: number) => number;
  readonly row: (i: number) => Row;
  /** Of a row these members and its kind alone; those that it lacks are left out. */
  readonly members: (i: number, names: readonly string[]) => { readonly [name: string]: unknown };
  /** A member that is a number, NaN where it is null or absent; undefined where it is none or all rows lack it. */
  readonly number: (name: string) => Float64Array | undefined;
  /** A member that is a string, code 0xffffffff where it is null or absent. */
  readonly codes: (name: string) => StringCodes | undefined;
  readonly columns: readonly RowColumn[];
};

/** The member that rowTime reads, by kind; null for kinds without a time. */
export const timeMembers: { readonly [K in RowKind]: keyof RowOf<K> | null } = {
  change: 'at',
  merge: 'createdAt',
  release: 'at',
  build: 'startedAt',
  deployment: 'startedAt',
  runtime: 'firstSeenAt',
  sighting: 'firstNewAt',
  flag: 'at',
  exposure: 'from',
  incident: 'detectedAt',
  ticket: 'createdAt',
  log: 'from',
  postmortem: 'from',
  component: null,
  slo: null,
  snapshot: 'at',
  prediction: 'madeAt',
  series: null,
};

const magic = 0x31_52_57_48; // "HWR1", little-endian
const fixedBytes = 16;

const headSchema = z.object({
  kind: z.enum(rowKinds as [RowKind, ...RowKind[]]),
  t0: z.number(),
  t1: z.number(),
  columns: z.array(columnHeadSchema).min(2).max(60),
});

/**
 * Packs 1 to 4,096 rows of one kind, ascending in time (rowTime), each id at most once. Layout, little-endian: 0 magic
 * "HWR1", 4 bytes of the head, 8 count, 12 zero, 16 the head as JSON in UTF-8 and zeros to a boundary of eight; then the
 * columns in the head's order (row-column.ts), every part beginning on a boundary of eight; at last CRC-32 of everything
 * before it and four zeros.
 */
export function encodeRowChunk(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  const { kind, t0, t1, count } = summarizeRowChunk(rows);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== 'kind');
  const columns = names.map((name) =>
    encodeColumn(
      name,
      rows.map((row) => (row as { readonly [member: string]: unknown })[name]),
    ),
  );
  const head = new TextEncoder().encode(JSON.stringify({ kind, t0, t1, columns: columns.map((each) => each.head) }));
  const parts = columns.flatMap((each) => each.parts);
  const start = fixedBytes + aligned(head.length);
  const end = parts.reduce((sum, part) => sum + aligned(part.length), start);
  const bytes = new Uint8Array(end + 8);
  const view = new DataView(bytes.buffer);
  [magic, head.length, count, 0].forEach((value, index) => view.setUint32(index * 4, value, true));
  bytes.set(head, fixedBytes);
  let offset = start;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += aligned(part.length);
  }
  view.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}

/** What the intake line says of the chunk, but for the hash of its bytes. */
export function summarizeRowChunk(rows: readonly Row[]): Omit<RowChunk, 'sha256'> {
  const [first, last] = [rows[0], rows.at(-1)];
  invariant(first !== undefined && last !== undefined, 'a chunk has rows');
  invariant(rows.length <= rowChunkCapacity, 'a chunk of rows has a bound');
  invariant(
    rows.every(
      (row, index) => row.kind === first.kind && (index === 0 || rowTime(row) >= rowTime(rows[index - 1] ?? row)),
    ),
    'rows of a chunk are of one kind and ascending in time',
  );
  const owners = [...new Set(rows.map(rowOwner))];
  return { kind: first.kind, t0: rowTime(first), t1: rowTime(last), count: rows.length, owners };
}

/** Reads a chunk and checks its length and checksum. Its columns are views on the bytes where these are aligned. */
export function decodeRowChunk(input: Uint8Array): Result<RowColumns, ChunkFault> {
  const bytes = input.byteOffset % 8 === 0 ? input : input.slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isRowChunk(bytes)) return err({ code: 'not-a-chunk', message: 'the bytes are not a chunk of rows' });
  const end = bytes.length - 8;
  if (bytes.length % 8 !== 0 || view.getUint32(end + 4, true) !== 0)
    return err({ code: 'damaged-chunk', message: 'the chunk of rows has the wrong length' });
  if (crc32(bytes.subarray(0, end)) !== view.getUint32(end, true))
    return err({ code: 'damaged-chunk', message: 'the chunk of rows was changed' });
  const columns = readHead(bytes.subarray(0, end), view.getUint32(4, true), view.getUint32(8, true));
  return columns === undefined
    ? err({ code: 'damaged-chunk', message: 'the chunk of rows is not laid out as one' })
    : ok(columns);
}

/** Whether bytes begin as a chunk of rows does; what follows is not looked at. */
export function isRowChunk(bytes: Uint8Array): boolean {
  return bytes.length >= fixedBytes + 8 && new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true) === magic;
}

function readHead(bytes: Uint8Array, headBytes: number, count: number): RowColumns | undefined {
  if (count < 1 || count > rowChunkCapacity || fixedBytes + headBytes > bytes.length) return undefined;
  const head = parseHead(bytes.subarray(fixedBytes, fixedBytes + headBytes));
  if (head === undefined) return undefined;
  const columns: RowColumn[] = [];
  let offset = fixedBytes + aligned(headBytes);
  for (const each of head.columns) {
    const read = readColumn(each, bytes, offset, count);
    if (read === undefined) return undefined;
    columns.push(read.column);
    offset = read.next;
  }
  return offset === bytes.length ? createColumns(head, count, columns) : undefined;
}

function parseHead(bytes: Uint8Array): z.infer<typeof headSchema> | undefined {
  try {
    const parsed = headSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function createColumns(
  { kind, t0, t1 }: z.infer<typeof headSchema>,
  count: number,
  columns: readonly RowColumn[],
): RowColumns | undefined {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const find = (name: string): RowColumn | undefined => byName.get(name);
  const member = timeMembers[kind];
  const times = member === null ? undefined : find(member);
  const revisions = find('revision');
  const ids = find('id');
  const owners = find(kind === 'change' || kind === 'merge' ? 'repository' : 'service');
  const isWhole = ids !== undefined && owners !== undefined && revisions?.numbers !== undefined;
  if (!isWhole || (member !== null && times?.numbers === undefined)) return undefined;
  return {
    kind,
    count,
    t0,
    t1,
    time: (i) => Number(times?.at(i) ?? 0),
    id: (i) => String(ids.at(i)),
    owner: (i) => String(owners.at(i)),
    revision: (i) => Number(revisions.at(i) ?? 0),
    row: (i) => {
      const row: { [name: string]: unknown } = { kind };
      for (const column of columns) {
        const value = column.at(i);
        if (value !== undefined) row[column.name] = value;
      }
      return row as unknown as Row;
    },
    members: (i, names) => {
      const part: { [name: string]: unknown } = { kind };
      for (const name of names) {
        const value = byName.get(name)?.at(i);
        if (value !== undefined) part[name] = value;
      }
      return part;
    },
    number: (name) => find(name)?.numbers?.(),
    codes: (name) => find(name)?.codes(),
    columns,
  };
}
