import { expect, it } from 'vitest';
import { drawnGraph } from './graphs-fixture.ts';
import { layoutFishbone } from './layout-fishbone.ts';
import { overlapsIn } from './overlaps-fixture.ts';
import type { CanvasPlan } from './plan.ts';

const plan = layoutFishbone(
  drawnGraph('Checkout slow', { Change: [['Pool limit halved', ['Not in the notes']]], Process: ['Load test'] }),
  { unit: 20, wrap: 200, lines: 3 },
);
const moved = (id: string, x: number, y: number): CanvasPlan => ({
  ...plan,
  labels: plan.labels.map((label) => (label.id === id ? { ...label, x, y } : label)),
});

it('finds labels that meet, by a corner or an edge too, and nothing where none do', () => {
  expect(overlapsIn(plan)).toEqual({ labels: [], lines: [] });
  const over = plan.labels.find(({ id }) => id === '2.1');
  const { x = 0, y = 0, width = 0, height = 0 } = over ?? {};
  expect(overlapsIn(moved('1.1', x, y)).labels).toEqual(['1.1 / 2.1']);
  expect(overlapsIn(moved('effect', x + width, y + height)).labels).toEqual(['effect / 2.1']);
  expect(overlapsIn(moved('effect', x + width + 0.01, y)).labels).toEqual([]);
});

it('finds a label on the line of another, and lets it touch its own', () => {
  const spine = plan.bones.find(({ kind }) => kind === 'spine');
  const slanted = plan.bones.find(({ kind, owner }) => kind === 'bone' && owner === 'bone-2');
  expect(overlapsIn(moved('2.1', spine?.x1 ?? 0, (spine?.y1 ?? 0) - 1)).lines).toContain('spine of effect / 2.1');
  const middle = { x: ((slanted?.x1 ?? 0) + (slanted?.x2 ?? 0)) / 2, y: ((slanted?.y1 ?? 0) + (slanted?.y2 ?? 0)) / 2 };
  expect(overlapsIn(moved('1.1', middle.x - 3, middle.y)).lines).toContain('bone of bone-2 / 1.1');
  expect(overlapsIn(moved('bone-2', middle.x - 3, middle.y)).lines).not.toContain('bone of bone-2 / bone-2');
});
