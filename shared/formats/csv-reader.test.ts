import { parse } from 'csv-parse/browser/esm/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader, maxRecordLength } from './csv-reader.ts';

type Records = ReturnType<ReturnType<typeof createCsvReader>['push']>;

function readAll(text: string, cuts: readonly number[] = []): Records {
  const reader = createCsvReader();
  const out: Records = [];
  let from = 0;
  for (const cut of [...cuts, text.length].toSorted((a, b) => a - b)) {
    out.push(...reader.push(text.slice(from, Math.min(cut, text.length))));
    from = Math.min(cut, text.length);
  }
  out.push(...reader.end());
  return out;
}

const cellsOf = (records: Records): string[][] =>
  records.flatMap((record) => (record.kind === 'cells' ? [[...record.cells]] : []));
const faultsOf = (records: Records): string[] =>
  records.flatMap((record) => (record.kind === 'unreadable' ? [`${record.row}:${record.fault.code}`] : []));

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', ';', '😀'), maxLength: 6 });
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('CSV reader', () => {
  it('[I2] reads what was written, whatever the cells hold and wherever the pieces are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(200), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, cuts, lineEnd, lastEnd) => {
          const lines = [['x', 'y', 'z'], ...rows].map((row) => row.map(quoted).join(','));
          const text = lines.join(lineEnd) + (lastEnd ? lineEnd : '');
          expect(cellsOf(readAll(text, cuts))).toEqual([['x', 'y', 'z'], ...rows]);
        },
      ),
    );
  });

  it('[I2] agrees with csv-parse on well-formed text', () => {
    const bare = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '.', 'ü'), minLength: 1, maxLength: 5 });
    const either = fc.oneof(bare, cell.map(quoted));
    fc.assert(
      fc.property(fc.array(fc.tuple(either, either), { minLength: 1, maxLength: 10 }), (rows) => {
        const text = ['h,i', ...rows.map((row) => row.join(','))].join('\n');
        expect(cellsOf(readAll(text))).toEqual(parse(text, { relax_column_count: true }));
      }),
    );
  });

  it('[I2] takes a byte order mark, CRLF, blank lines and semicolons, and counts rows as a person sees them', () => {
    const records = readAll('\uFEFFa;b\r\n1;2\r\n\r\n3;"x;y"\r\n');
    expect(records).toEqual([
      { kind: 'cells', row: 1, cells: ['a', 'b'] },
      { kind: 'cells', row: 2, cells: ['1', '2'] },
      { kind: 'cells', row: 4, cells: ['3', 'x;y'] },
    ]);
  });

  it('[I13] a malformed row costs that row and no other', () => {
    const stray = readAll('a,b\n1,2\n"x"y,2\n5,6\n');
    expect(cellsOf(stray)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['5', '6'],
    ]);
    expect(faultsOf(stray)).toEqual(['3:malformed-csv']);
    const unclosed = readAll('a,b\n1,2\n"x,2\n5,6\n7,8\n');
    expect(cellsOf(unclosed)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['5', '6'],
      ['7', '8'],
    ]);
    expect(faultsOf(unclosed)).toEqual(['3:malformed-csv']);
  });

  it('[I2] a line above the header says what parts the cells, as Excel writes it', () => {
    const records = readAll('\uFEFFsep=;\r\na;b,c\r\n1;2\r\n', [4, 9]);
    expect(cellsOf(records)).toEqual([
      ['a', 'b,c'],
      ['1', '2'],
    ]);
    expect(records[0]?.row).toBe(2);
  });

  it('[I14] a row over 1 MiB is refused by itself, quoted or not, in one piece or many', () => {
    const long = 'x'.repeat(maxRecordLength + 5);
    for (const row of [`${long},2`, `"${long}",2`, `"${`${'y'.repeat(99)}\n`.repeat(11_000)}",2`]) {
      const text = `a,b\n1,2\n${row}\n5,6\n`;
      for (const cuts of [[], Array.from({ length: 40 }, (_, index) => index * 32_768)]) {
        const records = readAll(text, cuts);
        expect(faultsOf(records)[0]).toMatch(/^3:(too-large|malformed-csv)$/);
        expect(cellsOf(records).slice(0, 2)).toEqual([
          ['a', 'b'],
          ['1', '2'],
        ]);
        expect(cellsOf(records).at(-1)).toEqual(['5', '6']);
      }
    }
  });

  it('[I15] NUL bytes and characters that were not UTF-8 are named', () => {
    expect(faultsOf(readAll('a,b\n1,\u0000\n2,\uFFFD\n'))).toEqual(['2:nul-byte', '3:bad-encoding']);
  });
});
