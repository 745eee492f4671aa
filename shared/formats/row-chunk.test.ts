import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RowId } from '../domain/ids.ts';
import { rowKinds, rowOwner, rowSchema, rowTime, type Row, type RowKind, type RowOf } from '../domain/release/rows.ts';
import { crc32 } from './chunk.ts';
import { decodeRowChunk, encodeRowChunk, rowChunkCapacity, summarizeRowChunk } from './row-chunk.ts';

type Made = fc.Arbitrary<unknown>;
const patterns: readonly (readonly [RegExp, Made])[] = [
  [/0-9a-f\]\{64\}/, fc.stringMatching(/^[0-9a-f]{64}$/)],
  [/0-9a-f\]\{7,64\}/, fc.stringMatching(/^[0-9a-f]{7,64}$/)],
];

/** Makes values a schema takes; strings of any characters, also halves of pairs, where it says nothing of them. */
function madeBy(schema: z.core.$ZodType): Made {
  const def = (schema as z.ZodType).def as unknown as { type: string; [member: string]: unknown };
  const inner = (): Made => madeBy(def['innerType'] as z.core.$ZodType);
  switch (def.type) {
    case 'object': {
      const shape = Object.entries(def['shape'] as { [name: string]: z.core.$ZodType });
      const isOptional = (each: z.core.$ZodType): boolean => (each as z.ZodType).def.type === 'optional';
      const made = Object.fromEntries(shape.map(([name, each]) => [name, madeBy(each)]));
      return fc.record(made, {
        requiredKeys: shape.flatMap(([name, each]) => (isOptional(each) ? [] : [name])),
        noNullPrototype: true,
      });
    }
    case 'literal':
      return fc.constantFrom(...(def['values'] as unknown[]));
    case 'enum':
      return fc.constantFrom(...Object.values(def['entries'] as { [name: string]: unknown }));
    case 'nullable':
      return fc.option(inner(), { nil: null });
    case 'array':
      return fc.array(madeBy(def['element'] as z.core.$ZodType), { maxLength: 3 });
    case 'number': {
      const isInt = (schema as z.ZodNumber).isInt;
      const max = Math.min((schema as z.ZodNumber).maxValue ?? 2e12, 2e12);
      const number = isInt ? fc.integer({ min: 1, max: 2_000_000_000 }) : fc.double({ min: 0, max, noNaN: true });
      return fc.oneof(number, fc.constant(1));
    }
    case 'string': {
      const source = (schema as z.ZodString)._zod.bag.patterns ?? new Set<RegExp>();
      for (const [known, made] of patterns) if ([...source].some((each) => known.test(each.source))) return made;
      return fc.oneof(fc.constantFrom('a', 'b'), fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }));
    }
    case 'pipe':
      return fc.oneof(fc.constantFrom('checkout', 'pay'), fc.stringMatching(/^[a-z0-9]{1,12}$/));
    case 'optional':
      return inner();
    default:
      throw new Error(`no way to make ${def.type}`);
  }
}

const optionOf = (kind: RowKind): z.core.$ZodType => {
  const option = rowSchema.options.find((each) => each.shape.kind.value === kind);
  if (option === undefined) throw new Error(kind);
  return option;
};
const rowsOf = (kind: RowKind): fc.Arbitrary<Row[]> =>
  fc
    .array(madeBy(optionOf(kind)), { minLength: 1, maxLength: 40 })
    .map((rows) => (rows as Row[]).toSorted((a, b) => rowTime(a) - rowTime(b)));

describe('chunk of rows', () => {
  it.each(rowKinds)('[I29] rows of kind %s come back as they went in, also from an odd offset', (kind) => {
    fc.assert(
      fc.property(rowsOf(kind), fc.nat(7), (rows, shift) => {
        const bytes = encodeRowChunk(rows);
        const moved = new Uint8Array(bytes.length + shift).subarray(shift);
        moved.set(bytes);
        const decoded = decodeRowChunk(moved);
        expect(decoded.ok).toBe(true);
        if (!decoded.ok) return;
        const columns = decoded.value;
        const indexes = rows.map((_, index) => index);
        expect(indexes.map(columns.row)).toStrictEqual(rows);
        expect(indexes.map(columns.id)).toEqual(rows.map((row) => row.id));
        expect(indexes.map(columns.time)).toEqual(rows.map(rowTime));
        expect(indexes.map(columns.owner)).toEqual(rows.map(rowOwner));
        expect(indexes.map(columns.revision)).toEqual(rows.map((row) => row.revision));
        const { t0, t1, count } = columns;
        expect(summarizeRowChunk(rows)).toEqual({ kind, t0, t1, count, owners: [...new Set(rows.map(rowOwner))] });
      }),
      { numRuns: 40 },
    );
  });

  it('[I29] any byte that is changed is noticed, and so is any cut', () => {
    const chunks = rowsOf('ticket').map(encodeRowChunk);
    fc.assert(
      fc.property(chunks, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, flip) => {
        const damaged = bytes.slice();
        const index = at % bytes.length;
        damaged[index] = (damaged[index] ?? 0) ^ flip;
        expect(decodeRowChunk(damaged).ok).toBe(false);
        expect(decodeRowChunk(bytes.subarray(0, index)).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('[I29] a head that lies under a right checksum is refused, not believed', () => {
    const bytes = encodeRowChunk(deployments(50));
    const view = new DataView(bytes.buffer);
    for (const count of [0, 49, 51, 4096, 5000]) {
      view.setUint32(8, count, true);
      view.setUint32(bytes.length - 8, crc32(bytes.subarray(0, -8)), true);
      expect([count, decodeRowChunk(bytes).ok]).toEqual([count, false]);
    }
  });

  it('[I29] a full chunk gives columns for analysis', () => {
    const rows = deployments(rowChunkCapacity);
    const bytes = encodeRowChunk(rows);
    const decoded = decodeRowChunk(bytes);
    if (!decoded.ok) throw new Error(decoded.error.message);
    const columns = decoded.value;
    expect(columns.number('finishedAt')?.filter(Number.isNaN)).toHaveLength(rowChunkCapacity / 2);
    expect(columns.number('service')).toBeUndefined();
    const services = columns.codes('service');
    expect([services?.dictionary.length, services?.dictionary[services.codes[6] ?? 0]]).toEqual([3, 'svc-0']);
    const ids = columns.codes('id');
    expect(ids?.dictionary[ids.codes[4095] ?? 0]).toBe(rows[4095]?.id);
    expect(columns.codes('sha')?.codes[0]).toBe(0xffffffff);
    expect(bytes.length / rowChunkCapacity).toBeLessThan(20);
  });

  it('[I29] keeps what is near each other in few bytes, and what is not as it is', () => {
    const shas = (i: number): string => (i * 2_654_435_761).toString(16).padEnd(40, '0');
    const back = (change: (row: RowOf<'deployment'>, i: number) => Partial<RowOf<'deployment'>>): number => {
      const rows = deployments(300).map((row, i) => ({ ...row, ...change(row, i) }));
      const bytes = encodeRowChunk(rows);
      const decoded = decodeRowChunk(bytes);
      expect(decoded.ok && rows.map((_, i) => decoded.value.row(i))).toStrictEqual(rows);
      return bytes.length;
    };
    const plain = back(() => ({}));
    expect(back((_, i) => ({ sha: shas(i) })) - plain).toBeLessThan(300 * 20 + 100);
    expect(back((_, i) => ({ sha: shas(i).toUpperCase() })) - plain).toBeGreaterThan(300 * 40);
    expect(back((_, i) => ({ sha: i % 7 === 0 ? null : shas(i) })) - plain).toBeLessThan(300 * 21 + 100);
    for (const odd of [-0, 0.5, 2 ** 53, -(2 ** 40)])
      back((row, i) => ({ finishedAt: i === 40 ? odd : row.finishedAt }));
    // Beginnings that part within a pair of surrogates.
    back((_, i) => ({ id: `made:\ud83d${i % 2 === 0 ? '\ude00' : '\ude01'}${i}` as RowId }));
  });
});

function deployments(count: number): RowOf<'deployment'>[] {
  return Array.from({ length: count }, (_, index) =>
    rowSchema.parse({
      kind: 'deployment',
      id: `file:deployment:svc:d${index}`,
      revision: 0,
      service: `svc-${index % 3}`,
      version: `1.${index % 100}.0`,
      environment: 'production',
      startedAt: 1_700_000_000_000 + index * 60_000,
      finishedAt: index % 2 === 0 ? null : 1_700_000_000_000 + index * 60_000 + 5000,
      result: 'success',
      sha: null,
    }),
  ) as RowOf<'deployment'>[];
}
