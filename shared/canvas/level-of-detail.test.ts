import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, drawsWords, isStraight, mergeMarks, tones, type Mark } from './level-of-detail.ts';
import type { PlacedLabel } from './plan.ts';

const mark = fc.record({
  x: fc.integer({ min: 0, max: 60 }),
  y: fc.integer({ min: 0, max: 40 }),
  width: fc.integer({ min: 0, max: 30 }),
  height: fc.integer({ min: 0, max: 4 }),
  tone: fc.constantFrom(...tones),
});

/** `tone:x:y` of every px that some box covers. */
const inked = (boxes: readonly Mark[]): ReadonlySet<string> => {
  const px = new Set<string>();
  for (const { tone, ...box } of boxes)
    for (let x = box.x; x < box.x + box.width; x += 1)
      for (let y = box.y; y < box.y + box.height; y += 1) px.add(`${tone}:${x}:${y}`);
  return px;
};

describe('what is drawn of a canvas at a distance', () => {
  it('[M4.6] merges marks without inking a px more or less, and never needs more of them', () => {
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 60 }), (marks) => {
        const runs = mergeMarks(marks, 1, 0, 0);
        expect(runs.length).toBeLessThanOrEqual(marks.length);
        const whole = marks.map((one) => ({ ...one, width: Math.max(1, one.width), height: Math.max(1, one.height) }));
        expect(inked(runs)).toEqual(inked(whole));
      }),
      { numRuns: 200 },
    );
  });

  it('draws the same wherever the plan lies, so that a picture can be moved', () => {
    fc.assert(
      fc.property(
        fc.array(mark, { maxLength: 30 }),
        fc.double({ min: 0.02, max: 1, noNaN: true }),
        fc.integer({ min: -500, max: 500 }),
        (marks, scale, shift) => {
          const moved = mergeMarks(marks, scale, shift, -shift).map((run) => ({
            ...run,
            x: run.x - shift,
            y: run.y + shift,
          }));
          expect(moved).toEqual(mergeMarks(marks, scale, 0, 0));
        },
      ),
    );
  });

  it('needs few runs for thousands of marks that fall into the same rows', () => {
    const many = Array.from({ length: 20_000 }, (_, at): Mark => ({
      x: (at % 200) * 40,
      y: Math.floor(at / 200) * 4,
      width: 39,
      height: 2,
      tone: 'text',
    }));
    expect(mergeMarks(many, 0.02, 0, 0).length).toBeLessThanOrEqual(20);
  });

  it('stands a bar for each line of a text, within the label', () => {
    const label: PlacedLabel = {
      id: 'c1',
      kind: 'cause',
      text: 'Pool limit halved by the new default',
      lines: ['Pool limit halved by', 'the new default'],
      small: ['2 pieces'],
      size: 16,
      smallSize: 12,
      x: 100,
      y: 50,
      width: 160,
      height: 62,
      cause: {
        id: 'c1',
        text: 'Pool limit halved by the new default',
        state: 'supported',
        small: '2 pieces',
        kind: 'cause',
        gate: 'none',
        links: [],
        children: [],
      },
    };
    const bars = barsOf(label);
    expect(bars.map(({ tone }) => tone)).toEqual(['text', 'text', 'supported']);
    for (const bar of bars) {
      expect(bar.y).toBeGreaterThanOrEqual(label.y);
      expect(bar.y + bar.height).toBeLessThanOrEqual(label.y + label.height);
      expect(bar.x + bar.width).toBeLessThanOrEqual(label.x + label.width);
    }
    expect([drawsWords(16, 0.3), drawsWords(16, 0.32)]).toEqual([false, true]);
  });

  it('knows slanted bones from straight ones', () => {
    const bone = { x1: 0, y1: 0, x2: 10, y2: 0, owner: 'c1', kind: 'twig' as const };
    expect([bone, { ...bone, x2: 0, y2: 9 }, { ...bone, y2: 3 }].map(isStraight)).toEqual([true, true, false]);
  });
});
