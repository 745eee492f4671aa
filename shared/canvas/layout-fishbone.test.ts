import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';
import { anyGraph, anyOptions, chain, drawnCause, drawnGraph, numbersFrom, randomGraph } from './graphs-fixture.ts';
import { layoutFishbone, sidesIn } from './layout-fishbone.ts';
import { overlapsIn } from './overlaps-fixture.ts';
import { causesIn } from './pack-plan.ts';
import type { CanvasPlan } from './plan.ts';

const options = { unit: 20, wrap: 220, lines: 3 };
const clear = { labels: [], lines: [] };

/** Every number of a plan. */
const numbers = (plan: CanvasPlan): readonly number[] => [
  plan.width,
  plan.height,
  ...plan.labels.flatMap(({ x, y, width, height }) => [x, y, width, height]),
  ...plan.bones.flatMap(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2]),
];

describe('the fishbone', () => {
  it('draws 2,000 random trees without one overlap, headers and the bones of others included', () => {
    const next = numbersFrom(20261123);
    const upTo = (most: number): number => Math.floor(next() * most);
    const told = { labels: 0, overlaps: 0 };
    for (let run = 0; run < 2000; run++) {
      const shape = { bones: upTo(13), causes: upTo(160), depth: 1 + upTo(8), withStrange: run % 4 === 0 };
      const unit = 1 + next() * 66;
      const withEmptyBones = next() < 0.5;
      const graph = randomGraph(next, shape);
      const plan = layoutFishbone(graph, { unit, wrap: unit * (3 + upTo(18)), lines: 1 + upTo(6), withEmptyBones });
      const found = overlapsIn(plan);
      told.labels += plan.labels.length;
      told.overlaps += found.labels.length + found.lines.length;
    }
    console.log(`2,000 trees, ${told.labels} labels, ${told.overlaps} overlaps`);
    expect(told.overlaps).toBe(0);
    expect(told.labels).toBeGreaterThan(120_000);
  }, 120_000);

  it('gives every text one label, whatever is written, with finite numbers inside of the plan', () => {
    fc.assert(
      fc.property(anyGraph, anyOptions, fc.boolean(), (graph, options, withEmptyBones) => {
        const plan = layoutFishbone(graph, { ...options, withEmptyBones });
        expect(overlapsIn(plan)).toEqual(clear);
        expect(numbers(plan).every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
        for (const { x, y, width, height } of plan.labels) {
          expect(x + width).toBeLessThanOrEqual(plan.width);
          expect(y + height).toBeLessThanOrEqual(plan.height);
        }
        const shown = graph.bones.filter(({ causes }) => withEmptyBones || causes.length > 0);
        const texts = [['effect', graph.effect.text], ...shown.map(({ id, title }) => [`bone-${id}`, title])];
        const wanted = [...texts, ...causesIn(graph).map(({ id, text }) => [id, text])];
        expect(new Map(plan.labels.map(({ id, text }) => [id, text]))).toEqual(new Map(wanted as [string, string][]));
        expect(plan.labels).toHaveLength(wanted.length);
        expect(layoutFishbone(graph, { ...options, withEmptyBones })).toEqual(plan);
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it('moves nothing right of the bone to which a cause is added', () => {
    fc.assert(
      fc.property(
        anyGraph,
        anyOptions,
        fc.nat(),
        fc.nat(),
        fc.string({ maxLength: 200 }),
        (graph, options, a, b, text) => {
          if (graph.bones.length === 0) return;
          const before = layoutFishbone(graph, { ...options, withEmptyBones: true });
          const sides = sidesIn(before, graph);
          const { grown, bone } = withCause(graph, a, b, text);
          const after = layoutFishbone(grown, { ...options, withEmptyBones: true, sides });
          expect(sidesIn(after, grown)).toEqual(sides);
          const joint = footOf(before, `bone-${bone}`);
          for (const { id } of graph.bones.filter(({ id }) => footOf(before, `bone-${id}`) > joint)) {
            const now = fromTip(after, owned(graph, id));
            for (const [label, [x, y]] of fromTip(before, owned(graph, id))) {
              expect(now.get(label)?.[0]).toBeCloseTo(x, 1);
              expect(now.get(label)?.[1]).toBeCloseTo(y, 1);
            }
          }
        },
      ),
      { numRuns: 80 },
    );
  }, 60_000);

  it('keeps the order of bones on a side, left to right, and the longest on one side of the second longest', () => {
    const graph = drawnGraph('Slow', {
      A: ['a', 'b', 'c', 'd', 'e', 'f'],
      B: ['a'],
      C: ['a', 'b', 'c', 'd'],
      D: ['a', 'b'],
    });
    const plan = layoutFishbone(graph, options);
    const sides = sidesIn(plan, graph);
    expect(sides.get('1')).not.toBe(sides.get('3'));
    for (const side of ['up', 'down']) {
      const feet = graph.bones.filter(({ id }) => sides.get(id) === side).map(({ id }) => footOf(plan, `bone-${id}`));
      expect(feet).toHaveLength(2);
      expect(feet).toEqual(feet.toSorted((a, b) => a - b));
    }
  });

  it('stands a chain of 200 whys, a star of 1,000, no bones, and one bone with the longest of texts', () => {
    const star = Array.from({ length: 1000 }, (_, index) => `Cause ${index}`);
    const graphs: readonly DrawnGraph[] = [
      chain(200),
      drawnGraph('Slow', { A: star }),
      drawnGraph('Slow', { A: [['Cause', star]] }),
      drawnGraph('', {}),
      drawnGraph('e'.repeat(2000), { ['t'.repeat(2000)]: ['c'.repeat(2000)] }),
    ];
    for (const graph of graphs) expect(overlapsIn(layoutFishbone(graph, options))).toEqual(clear);
  });

  it('draws links only where they are asked for', () => {
    const [first, second] = [drawnCause('a', 'Retries'), { ...drawnCause('b', 'Timeout'), links: ['a', 'gone'] }];
    const graph = { effect: { text: 'Slow', small: '' }, bones: [{ id: 'x', title: 'X', causes: [first, second] }] };
    const links = layoutFishbone(graph, { ...options, withLinks: true }).bones.filter(({ kind }) => kind === 'link');
    expect(links).toMatchObject([{ owner: 'b' }]);
    expect(layoutFishbone(graph, options).bones.some(({ kind }) => kind === 'link')).toBe(false);
  });
});

const footOf = (plan: CanvasPlan, owner: string): number => {
  const spine = plan.bones.find(({ kind }) => kind === 'spine')?.x2 ?? 0;
  return (plan.bones.find((bone) => bone.kind === 'bone' && bone.owner === owner)?.x2 ?? 0) - spine;
};

/** Ids of a bone's header and of its causes. */
const owned = (graph: DrawnGraph, bone: string): ReadonlySet<string> => {
  const bones = graph.bones.filter(({ id }) => id === bone);
  return new Set([`bone-${bone}`, ...causesIn({ ...graph, bones }).map(({ id }) => id)]);
};

/** Where labels lie as seen from the arrow's tip: plans start at their own left end. */
function fromTip(plan: CanvasPlan, ids: ReadonlySet<string>): ReadonlyMap<string, readonly [number, number]> {
  const tip = plan.bones.find(({ kind }) => kind === 'spine');
  const own = plan.labels.filter(({ id }) => ids.has(id));
  return new Map(own.map(({ id, x, y }) => [id, [x - (tip?.x2 ?? 0), y - (tip?.y2 ?? 0)]]));
}

/** A graph with one more cause, put under some cause or straight on some bone. */
function withCause(graph: DrawnGraph, a: number, b: number, text: string): { grown: DrawnGraph; bone: string } {
  const bone = graph.bones[a % graph.bones.length];
  const causes = bone === undefined ? [] : causesIn({ ...graph, bones: [bone] });
  const parent = causes[b % (causes.length + 1)]?.id;
  const added = drawnCause('added', text);
  const grow = (cause: DrawnCause): DrawnCause => ({
    ...cause,
    children: [...cause.children.map(grow), ...(cause.id === parent ? [added] : [])],
  });
  const bones = graph.bones.map((each) =>
    each.id === bone?.id
      ? { ...each, causes: [...each.causes.map(grow), ...(parent === undefined ? [added] : [])] }
      : each,
  );
  return { grown: { ...graph, bones }, bone: bone?.id ?? '' };
}
