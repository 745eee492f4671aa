import { expect, it } from 'vitest';
import { layoutWhys } from './layout-whys.ts';
import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';
import { stepInPlan } from './step-in-plan.ts';

const cause = (id: string, children: readonly DrawnCause[] = []): DrawnCause => ({
  id,
  text: `cause ${id}`,
  state: 'hypothesis',
  small: '',
  kind: 'cause',
  gate: 'none',
  links: [],
  children,
});
const graph: DrawnGraph = {
  effect: { text: 'slow', small: '' },
  bones: [
    {
      id: 'change',
      title: 'Change',
      causes: [cause('one', [cause('why1'), cause('why2')]), cause('two', [cause('why3')])],
    },
  ],
};
const plan = layoutWhys(graph, { unit: 14, wrap: 160, lines: 3 });

it('goes where the eye goes on a tree of whys: along a column across families, and along a chain', () => {
  expect(stepInPlan(plan, 'why2', 'down')).toBe('why3');
  expect(stepInPlan(plan, 'why3', 'up')).toBe('why2');
  expect(stepInPlan(plan, 'two', 'right')).toBe('why3');
  expect(stepInPlan(plan, 'why3', 'left')).toBe('two');
  expect(stepInPlan(plan, 'one', 'up')).toBeUndefined();
  expect(stepInPlan(plan, 'nowhere', 'up')).toBeUndefined();
});
