import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextPlaces } from './text-place.ts';

it('names the line and the column that counting by hand gives', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', '\n'), { maxLength: 60 }), fc.nat({ max: 70 }), (parts, offset) => {
      const text = parts.join('');
      const before = text.slice(0, offset).split('\n');
      expect(createTextPlaces(text)(offset)).toEqual({ line: before.length, column: (before.at(-1) ?? '').length + 1 });
    }),
  );
});

it('keeps to the text where an offset lies outside it', () => {
  expect(createTextPlaces('ab\nc')(-5)).toEqual({ line: 1, column: 1 });
  expect(createTextPlaces('ab\nc')(99)).toEqual({ line: 2, column: 2 });
});
