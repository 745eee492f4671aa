import type { Row, RowKind } from '../../shared/domain/release/rows.ts';
import type { RowColumns } from '../../shared/formats/row-chunk.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';

/** 64 bits of a row's kind and id, and 64 bits of its content, as unsigned 32-bit halves. */
export type RowHash = {
  readonly idLow: number;
  readonly idHigh: number;
  readonly low: number;
  readonly high: number;
};

export type RowHasher = {
  /** The first two halves of {@link RowHash} alone. */
  readonly ofId: (kind: RowKind, id: string) => Pick<RowHash, 'idLow' | 'idHigh'>;
  readonly ofRow: (row: Row) => RowHash;
  /** Hashes of all rows of a chunk, the same as ofRow gives, one by one without making the rows. */
  readonly ofColumns: (columns: RowColumns, take: (hash: RowHash, i: number) => void) => void;
};

type Halves = readonly [low: number, high: number];

/** What a value is, so that a number never hashes as its text does. */
const kinds = { text: 1, json: 2, null: 3, name: 4, id: 5 } as const;

/**
 * Hashes rows for comparing within one run: members in any order, a member that is absent counts for nothing. Two
 * multiplicative 32-bit hashes over UTF-16 units with a final avalanche (as in MurmurHash3); `seeds` are drawn for each
 * run, so that nobody can write rows that collide. Among a million rows two collide with a chance of 3 in 100 million.
 */
export function createRowHasher([seedLow, seedHigh]: Halves): RowHasher {
  // The hash made last. Millions of rows pass here, and a pair for each value would be most of the garbage.
  let low = 0;
  let high = 0;
  const scratch = new Float64Array(1);
  const halves = new Uint32Array(scratch.buffer);
  const names = new Map<string, Halves>();

  const finish = (a: number, b: number): void => {
    const mixed = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
    const other = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    low = (mixed ^ (mixed >>> 16)) >>> 0;
    high = (other ^ (other >>> 16)) >>> 0;
  };
  const hashText = (value: string, kind: number): void => {
    let a = seedLow ^ kind;
    let b = seedHigh ^ kind;
    for (let i = 0; i < value.length; i += 1) {
      const unit = value.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x9e3779b1);
      b = Math.imul(b ^ unit, 0x5f356495);
    }
    finish(a ^ value.length, b);
  };
  const hashNumber = (value: number): void => {
    scratch[0] = value + 0;
    const a = halves[0] ?? 0;
    const b = halves[1] ?? 0;
    finish(Math.imul(a ^ seedLow, 0x9e3779b1) ^ b, Math.imul(b ^ seedHigh, 0x5f356495) ^ a);
  };
  const hashValue = (value: unknown): void => {
    if (typeof value === 'string') hashText(value, kinds.text);
    else if (typeof value === 'number') hashNumber(value);
    else if (value === null) hashText('', kinds.null);
    else hashText(canonicalJson(value as Json), kinds.json);
  };
  const nameHash = (name: string): Halves => {
    let hash = names.get(name);
    if (hash === undefined) {
      hashText(name, kinds.name);
      names.set(name, (hash = [low, high]));
    }
    return hash;
  };
  const hashMember = (name: Halves, value: unknown): void => {
    hashValue(value);
    finish(Math.imul(name[0], 0x85ebca6b) ^ low, Math.imul(name[1], 0xc2b2ae35) ^ high);
  };
  const hashId = (kind: RowKind, id: string): void => {
    const [kindLow, kindHigh] = nameHash(kind);
    hashText(id, kinds.id);
    finish(low ^ kindLow, high ^ kindHigh);
  };
  return {
    ofId: (kind, id) => {
      hashId(kind, id);
      return { idLow: low, idHigh: high };
    },
    ofRow: (row) => {
      const members: { readonly [name: string]: unknown } = row;
      let sumLow = 0;
      let sumHigh = 0;
      for (const name in members) {
        const value = members[name];
        if (value === undefined || name === 'kind') continue;
        hashMember(nameHash(name), value);
        sumLow = (sumLow + low) >>> 0;
        sumHigh = (sumHigh + high) >>> 0;
      }
      hashId(row.kind, row.id);
      return { idLow: low, idHigh: high, low: sumLow, high: sumHigh };
    },
    ofColumns: (columns, take) => {
      const lows = new Uint32Array(columns.count);
      const highs = new Uint32Array(columns.count);
      for (const column of columns.columns) {
        const name = nameHash(column.name);
        for (let i = 0; i < columns.count; i += 1) {
          const value = column.at(i);
          if (value === undefined) continue;
          hashMember(name, value);
          lows[i] = (lows[i] ?? 0) + low;
          highs[i] = (highs[i] ?? 0) + high;
        }
      }
      for (let i = 0; i < columns.count; i += 1) {
        hashId(columns.kind, columns.id(i));
        take({ idLow: low, idHigh: high, low: lows[i] ?? 0, high: highs[i] ?? 0 }, i);
      }
    },
  };
}
