import { hierarchy, tree, type HierarchyPointNode } from 'd3-hierarchy';
import { effectId, type DrawnCause, type DrawnGraph } from './drawn-graph.ts';
import { gapOf, measureCause, measureLabel, place, type MeasuredLabel } from './label-metrics.ts';
import { normalised } from './pack-plan.ts';
import type { CanvasPlan, LayoutOptions, PlacedBone } from './plan.ts';

export type WhysOptions = LayoutOptions & {
  /** Draws what a cause leads to besides its parent. These lines may cross labels. */
  readonly withLinks?: boolean;
};

type Item = { readonly label: MeasuredLabel; readonly children: readonly DrawnCause[] };

/**
 * Lays a cause graph out as a tree of whys, from the effect at the left to the deepest causes at the right, whatever
 * bones they hang on. Causes of one depth share a column as wide as its widest text, so that no two labels overlap and
 * no branch crosses the label of another.
 */
export function layoutWhys(graph: DrawnGraph, options: WhysOptions): CanvasPlan {
  const root = treeOf(graph, options);
  const lefts = columnsOf(root, options);
  const labels = root
    .descendants()
    .map((node) => place(node.data.label, lefts[node.depth] ?? 0, node.x - anchor(node)));
  const bones = root.descendants().flatMap((node) => linesOf(node, lefts, options));
  return normalised({ labels, bones }, gapOf(1, options), options.withLinks === true ? graph : null);
}

type Node = HierarchyPointNode<Item>;

/** How far below a label's top its branches meet it: at its own line, or in the middle of the effect. */
const anchor = ({ data: { label } }: { readonly data: Item }): number =>
  label.kind === 'effect' ? label.height / 2 : label.line;

function treeOf(graph: DrawnGraph, options: LayoutOptions): Node {
  const measured = (cause: DrawnCause): Item => ({ label: measureCause(cause, options), children: cause.children });
  const head: Item = {
    label: measureLabel({ id: effectId, kind: 'effect', ...graph.effect }, options),
    children: graph.bones.flatMap(({ causes }) => causes),
  };
  const nodes = hierarchy<Item>(head, ({ children }) => children.map(measured));
  const order = new Map<object, number>();
  nodes.eachBefore((node) => order.set(node, order.size));
  const gap = gapOf(0.7, options);
  // The library asks for neighbours of one depth, now with the upper one first and now with the lower one.
  return tree<Item>()
    .nodeSize([1, 1])
    .separation((a, b) => {
      const [upper, lower] = (order.get(a) ?? 0) < (order.get(b) ?? 0) ? [a, b] : [b, a];
      return upper.data.label.height - anchor(upper) + gap + anchor(lower);
    })(nodes);
}

/** Room for the branches between two columns. */
const channel = (options: LayoutOptions): number => gapOf(2.4, options);

/** Where the column of each depth begins. */
function columnsOf(root: Node, options: LayoutOptions): readonly number[] {
  const widths: number[] = [];
  root.each(({ depth, data }) => (widths[depth] = Math.max(widths[depth] ?? 0, data.label.width)));
  let left = 0;
  return widths.map((width) => {
    const at = left;
    left += width + channel(options);
    return at;
  });
}

/** A cause's own line under its text, and the elbow that leads from its parent to it. */
function linesOf(node: Node, lefts: readonly number[], options: LayoutOptions): readonly PlacedBone[] {
  const { parent, x: y, data } = node;
  const owner = data.label.id;
  const left = lefts[node.depth] ?? 0;
  if (parent === null) {
    const right = left + data.label.width;
    if (node.children === undefined) return [];
    return [{ x1: right + gapOf(0.4, options), y1: y, x2: trunkOf(node, lefts, options), y2: y, owner, kind: 'spine' }];
  }
  const trunk = trunkOf(parent, lefts, options);
  const right = node.children === undefined ? left + data.label.width : trunkOf(node, lefts, options);
  return [
    { x1: left, y1: y, x2: right, y2: y, owner, kind: 'twig' },
    { x1: trunk, y1: parent.x, x2: trunk, y2: y, owner, kind: 'branch' },
    { x1: trunk, y1: y, x2: left, y2: y, owner, kind: 'branch' },
  ];
}

/** The x at which the branches to a node's children part. */
const trunkOf = (node: Node, lefts: readonly number[], options: LayoutOptions): number =>
  (lefts[node.depth + 1] ?? 0) - channel(options) / 2;
