import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyGraph, anyOptions, chain, drawnGraph, numbersFrom, randomGraph } from './graphs-fixture.ts';
import { layoutWhys } from './layout-whys.ts';
import { overlapsIn } from './overlaps-fixture.ts';
import { causesIn } from './pack-plan.ts';

const options = { unit: 20, wrap: 220, lines: 3 };
const clear = { labels: [], lines: [] };

describe('the tree of whys', () => {
  it('draws 500 random trees without one overlap, branches across labels included', () => {
    const next = numbersFrom(20261124);
    const upTo = (most: number): number => Math.floor(next() * most);
    const told = { labels: 0, overlaps: 0 };
    for (let run = 0; run < 500; run++) {
      const shape = { bones: upTo(13), causes: upTo(160), depth: 1 + upTo(12), withStrange: run % 4 === 0 };
      const unit = 1 + next() * 66;
      const plan = layoutWhys(randomGraph(next, shape), { unit, wrap: unit * (3 + upTo(18)), lines: 1 + upTo(6) });
      const found = overlapsIn(plan);
      told.labels += plan.labels.length;
      told.overlaps += found.labels.length + found.lines.length;
    }
    console.log(`500 trees of whys, ${told.labels} labels, ${told.overlaps} overlaps`);
    expect(told.overlaps).toBe(0);
    expect(told.labels).toBeGreaterThan(30_000);
  }, 60_000);

  it('gives every cause one label, whatever is written, right of the cause it leads to', () => {
    fc.assert(
      fc.property(anyGraph, anyOptions, (graph, options) => {
        const plan = layoutWhys(graph, options);
        expect(overlapsIn(plan)).toEqual(clear);
        expect(layoutWhys(graph, options)).toEqual(plan);
        const boxes = new Map(plan.labels.map((label) => [label.id, label]));
        expect(boxes.size).toBe(plan.labels.length);
        expect([...boxes.keys()].toSorted()).toEqual(['effect', ...causesIn(graph).map(({ id }) => id)].toSorted());
        for (const { x, y, width, height } of boxes.values()) {
          expect(Math.min(x, y)).toBeGreaterThan(0);
          expect(x + width).toBeLessThanOrEqual(plan.width);
          expect(y + height).toBeLessThanOrEqual(plan.height);
        }
        for (const { id, children } of causesIn(graph))
          for (const child of children)
            expect(boxes.get(child.id)?.x).toBeGreaterThan((boxes.get(id)?.x ?? NaN) + (boxes.get(id)?.width ?? NaN));
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it('joins every cause to what it leads to by lines that meet', () => {
    const plan = layoutWhys(drawnGraph('Slow', { A: [['a', ['b', ['c', ['d']]]]], B: ['e'] }), options);
    const ends = new Set(plan.bones.flatMap(({ x1, y1, x2, y2 }) => [`${x1} ${y1}`, `${x2} ${y2}`]));
    for (const { x1, y1, x2, y2 } of plan.bones.filter(({ kind }) => kind === 'branch')) {
      expect(x1 === x2 || y1 === y2).toBe(true);
      expect(ends.has(`${x1} ${y1}`) && ends.has(`${x2} ${y2}`)).toBe(true);
    }
    expect(plan.labels.map(({ id }) => id)).toEqual(expect.arrayContaining(['effect', '1.1', '1.1.2.1', '2.1']));
  });

  it('stands a chain of 200 whys, a star of 1,000, and an effect alone', () => {
    const star = Array.from({ length: 1000 }, (_, index) => `Cause ${index}`);
    for (const graph of [chain(200), drawnGraph('Slow', { A: star }), drawnGraph('', {})])
      expect(overlapsIn(layoutWhys(graph, options))).toEqual(clear);
  });
});
