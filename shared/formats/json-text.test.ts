import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJsonText } from './json-text.ts';

it.each([
  ['{"a": 1,}', 1, 9, 'a key'],
  ['{"a": 1\n "b": 2}', 2, 2, 'a comma or }'],
  ['{"a": tru}', 1, 7, 'a value'],
  ['{"a": 01}', 1, 7, 'a value'],
  ["{'a': 1}", 1, 2, 'a key'],
  ['{"a": "x\ny"}', 1, 9, 'a text holds "\\n" as it is; end the text before it or write \\n'],
  ['{"a": "x\\ty\0"}', 1, 12, 'a text holds "\\u0000" as it is'],
  ['{"a": "x\\qy"}', 1, 9, 'a backslash'],
  ['{"a": "x\\', 1, 9, 'a backslash'],
  ['{"a":\n "x, "b": 1}', 2, 7, 'a comma or }'],
  ['{"a":\n "x', 2, 2, 'the text that begins here does not end'],
  ['{"a": NaN}', 1, 7, '"NaN"'],
  ['{"a": 1', 1, 8, 'it ends'],
  ['', 1, 1, 'it ends'],
  ['{} {}', 1, 4, 'the end'],
  ['[1}', 1, 3, 'a comma or ]'],
  ['{"a": 1,\n "a": 2}', 2, 2, 'stands twice'],
  ['{"a": 1, "\\u0061": 2}', 1, 10, 'stands twice'],
])('%j is no JSON at %i:%i', (text, line, column, message) => {
  expect(readJsonText(text)).toMatchObject({
    ok: false,
    error: { line, column, message: expect.stringContaining(message) },
  });
});

it('refuses what is nested without end', () => {
  expect(readJsonText('['.repeat(100_000))).toMatchObject({ ok: false, error: { line: 1, column: 201 } });
});

it('takes what JSON.parse takes, and nothing else (property)', () => {
  const pieces = fc.array(
    fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-0.5e3', 'true', 'nul', ' ', '\n', '01'),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        pieces.map((list) => list.join('')),
      ),
      (text) => {
        const parse = (): unknown => {
          try {
            return JSON.parse(text) as unknown;
          } catch {
            return undefined;
          }
        };
        const [read, wanted] = [readJsonText(text), parse()];
        if (read.ok) expect(read.value).toEqual(wanted);
        else if (!read.error.message.includes('stands twice')) expect(wanted).toBeUndefined();
      },
    ),
    { numRuns: 500 },
  );
});
