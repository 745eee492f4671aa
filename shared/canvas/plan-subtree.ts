import type { DrawnCause } from './drawn-graph.ts';
import { effectId } from './drawn-graph.ts';
import type { CanvasPlan, PlacedLabel } from './plan.ts';

/** Ids of a cause and of all below it, as far as they are drawn. */
export function drawnSubtree(cause: DrawnCause): ReadonlySet<string> {
  const ids = new Set<string>();
  const open = [cause];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (ids.has(next.id)) continue;
    ids.add(next.id);
    open.push(...next.children);
  }
  return ids;
}

/** The box around all labels and bones with these ids, or null where there are none. */
export function boundsOf({ labels, bones }: CanvasPlan, ids: ReadonlySet<string>) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x: number, y: number): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  for (const label of labels) {
    if (!ids.has(label.id)) continue;
    take(label.x, label.y);
    take(label.x + label.width, label.y + label.height);
  }
  for (const bone of bones) {
    if (bone.kind === 'link' || !ids.has(bone.owner)) continue;
    take(bone.x1, bone.y1);
    take(bone.x2, bone.y2);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** Whether what is dragged may be let go over a label. A cause cannot hang below itself, and the effect is no place for one. */
export const mayHangOn = (label: PlacedLabel | undefined, moved: ReadonlySet<string>): label is PlacedLabel =>
  label !== undefined && label.id !== effectId && !moved.has(label.id);
