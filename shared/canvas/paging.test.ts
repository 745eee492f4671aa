import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyGraph, chain, drawnGraph } from './graphs-fixture.ts';
import { layoutFishbone } from './layout-fishbone.ts';
import { layoutWhys } from './layout-whys.ts';
import { causesIn } from './pack-plan.ts';
import { pageGraph } from './paging.ts';

const few = drawnGraph('Checkout slow', { Configuration: ['Pool limit halved'], Detection: ['Canary blind'] });
const many = drawnGraph('Checkout slow', {
  Change: [],
  Configuration: Array.from({ length: 9 }, (_, index) => [`Setting ${index}`, [`Why it was ${index}`]] as const),
  Detection: ['Canary watched errors'],
});
const hall = { width: 1920, height: 900, unit: 67, minUnit: 40 };

describe('pages of a canvas', () => {
  it('shows all on one page where it fits, as large as is wanted or as fits', () => {
    const { pages, unit } = pageGraph(few, hall, layoutFishbone);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ title: '', graph: few, isTooLarge: false });
    expect(unit).toBeGreaterThanOrEqual(40);
    expect(pageGraph(few, { ...hall, unit: 24, minUnit: 12 }, layoutFishbone).unit).toBe(24);
    const cramped = pageGraph(many, { width: 1400, height: 800, unit: 40, minUnit: 8 }, layoutFishbone);
    expect(cramped.pages).toHaveLength(1);
    expect(cramped.unit).toBeLessThan(40);
    const [page] = cramped.pages;
    expect(Math.max((page?.plan.width ?? 0) / 1400, (page?.plan.height ?? 0) / 800)).toBeGreaterThan(0.9);
  });

  it('pages by bone, and by first causes where one bone is too long, never below the smallest text', () => {
    const { pages, unit, pageOf } = pageGraph(many, hall, layoutFishbone);
    expect(unit).toBeGreaterThanOrEqual(40);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.every(({ graph }) => graph.bones.length === 1)).toBe(true);
    expect(pages[0]?.title).toBe(`Configuration · 1 of ${pages.length}`);
    expect(pages.at(-1)?.title).toBe(`Detection · ${pages.length} of ${pages.length}`);
    expect([pageOf('effect'), pageOf('bone-2'), pageOf('2.1'), pageOf('3.1'), pageOf('gone')]).toEqual([
      0,
      0,
      0,
      pages.length - 1,
      null,
    ]);
  });

  it('pages a cause that is too deep by depth: the cause above stands for the effect, and tells where it goes on', () => {
    const { pages } = pageGraph(chain(30), { ...hall, unit: 40 }, layoutWhys);
    expect(pages.length).toBeGreaterThan(3);
    for (const [index, { graph, continued }] of pages.entries()) {
      const last = causesIn(graph).at(-1);
      expect([...continued]).toEqual(index === pages.length - 1 ? [] : [[last?.id, index + 1]]);
      if (index > 0) expect(graph.effect.text).toBe(causesIn(pages[index - 1]?.graph ?? graph).at(-1)?.text);
    }
  });

  it('puts every cause on one page that fits its room, or says that it is too large even alone', () => {
    const anyRoom = fc.record({
      width: fc.integer({ min: 300, max: 4000 }),
      height: fc.integer({ min: 200, max: 2200 }),
      unit: fc.integer({ min: 20, max: 140 }),
      minUnit: fc.integer({ min: 8, max: 60 }),
    });
    fc.assert(
      fc.property(
        anyGraph,
        anyRoom,
        fc.constantFrom(layoutFishbone, layoutWhys),
        (graph, { minUnit, ...wanted }, layout) => {
          const room = { ...wanted, minUnit: Math.min(minUnit, wanted.unit) };
          const { pages, unit, pageOf } = pageGraph(graph, room, layout);
          expect(unit).toBeGreaterThanOrEqual(room.minUnit);
          expect(unit).toBeLessThanOrEqual(room.unit);
          const shown = pages.flatMap((page, index) => causesIn(page.graph).map(({ id }) => [id, index]));
          expect(new Map(shown as [string, number][]).size).toBe(shown.length);
          expect(shown.map(([id]) => String(id)).toSorted()).toEqual(
            causesIn(graph)
              .map(({ id }) => id)
              .toSorted(),
          );
          for (const [id, index] of shown) expect(pageOf(String(id))).toBe(index);
          for (const { plan, isTooLarge } of pages) {
            if (isTooLarge) continue;
            expect(plan.width).toBeLessThanOrEqual(room.width);
            expect(plan.height).toBeLessThanOrEqual(room.height);
          }
        },
      ),
      { numRuns: 80 },
    );
  }, 60_000);
});
