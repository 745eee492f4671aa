import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';
import type { CanvasPlan, PlacedBone, PlacedLabel } from './plan.ts';

/** Every cause of a graph, at any depth, each before what hangs below it. */
export function causesIn(graph: DrawnGraph): readonly DrawnCause[] {
  const found: DrawnCause[] = [];
  const waiting = graph.bones.flatMap(({ causes }) => causes).toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    for (const child of next.children.toReversed()) waiting.push(child);
  }
  return found;
}

type Drawn = { readonly labels: readonly PlacedLabel[]; readonly bones: readonly PlacedBone[] };

/** Moves a drawing so that it starts at its margin, rounds it to hundredths of a px, and adds the links of a graph. */
export function normalised({ labels, bones }: Drawn, margin: number, links: DrawnGraph | null): CanvasPlan {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const hold = (x1: number, y1: number, x2: number, y2: number): void => {
    left = Math.min(left, x1, x2);
    top = Math.min(top, y1, y2);
    right = Math.max(right, x1, x2);
    bottom = Math.max(bottom, y1, y2);
  };
  for (const { x, y, width, height } of labels) hold(x, y, x + width, y + height);
  for (const { x1, y1, x2, y2 } of bones) hold(x1, y1, x2, y2);
  const x = (value: number): number => rounded(value - left + margin);
  const y = (value: number): number => rounded(value - top + margin);
  const placed = labels.map((label) => ({
    ...label,
    x: x(label.x),
    y: y(label.y),
    width: roundedUp(label.width),
    height: roundedUp(label.height),
  }));
  const lines = bones.map((bone) => ({ ...bone, x1: x(bone.x1), y1: y(bone.y1), x2: x(bone.x2), y2: y(bone.y2) }));
  return {
    labels: placed,
    bones: links === null ? lines : [...lines, ...linksOf(links, placed)],
    width: roundedUp(right - left + 2 * margin),
    height: roundedUp(bottom - top + 2 * margin),
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
const roundedUp = (value: number): number => Math.ceil(value * 100) / 100;

/** Straight lines from the left end of a cause to that of each one it leads to besides its parent. */
function linksOf(graph: DrawnGraph, labels: readonly PlacedLabel[]): readonly PlacedBone[] {
  const byId = new Map(labels.map((label) => [label.id, label]));
  return causesIn(graph).flatMap(({ id, links }) =>
    links.flatMap((other) => {
      const [from, to] = [byId.get(id), byId.get(other)];
      if (from === undefined || to === undefined) return [];
      const [y1, y2] = [rounded(from.y + from.height / 2), rounded(to.y + to.height / 2)];
      return [{ x1: from.x, y1, x2: to.x, y2, owner: id, kind: 'link' as const }];
    }),
  );
}
