import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, findInItems, findInText, foldText } from './find-in-text.ts';

describe('finding in a transcript', () => {
  const items = ['The pool was exhausted', 'Über die Brücke 🚢 gefahren', 'שלום לכולם', 'POOL again, pool'].map(
    (text) => ({
      text,
    }),
  );

  it.each([
    ['pool', [0, 3]],
    ['uber', [1]],
    ['BRÜCKE 🚢', [1]],
    ['לכול', [2]],
    ['  ', []],
    ['nowhere', []],
  ])('%s stands in %j', (wanted, found) => {
    expect(findInItems(items, wanted)).toEqual(found);
  });

  it('names the code units, whatever folding did to the length of the text', () => {
    const text = 'ﬁne 🚢 Ǆ cafe\u0301, CAFÉ';
    expect(findInText(text, 'cafe').map(({ from, to }) => text.slice(from, to))).toEqual(['cafe\u0301', 'CAFÉ']);
    expect(findInText(text, 'fin').map(({ from, to }) => text.slice(from, to))).toEqual(['ﬁn']);
    expect(findInText('aaaa', 'aa')).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
    ]);
  });

  it('what is found in one text folds to what was looked for, and cutting loses nothing', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(words, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), (text, wanted) => {
        const found = findInText(text, wanted);
        for (const { from, to } of found) expect(foldText(text.slice(from, to))).toContain(foldText(wanted.trim()));
        const pieces = cutText(text, found, text.length > 2 ? { from: 1, to: text.length } : null);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
