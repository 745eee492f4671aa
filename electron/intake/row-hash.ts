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

type Half = readonly [low: number, high: number];

/**
 * Hashes rows for comparing within one run: members in any order, a member that is absent counts for nothing. Two
 * multiplicative 32-bit hashes over UTF-16 units with a final avalanche (as in MurmurHash3); `seeds` are drawn for each
 * run, so that nobody can write rows that collide. Among a million rows two collide with a chance of 3 in 100 million.
 */
export function createRowHasher([seedLow, seedHigh]: Half): RowHasher {
  const text = (value: string, kind: number): Half => {
    let low = seedLow ^ kind;
    let high = seedHigh ^ kind;
    for (let i = 0; i < value.length; i += 1) {
      const unit = value.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x9e3779b1);
      high = Math.imul(high ^ unit, 0x5f356495);
    }
    return finish(low ^ value.length, high);
  };
  const scratch = new Float64Array(1);
  const halves = new Uint32Array(scratch.buffer);
  const number = (value: number): Half => {
    scratch[0] = value + 0;
    return finish(
      Math.imul((halves[0] ?? 0) ^ seedLow, 0x9e3779b1) ^ (halves[1] ?? 0),
      Math.imul((halves[1] ?? 0) ^ seedHigh, 0x5f356495) ^ (halves[0] ?? 0),
    );
  };
  const nothing = text('', 3);
  const valueHash = (value: unknown): Half => {
    if (typeof value === 'string') return text(value, 1);
    if (typeof value === 'number') return number(value);
    return value === null ? nothing : text(canonicalJson(value as Json), 2);
  };
  const names = new Map<string, Half>();
  const nameHash = (name: string): Half => {
    let hash = names.get(name);
    if (hash === undefined) names.set(name, (hash = text(name, 4)));
    return hash;
  };
  const ofId = (kind: RowKind, id: string): Half => {
    const [low, high] = text(id, 5);
    const [kindLow, kindHigh] = nameHash(kind);
    return finish(low ^ kindLow, high ^ kindHigh);
  };
  return {
    ofId: (kind, id) => {
      const [idLow, idHigh] = ofId(kind, id);
      return { idLow, idHigh };
    },
    ofRow: (row) => {
      const [idLow, idHigh] = ofId(row.kind, row.id);
      let low = 0;
      let high = 0;
      for (const [name, value] of Object.entries(row)) {
        if (value === undefined || name === 'kind') continue;
        const [a, b] = member(nameHash(name), valueHash(value));
        low = (low + a) >>> 0;
        high = (high + b) >>> 0;
      }
      return { idLow, idHigh, low, high };
    },
    ofColumns: (columns, take) => {
      const lows = new Uint32Array(columns.count);
      const highs = new Uint32Array(columns.count);
      for (const column of columns.columns) {
        const name = nameHash(column.name);
        const known = new Map<unknown, Half>();
        for (let i = 0; i < columns.count; i += 1) {
          const value = column.at(i);
          if (value === undefined) continue;
          let hash = known.get(value);
          if (hash === undefined) {
            hash = member(name, valueHash(value));
            if (typeof value === 'string' && known.size < 64) known.set(value, hash);
          }
          lows[i] = (lows[i] ?? 0) + hash[0];
          highs[i] = (highs[i] ?? 0) + hash[1];
        }
      }
      for (let i = 0; i < columns.count; i += 1) {
        const [idLow, idHigh] = ofId(columns.kind, columns.id(i));
        take({ idLow, idHigh, low: lows[i] ?? 0, high: highs[i] ?? 0 }, i);
      }
    },
  };
}

const member = (name: Half, value: Half): Half =>
  finish(Math.imul(name[0], 0x85ebca6b) ^ value[0], Math.imul(name[1], 0xc2b2ae35) ^ value[1]);

function finish(low: number, high: number): Half {
  let a = low;
  let b = high;
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [(a ^ (a >>> 16)) >>> 0, (b ^ (b >>> 16)) >>> 0];
}
