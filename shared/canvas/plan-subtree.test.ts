import { describe, expect, it } from 'vitest';
import type { DrawnCause } from './drawn-graph.ts';
import type { CanvasPlan, PlacedLabel } from './plan.ts';
import { boundsOf, drawnSubtree, mayHangOn } from './plan-subtree.ts';

const cause = (id: string, children: readonly DrawnCause[] = []): DrawnCause => ({
  id,
  text: id,
  state: 'hypothesis',
  small: '',
  kind: 'cause',
  gate: 'none',
  links: [],
  children,
});
const label = (id: string, kind: PlacedLabel['kind'], x: number, y: number): PlacedLabel => ({
  id,
  kind,
  text: id,
  lines: [id],
  small: [],
  size: 10,
  smallSize: 8,
  x,
  y,
  width: 20,
  height: 10,
  cause: kind === 'cause' ? cause(id) : null,
});

describe('a part of a canvas taken by itself', () => {
  const deep = Array.from({ length: 20_000 }).reduce<DrawnCause>(
    (below, _, at) => cause(`d${at}`, [below]),
    cause('last'),
  );

  it('holds a cause and all below it, however deep', () => {
    expect([...drawnSubtree(cause('a', [cause('b', [cause('c')]), cause('d')]))].toSorted()).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
    expect(drawnSubtree(deep).size).toBe(20_001);
  });

  it('is bounded by its labels and its own bones, not by the links that lead elsewhere', () => {
    const plan: CanvasPlan = {
      labels: [label('a', 'cause', 100, 100), label('b', 'cause', 60, 130), label('z', 'cause', 0, 0)],
      bones: [
        { x1: 100, y1: 112, x2: 150, y2: 112, owner: 'a', kind: 'twig' },
        { x1: 100, y1: 112, x2: 900, y2: 900, owner: 'a', kind: 'link' },
      ],
      width: 1000,
      height: 1000,
    };
    expect(boundsOf(plan, new Set(['a', 'b']))).toEqual({ x: 60, y: 100, width: 90, height: 40 });
    expect(boundsOf(plan, new Set(['none']))).toBeNull();
  });

  it('[M4.6] may hang on another cause or on a bone, never within itself', () => {
    const moved = new Set(['a', 'b']);
    expect(mayHangOn(label('c', 'cause', 0, 0), moved)).toBe(true);
    expect(mayHangOn(label('bone-change', 'bone', 0, 0), moved)).toBe(true);
    expect(mayHangOn(label('b', 'cause', 0, 0), moved)).toBe(false);
    expect(mayHangOn(label('effect', 'effect', 0, 0), moved)).toBe(false);
    expect(mayHangOn(undefined, moved)).toBe(false);
  });
});
