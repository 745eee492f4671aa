import type { DrawnCause } from './drawn-graph.ts';
import { gapOf, measureCause, type MeasuredLabel } from './label-metrics.ts';
import type { LayoutOptions } from './plan.ts';

/** A label in its block: px right of the block's left edge and below its top. */
export type Row = {
  readonly label: MeasuredLabel;
  readonly x: number;
  readonly y: number;
  /** Place in the block of the cause it hangs on; null for the first. */
  readonly under: number | null;
  /** Place of the sibling before it. */
  readonly after: number | null;
  readonly isParent: boolean;
};

/** A cause of a bone with all that hangs below it. */
export type Block = { readonly rows: readonly Row[]; readonly height: number };

/** How far left of a parent's label the line runs on which its children hang. */
export const gutter = (options: LayoutOptions): number => gapOf(0.6, options);
const indent = (options: LayoutOptions): number => gutter(options) + gapOf(0.6, options);

/** A cause with its child blocks stacked below it, indented; in reading order. Holds for any depth. */
export function packBlock(top: DrawnCause, options: LayoutOptions): Block {
  const rows: Row[] = [];
  const last = new Map<number, number>();
  const waiting: { readonly cause: DrawnCause; readonly under: number | null; readonly x: number }[] = [
    { cause: top, under: null, x: gutter(options) },
  ];
  let y = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { cause, under, x } = next;
    const label = measureCause(cause, options);
    const at = rows.length;
    const after = under === null ? null : (last.get(under) ?? null);
    if (under !== null) last.set(under, at);
    rows.push({ label, x, y, under, after, isParent: cause.children.length > 0 });
    y += label.height + gapOf(0.65, options);
    for (const child of cause.children.toReversed()) waiting.push({ cause: child, under: at, x: x + indent(options) });
  }
  return { rows, height: y - gapOf(0.65, options) };
}
