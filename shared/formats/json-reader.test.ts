import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonReader, createNdjsonReader } from './json-reader.ts';

type Reader = ReturnType<typeof createJsonReader>;
type Records = ReturnType<Reader['push']>;

function readAll(reader: Reader, text: string, piece = text.length || 1): Records {
  const out: Records = [];
  for (let from = 0; from < text.length; from += piece) out.push(...reader.push(text.slice(from, from + piece)));
  out.push(...reader.end());
  return out;
}
const valuesOf = (records: Records): unknown[] =>
  records.flatMap((record) => (record.kind === 'value' ? [record.value] : []));
const faultsOf = (records: Records): string[] =>
  records.flatMap((record) => (record.kind === 'unreadable' ? [`${record.row}:${record.fault.code}`] : []));

/** Objects whose text JSON keeps as it is. */
const objects = fc.array(
  fc
    .dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
    .map((value) => JSON.parse(JSON.stringify(value)) as { [key: string]: unknown }),
  { maxLength: 6 },
);

describe('JSON reader', () => {
  it('[I2] cuts arrays, wrapped arrays and lines into the same records, whatever the pieces', () => {
    fc.assert(
      fc.property(objects, fc.integer({ min: 1, max: 40 }), fc.constantFrom(undefined, 2), (records, piece, indent) => {
        expect(valuesOf(readAll(createJsonReader(), JSON.stringify(records, null, indent), piece))).toEqual(records);
        const wrapped = JSON.stringify({ limit: 25, tags2: [1, { incidents: 3 }], incidents: records }, null, indent);
        expect(valuesOf(readAll(createJsonReader(), wrapped, piece))).toEqual(records);
        const lines = records.map((record) => JSON.stringify(record)).join('\n');
        expect(valuesOf(readAll(createNdjsonReader(), lines, piece))).toEqual(records);
      }),
    );
  });

  it('[I2] finds the list of an answer one object deeper, with other lists beside it', () => {
    fc.assert(
      fc.property(objects, fc.integer({ min: 1, max: 40 }), fc.constantFrom(undefined, 2), (records, piece, indent) => {
        const prometheus = {
          status: 'success',
          data: { resultType: 'matrix', stats: [[1]], result: records },
          warnings: ['w'],
        };
        expect(valuesOf(readAll(createJsonReader(), JSON.stringify(prometheus, null, indent), piece))).toEqual(records);
        const elastic = { took: 1, _shards: { result: [7] }, hits: { total: { hits: [1] }, hits: records } };
        expect(valuesOf(readAll(createJsonReader(), JSON.stringify(elastic, null, indent), piece))).toEqual(records);
      }),
    );
    const other = { status: 'success', other: { result: [1] }, data: { result: { data: [2] } } };
    expect(valuesOf(readAll(createJsonReader(), JSON.stringify(other)))).toEqual([other]);
  });

  it('[I2] an object without a list of records is the record', () => {
    expect(valuesOf(readAll(createJsonReader(), ' {"number": 4, "actions": [{"a": "]"}]} '))).toEqual([
      { number: 4, actions: [{ a: ']' }] },
    ]);
  });

  it('[I13] malformed records cost one record; a cut-off document says where it ends', () => {
    const malformed = readAll(createJsonReader(), '[{"a":1},{"a":tru},{"a":3}]');
    expect([valuesOf(malformed), faultsOf(malformed)]).toEqual([[{ a: 1 }, { a: 3 }], ['2:malformed-json']]);
    const truncated = readAll(createJsonReader(), '[{"a":1},{"a":2},{"a"');
    expect([valuesOf(truncated), faultsOf(truncated)]).toEqual([[{ a: 1 }, { a: 2 }], ['3:truncated']]);
    expect(faultsOf(readAll(createJsonReader(), '[{"a":1} {"a":2}]'))).toEqual(['2:malformed-json']);
    expect(faultsOf(readAll(createJsonReader(), '[{"a":1}] x'))).toEqual(['2:malformed-json']);
    expect(faultsOf(readAll(createJsonReader(), ''))).toEqual(['1:malformed-json']);
    expect(faultsOf(readAll(createJsonReader(), '[}'))).toEqual(['1:malformed-json']);
    const lines = readAll(createNdjsonReader(), '{"a":1}\n{"a":\n\n{"a":3}\n{"a"');
    expect([valuesOf(lines), faultsOf(lines)]).toEqual([
      [{ a: 1 }, { a: 3 }],
      ['2:malformed-json', '5:truncated'],
    ]);
  });

  it('[I13] no text makes the reader throw or keep silent about unfinished input', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', ' ') }),
        (text) => {
          const records = readAll(createJsonReader(), text, 3);
          const isJson = (() => {
            try {
              return typeof JSON.parse(text) === 'object';
            } catch {
              return false;
            }
          })();
          if (!isJson) expect(faultsOf(records).length + valuesOf(records).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('[I14] a record over 1 MiB is refused by itself', () => {
    const long = 'x'.repeat(1_100_000);
    const text = JSON.stringify([{ a: 1 }, { a: long }, { a: 3 }]);
    const records = readAll(createJsonReader(), text, 65_536);
    expect([valuesOf(records), faultsOf(records)]).toEqual([[{ a: 1 }, { a: 3 }], ['2:too-large']]);
    const lines = readAll(createNdjsonReader(), `{"a":1}\n{"a":"${long}"}\n{"a":3}\n`, 65_536);
    expect([valuesOf(lines), faultsOf(lines)]).toEqual([[{ a: 1 }, { a: 3 }], ['2:too-large']]);
  });
});
