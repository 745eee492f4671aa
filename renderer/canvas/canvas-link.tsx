import type { Box } from '../../shared/canvas/plan.ts';
import type { Point } from './use-canvas-view.ts';
import styles from './canvas.module.css';

type Props = { readonly from: Box; readonly to: Box; readonly unit: number; readonly scale: number };

/** How one cause leads to another besides its parent: a light curve from edge to edge that ends in an arrow. */
export function CanvasLink({ from, to, unit, scale }: Props) {
  const { start, bend, end } = curveOf(from, to, unit);
  const angle = Math.atan2(end.y - bend.y, end.x - bend.x);
  const wing = (turn: number): string =>
    `${end.x - Math.cos(angle + turn) * unit * 0.6} ${end.y - Math.sin(angle + turn) * unit * 0.6}`;
  return (
    <path
      className={styles['link']}
      d={`M${start.x} ${start.y}Q${bend.x} ${bend.y} ${end.x} ${end.y}M${wing(0.45)}L${end.x} ${end.y}L${wing(-0.45)}`}
      strokeWidth={Math.max(1, 0.9 / scale)}
    />
  );
}

type Curve = { readonly start: Point; readonly bend: Point; readonly end: Point };

function curveOf(from: Box, to: Box, unit: number): Curve {
  if (isStacked(from, to, unit)) return besides(from, to, unit);
  const start = edgeTowards(from, centreOf(to), unit * 0.4);
  const end = edgeTowards(to, centreOf(from), unit * 0.4);
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  // Bulges to one side, so that it is no bone.
  const bulge = Math.min(0.16 * length, unit * 3) / length;
  return { start, bend: { x: (start.x + end.x) / 2 - dy * bulge, y: (start.y + end.y) / 2 + dx * bulge }, end };
}

/** One above the other with no room for a curve between them. */
const isStacked = (from: Box, to: Box, unit: number): boolean =>
  from.x < to.x + to.width &&
  to.x < from.x + from.width &&
  Math.max(from.y - to.y - to.height, to.y - from.y - from.height) < unit * 2;

/** Out at the right of one and in at the right of the other. */
function besides(from: Box, to: Box, unit: number): Curve {
  const right = (box: Box): Point => ({ x: box.x + box.width + unit * 0.4, y: box.y + box.height / 2 });
  const [start, end] = [right(from), right(to)];
  return { start, bend: { x: Math.max(start.x, end.x) + unit * 3, y: (start.y + end.y) / 2 }, end };
}

const centreOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Where the straight line from a box's middle to a point leaves the box, a little outside it. */
function edgeTowards(box: Box, { x, y }: Point, outside: number): Point {
  const centre = centreOf(box);
  const [dx, dy] = [x - centre.x, y - centre.y];
  const share = Math.min(
    (box.width / 2 + outside) / Math.max(1e-6, Math.abs(dx)),
    (box.height / 2 + outside) / Math.max(1e-6, Math.abs(dy)),
    1,
  );
  return { x: centre.x + dx * share, y: centre.y + dy * share };
}
