import { baselinesOf } from '../../shared/canvas/label-metrics.ts';
import { isRightToLeft } from '../../shared/canvas/xml-text.ts';
import type { PlacedBone, PlacedLabel } from '../../shared/canvas/plan.ts';
import styles from './canvas.module.css';

type Props = {
  readonly label: PlacedLabel;
  /** Lines that belong to it, drawn where it is drawn: they move together. */
  readonly lines: readonly PlacedBone[];
  /** Px of the window per px of the plan. */
  readonly scale: number;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly animate: boolean;
};

/** One text of a canvas with the line under it, whose texture is its state, and the small text under that. */
export function CanvasLabel({ label, lines, scale, selected, focused, animate }: Props) {
  const { x, y, width, height, kind, cause } = label;
  const state = cause?.state ?? 'line';
  const baselines = baselinesOf({ ...label, y: 0 });
  return (
    <g
      className={animate ? styles['placed'] : undefined}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      data-label={label.id}
      data-state={cause?.state}
    >
      {(selected || focused) && (
        <rect
          className={selected ? styles['selected'] : styles['focused']}
          x={-7}
          y={-5}
          width={width + 14}
          height={height + 10}
          strokeWidth={1.25 / scale}
        />
      )}
      <Lines
        className={styles[kind === 'cause' ? `words-${state}` : kind === 'bone' ? 'bone-title' : 'effect']}
        lines={label.lines}
        size={label.size}
        baselines={baselines.lines}
      />
      {lines.map((line) => (
        <StateLine key={`${line.kind}${line.x1} ${line.y1}`} line={line} at={label} scale={scale} />
      ))}
      <Lines
        className={styles[`small-${state}`]}
        lines={label.small}
        size={label.smallSize}
        baselines={baselines.small}
      />
    </g>
  );
}

type LinesProps = {
  readonly className: string | undefined;
  readonly lines: readonly string[];
  readonly size: number;
  /** Below the label's top, px. */
  readonly baselines: readonly number[];
};

function Lines({ className, lines, size, baselines }: LinesProps) {
  return lines.map((line, index) => (
    <text
      // Lines have no name of their own; they are told apart by their place.
      // oxlint-disable-next-line react/no-array-index-key
      key={index}
      className={className}
      y={baselines[index]}
      fontSize={size}
      textAnchor={isRightToLeft(line) ? 'end' : 'start'}
      direction={isRightToLeft(line) ? 'rtl' : undefined}
    >
      {line}
    </text>
  ));
}

type StateLineProps = { readonly line: PlacedBone; readonly at: PlacedLabel; readonly scale: number };

/** Dotted, solid, double, thin or ended, as the glyph beside the outline is. */
function StateLine({ line, at, scale }: StateLineProps) {
  const state = at.cause?.state ?? 'line';
  const [x1, y1, x2, y2] = [line.x1 - at.x, line.y1 - at.y, line.x2 - at.x, line.y2 - at.y];
  // Never thinner on the screen than the eye can tell apart, however far the canvas is zoomed out.
  const px = Math.max(1, 0.9 / scale) * (at.size / 14);
  if (line.kind !== 'twig') return <line className={styles['bone']} {...{ x1, y1, x2, y2 }} strokeWidth={1.1 * px} />;
  const className = styles[`line-${state}`];
  switch (state) {
    case 'hypothesis':
      return (
        <line
          className={className}
          {...{ x1, y1, x2, y2 }}
          strokeWidth={2.4 * px}
          strokeDasharray={`0.1 ${4.8 * px}`}
          strokeLinecap="round"
        />
      );
    case 'validated':
      return (
        <>
          <line
            className={className}
            {...{ x1, y1, x2, y2 }}
            y1={y1 - 1.2 * px}
            y2={y2 - 1.2 * px}
            strokeWidth={2.4 * px}
          />
          <line className={className} {...{ x1, y1, x2, y2 }} y1={y1 + 2.4 * px} y2={y2 + 2.4 * px} strokeWidth={px} />
        </>
      );
    case 'stopped': {
      const end = x1 + (x2 - x1) * 0.62;
      return (
        <>
          <line className={className} x1={x1} y1={y1} x2={end} y2={y2} strokeWidth={1.4 * px} />
          <line className={className} x1={end} y1={y2 - 4 * px} x2={end} y2={y2 + 4 * px} strokeWidth={1.4 * px} />
        </>
      );
    }
    case 'supported':
      return <line className={className} {...{ x1, y1, x2, y2 }} strokeWidth={2.4 * px} />;
    default:
      return <line className={className} {...{ x1, y1, x2, y2 }} strokeWidth={1.2 * px} />;
  }
}
