import type { Box } from '../../shared/canvas/plan.ts';
import type { Point } from './use-canvas-view.ts';
import styles from './canvas.module.css';

type Props = { readonly from: Box; readonly to: Box; readonly unit: number; readonly scale: number };

/** How one cause leads to another besides its parent: a light curve from edge to edge that ends in an arrow. */
export function CanvasLink({ from, to, unit, scale }: Props) {
  const start = edgeTowards(from, centreOf(to), unit * 0.4);
  const end = edgeTowards(to, centreOf(from), unit * 0.4);
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  // Bulges to one side, so that it is no bone.
  const bulge = Math.min(0.16 * length, unit * 3) / length;
  const bend = { x: (start.x + end.x) / 2 - dy * bulge, y: (start.y + end.y) / 2 + dx * bulge };
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
