import type { PlacedBone } from '../../shared/canvas/plan.ts';
import styles from './canvas.module.css';

type Props = {
  readonly bone: PlacedBone;
  readonly unit: number;
  readonly scale: number;
  readonly animate: boolean;
  /** Whether a spine points at the effect: it stands at the right of a fishbone and at the left of a tree of whys. */
  readonly isHead: boolean;
};

/** The spine with its head, and the bones. */
export function CanvasBone({ bone, unit, scale, animate, isHead }: Props) {
  const { x1, y1, x2, y2, kind } = bone;
  const placed = animate ? styles['placed'] : undefined;
  const isSpine = kind === 'spine' && isHead;
  const thick = (isSpine ? unit * 0.2 : unit * 0.1) * scale;
  const head = unit * 0.62;
  const [dx, dy] = [(isSpine ? x2 - head : x2) - x1, y2 - y1];
  const [length, angle] = [Math.max(0.01, Math.hypot(dx, dy)), Math.atan2(dy, dx)];
  return (
    <>
      {/* A line of length one, turned and stretched: so a change of place is a change of transform alone. */}
      <path
        className={`${isSpine ? styles['spine'] : styles['bone']} ${placed ?? ''}`}
        d="M0 0H1"
        style={{ transform: `translate(${x1}px, ${y1}px) rotate(${angle}rad) scale(${length}, 1)` }}
        vectorEffect="non-scaling-stroke"
        strokeWidth={Math.max(isSpine ? 2 : 1, thick)}
      />
      {isSpine && (
        <path
          className={`${styles['head']} ${placed ?? ''}`}
          d={`M0 ${-head * 0.75}L${head * 1.5} 0L0 ${head * 0.75}Z`}
          style={{ transform: `translate(${x2 - head * 1.5}px, ${y2}px)` }}
        />
      )}
    </>
  );
}
