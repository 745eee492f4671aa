import { boneId, type DrawnBone } from './drawn-graph.ts';
import { gapOf, measureLabel, place, type MeasuredLabel } from './label-metrics.ts';
import { gutter, packBlock, type Block } from './pack-block.ts';
import { slope, type Outline, type Side, type Stretch } from './pack-side.ts';
import type { LayoutOptions, PlacedBone, PlacedLabel } from './plan.ts';

/** A bone with its texts measured, before it has a side. */
export type MeasuredBone = {
  readonly id: string;
  readonly header: MeasuredLabel;
  readonly blocks: readonly Block[];
  /** From the spine to the outer end, px. */
  readonly length: number;
};

/** A block on its side: how far from the spine it begins, and its left edge right of the bone's foot (below 0). */
type Seat = { readonly block: Block; readonly from: number; readonly left: number };

/** A bone on its side, its foot at x = 0. */
export type PackedBone = { readonly bone: MeasuredBone; readonly seats: readonly Seat[]; readonly outline: Outline };

export function measureBone(drawn: DrawnBone, options: LayoutOptions): MeasuredBone {
  const header = measureLabel({ id: boneId(drawn), kind: 'bone', text: drawn.title, small: '' }, options);
  const blocks = drawn.causes.map((cause) => packBlock(cause, options));
  const stacked = blocks.reduce((sum, { height }) => sum + height + gapOf(1.1, options), 0);
  return { id: drawn.id, header, blocks, length: Math.max(gapOf(3, options), stacked + gapOf(1.5, options)) };
}

/** Stacks a bone's blocks away from the spine, each as far right as its own slanted line allows. */
export function packBone(bone: MeasuredBone, side: Side, options: LayoutOptions): PackedBone {
  let from = gapOf(0.9, options);
  const seats = bone.blocks.map((block) => {
    const seat = { block, from, left: blockLeft(block, from, side, gapOf(1.2, options)) };
    from += block.height + gapOf(1.1, options);
    return seat;
  });
  return { bone, seats, outline: outlineOf(bone, seats, options) };
}

/** The rightmost left edge at which every label of a block ends left of the slanted line. */
function blockLeft(block: Block, from: number, side: Side, gap: number): number {
  let left = Infinity;
  for (const { label, x, y } of block.rows) {
    const outermost = from + (side === 'up' ? block.height - y : y + label.height);
    left = Math.min(left, -outermost * slope - gap - x - label.width);
  }
  return left;
}

function outlineOf({ header, length }: MeasuredBone, seats: readonly Seat[], options: LayoutOptions): Outline {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const seat of seats) {
    const to = seat.from + seat.block.height + gapOf(0.5, options);
    stretches.push({ from, to, left: Math.min(seat.left, -to * slope) });
    from = to;
  }
  const tip = length * slope;
  const near = length + gapOf(0.25, options);
  stretches.push({ from, to: length, left: -tip });
  const far = near + header.height + gapOf(0.5, options);
  stretches.push({ from: length, to: far, left: -tip - header.width / 2 });
  return { length, header: { from: length, to: far, right: -tip + header.width / 2 }, stretches };
}

export type Drawn = { readonly labels: PlacedLabel[]; readonly bones: PlacedBone[] };

/** Draws a packed bone with its foot at a place on the spine, which lies at y = 0. */
export function drawBone(
  { bone, seats }: PackedBone,
  side: Side,
  foot: number,
  options: LayoutOptions,
  to: Drawn,
): void {
  const away = side === 'up' ? -1 : 1;
  const tip = foot - bone.length * slope;
  const near = bone.length + gapOf(0.25, options);
  const headerTop = side === 'up' ? -near - bone.header.height : near;
  to.labels.push(place(bone.header, tip - bone.header.width / 2, headerTop));
  to.bones.push({ x1: tip, y1: away * bone.length, x2: foot, y2: 0, owner: bone.header.id, kind: 'bone' });
  for (const seat of seats) {
    const top = side === 'up' ? -seat.from - seat.block.height : seat.from;
    drawBlock(seat.block, foot + seat.left, top, (y) => foot - Math.abs(y) * slope, options, to);
  }
}

/**
 * Draws a block. The first cause's line runs under its text to the slanted line; a child's starts at the line that hangs
 * from its parent's own, left of all labels.
 */
function drawBlock(
  { rows }: Block,
  left: number,
  top: number,
  slantAt: (y: number) => number,
  options: LayoutOptions,
  { labels, bones }: Drawn,
): void {
  const lineOf = (at: number | null): number => {
    const row = at === null ? undefined : rows[at];
    return row === undefined ? top : top + row.y + row.label.line;
  };
  for (const [index, { label, x, y, under, after, isParent }] of rows.entries()) {
    const line = lineOf(index);
    const owner = label.id;
    labels.push(place(label, left + x, top + y));
    const parent = under === null ? undefined : rows[under];
    const trunk = parent === undefined ? null : left + parent.x - gutter(options);
    const start = trunk ?? left + x - (isParent ? gutter(options) : 0);
    const end = trunk === null ? slantAt(line) : left + x + label.width;
    bones.push({ x1: start, y1: line, x2: end, y2: line, owner, kind: 'twig' });
    if (trunk !== null)
      bones.push({ x1: trunk, y1: lineOf(after ?? under), x2: trunk, y2: line, owner, kind: 'branch' });
  }
}
