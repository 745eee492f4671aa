import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingWords, stem } from './finding-words.ts';
import { labelledPairs } from './labelled-findings.ts';
import type { PastFinding } from './past-finding.ts';
import { alikeFrom, createFindingIndex, type Probe } from './similar-findings.ts';

const finding = (text: string, change: Partial<PastFinding> = {}): PastFinding => ({
  review: 'r-2026-001',
  cause: 'cau1',
  text,
  class: null,
  component: null,
  service: 'checkout',
  at: 1000,
  state: 'supported',
  ...change,
});
const probe = (text: string, change: Partial<Probe> = {}): Probe => ({
  text,
  class: null,
  component: null,
  service: 'checkout',
  ...change,
});
const numbered = (texts: readonly string[]): readonly PastFinding[] =>
  texts.map((text, at) => finding(text, { review: `r-${at}`, at: 1000 + at }));

/** How alike two of the texts are, among all of them. */
function scoreOf(texts: readonly string[], a: string, b: string): number {
  const index = createFindingIndex(numbered(texts));
  return index.scoreOf(a, b);
}

describe('words of findings', () => {
  it('are the same with other endings, capitals and forms of writing', () => {
    for (const [one, other] of [
      ['retries', 'retry'],
      ['Retrying', 'retried'],
      ['limits', 'LIMIT'],
      ['caches', 'cache'],
      ['caching', 'cached'],
      ['stopped', 'stops'],
      ['ﬁles', 'file'],
    ] as const)
      expect(findingWords(one), `${one} ${other}`).toEqual(findingWords(other));
    expect(stem('status')).toBe('status');
    expect(stem('class')).toBe('class');
    expect(stem('bring')).toBe('bring');
  });

  it('are pairs of signs where a script has no spaces, and leave numbers out', () => {
    expect(findingWords('接続プール')).toEqual(['接続', '続プ', 'プー', 'ール']);
    expect(findingWords('db.pool.max of 4.18.0 is 256')).toEqual(['db', 'pool', 'max']);
    expect(findingWords('poolMax')).toEqual(['pool', 'max']);
  });
});

describe('findings that are alike', () => {
  const index = createFindingIndex([
    finding('Pool limit halved', { review: 'r-1', class: 'drift', component: 'Checkout', at: 10 }),
    finding('Something else altogether', { review: 'r-2', class: 'drift', component: 'checkout ', at: 20 }),
    finding('The limit of the pool was halved', { review: 'r-3', class: 'capacity', component: 'search', at: 30 }),
    finding('Nothing in common', { review: 'r-4', class: 'other', component: 'checkout', at: 40 }),
    finding('Pool limit halved again', { review: 'r-1', cause: 'cau2', at: 10 }),
  ]);

  it('[M4.3] are of the same class and component whatever their capitals, or said in like words; newest first, one of a review', () => {
    const found = index.similar(probe('Halving the pool limit', { class: 'drift', component: 'checkout' }), 0);
    expect(found.map((each) => [each.finding.review, each.finding.cause, each.why])).toEqual([
      ['r-3', 'cau1', 'words'],
      ['r-2', 'cau1', 'class-component'],
      ['r-1', 'cau1', 'class-component'],
    ]);
  });

  it('[M4.3] count from the beginning of the window, and are not alike for fitting no class', () => {
    expect(index.similar(probe('Halving the pool limit'), 20).map((each) => each.finding.review)).toEqual(['r-3']);
    expect(index.similar(probe('Quite new', { class: 'other', component: 'checkout' }), 0)).toEqual([]);
  });

  it('[M4.3] the threshold keeps to what people called alike', () => {
    const texts = [...new Set(labelledPairs.flatMap(([, a, b]) => [a, b]))];
    const scored = labelledPairs.map(([isAlike, a, b]) => ({ isAlike, score: scoreOf(texts, a, b) }));
    const measure = (from: number) => {
      const taken = scored.filter(({ score }) => score >= from);
      const right = taken.filter(({ isAlike }) => isAlike).length;
      return { precision: right / taken.length, recall: right / scored.filter(({ isAlike }) => isAlike).length };
    };
    const lines = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5].map((from) => {
      const { precision, recall } = measure(from);
      return `from ${from}: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`;
    });
    console.info(`${labelledPairs.length} labelled pairs\n${lines.join('\n')}`);
    expect(measure(alikeFrom).precision).toBeGreaterThanOrEqual(0.9);
    expect(measure(alikeFrom).recall).toBeGreaterThanOrEqual(0.8);
  });

  it('[M4.3] likeness is the same both ways, 1 with itself, and holds out any text', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60, unit: 'grapheme' }),
      fc.constantFrom(...labelledPairs.map(([, a]) => a)),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), text, text, (texts, a, b) => {
        const there = scoreOf(texts, a, b);
        expect(there).toBeCloseTo(scoreOf(texts, b, a), 12);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThanOrEqual(1 + 1e-12);
        if (findingWords(a).length > 0) expect(scoreOf(texts, a, a)).toBeCloseTo(1, 12);
      }),
      { numRuns: 300 },
    );
  });

  it('[M4.3] the index finds exactly what comparing each by each finds', () => {
    const some = fc.array(fc.constantFrom(...labelledPairs.flatMap(([, a, b]) => [a, b])), { maxLength: 12 });
    fc.assert(
      fc.property(some, fc.constantFrom(...labelledPairs.map(([, a]) => a)), (texts, asked) => {
        const made = createFindingIndex(numbered(texts));
        const found = made.similar(probe(asked), 0).map((each) => each.finding.review);
        const wanted = texts.flatMap((text, at) => (made.scoreOf(asked, text) >= alikeFrom ? [`r-${at}`] : []));
        expect(found.toSorted()).toEqual(wanted.toSorted());
      }),
      { numRuns: 200 },
    );
  });
});
