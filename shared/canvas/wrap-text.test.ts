import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphemesOf, textWidth } from './text-measure.ts';
import { wrapText } from './wrap-text.ts';

const wrap = { width: 200, font: 'text', size: 20, lines: 4 } as const;
const linesOf = (text: string, options: Partial<typeof wrap> | { width: number } = {}): readonly string[] =>
  wrapText(text, { ...wrap, ...options }).lines;

describe('how wide a text is', () => {
  it("is the sum of the fonts' own widths, and grows with the size", () => {
    // Widths of the font, measured in Chromium: H 694, i 252 of 1000, j 250; after ( it stands .06 further right.
    expect(textWidth('Hi', 'text', 1000)).toBeCloseTo((694 + 252) * 1.004, 6);
    expect(textWidth('(j', 'text', 1000)).toBeCloseTo((299 + 245 + 60) * 1.004, 6);
    expect(textWidth('Hi', 'text', 10)).toBeCloseTo(textWidth('Hi', 'text', 1000) / 100, 9);
    expect(textWidth('Hi', 'strong', 10)).toBeGreaterThan(textWidth('Hi', 'text', 10));
    expect(textWidth('', 'title', 10)).toBe(0);
  });

  it('makes room for what another font has to draw, a picture of several code points counting all of them', () => {
    const em = (text: string): number => textWidth(text, 'text', 1);
    expect(em('支')).toBeGreaterThanOrEqual(1);
    expect(em('支払い')).toBeGreaterThanOrEqual(3);
    expect(em('🚀')).toBeGreaterThanOrEqual(1.3);
    expect(em('👩‍🚀')).toBeGreaterThanOrEqual(2.6);
    expect(em('Ж')).toBeGreaterThan(0.8);
    expect(em('ש')).toBeGreaterThan(0.6);
    expect(em('e\u0301')).toBeLessThan(0.8);
    expect(em('é')).toBeLessThan(0.6);
    expect(em('\u200b')).toBe(0);
  });
});

describe('how a text is wrapped', () => {
  it('breaks at spaces, after hyphens and slashes, and makes lines about equally long', () => {
    expect(linesOf('Pool limit halved by the new default')).toEqual(['Pool limit halved', 'by the new default']);
    expect(linesOf('rollback/rollforward-decision not made')).toEqual(['rollback/rollforward-', 'decision not made']);
    expect(linesOf('rollback/rollforward', { width: 120 })).toEqual(['rollback/', 'rollforward']);
    expect(linesOf('short')).toEqual(['short']);
    expect(linesOf(' one\n\ttwo  ')).toEqual(['one two']);
    expect(linesOf('')).toEqual(['']);
  });

  it('breaks between Chinese and Japanese characters, but not before what ends a sentence', () => {
    const lines = linesOf('支払いサービスのタイムアウト、設定。', { width: 100 });
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).not.toMatch(/^[、。]/u);
  });

  it('breaks a word that is too wide alone, and never a character of several code points', () => {
    expect(linesOf('x'.repeat(60)).join('')).toBe('x'.repeat(60));
    const family = '👨‍👩‍👧‍👦';
    expect(linesOf(family.repeat(6), { width: 10 })[0]).toBe(family);
    // Hangul in two code points is wider than the line, which makes no line wider for others.
    expect(linesOf('!\u017f\u1100\u1161', { width: 20 })).toHaveLength(3);
  });

  it('ends in an ellipsis where it was cut, which still fits', () => {
    const cut = wrapText('a b '.repeat(500), { ...wrap, lines: 2 });
    expect(cut).toMatchObject({ isCut: true });
    expect(cut.lines).toHaveLength(2);
    expect(cut.lines[1]).toMatch(/[ab]…$/);
    expect(cut.width).toBeLessThanOrEqual(200);
    expect(wrapText('two words', wrap)).toMatchObject({ isCut: false });
  });

  it('keeps all of a text, in its order, within the width, whatever it holds', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    fc.assert(
      fc.property(anyText, fc.integer({ min: 20, max: 400 }), fc.integer({ min: 1, max: 6 }), (text, width, lines) => {
        const wrapped = wrapText(text, { ...wrap, width, lines });
        const bare = (value: string): string => value.replace(/\s/gu, '');
        const joined = bare(wrapped.lines.join(''));
        expect(wrapped.lines.length).toBeLessThanOrEqual(lines);
        if (wrapped.isCut) expect(bare(text).startsWith(joined.replace(/…$/u, ''))).toBe(true);
        else expect(joined).toBe(bare(text));
        for (const line of wrapped.lines) {
          expect(textWidth(line, 'text', 20)).toBeLessThanOrEqual(wrapped.width + 1e-6);
          if (Array.from(graphemesOf(line.replace(/…$/u, ''))).length > 1 && !/\p{M}|\p{Cf}|\p{Cc}|\u00ad/u.test(line))
            expect(textWidth(line, 'text', 20)).toBeLessThanOrEqual(width * 1.15);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
