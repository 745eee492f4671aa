import { useMemo, useRef } from 'react';
import { effectId } from '../../shared/canvas/drawn-graph.ts';
import type { CanvasPlan, PlacedBone, PlacedLabel } from '../../shared/canvas/plan.ts';
import { CanvasBone } from './canvas-bones.tsx';
import { CanvasLink } from './canvas-link.tsx';
import { CanvasLabel } from './canvas-label.tsx';
import { CanvasZoom } from './canvas-zoom.tsx';
import type { CauseCanvasProps } from './cause-canvas.tsx';
import { useCanvasPointer, type Drag } from './use-canvas-pointer.ts';
import { useCanvasView, type CanvasHold, type Point } from './use-canvas-view.ts';
import { useSize } from './use-size.ts';
import styles from './canvas.module.css';

/** The smallest text that is read at arm's length, px; what does not fit then is moved into sight. */
const leastText = 12;

/** A canvas of up to some hundred causes as plain SVG. It is hidden from whoever hears the page: the outline says it all. */
export function SvgCanvas(props: CauseCanvasProps) {
  const { plan, label, selected, focused, onContext, room, animate } = props;
  const frame = useRef<HTMLDivElement>(null);
  const window = useSize(frame);
  const unit = useMemo(() => unitOf(plan), [plan]);
  const hold = useCanvasView(plan, window, selected, room ? 0 : leastText / unit);
  const { drag, handlers } = useCanvasPointer(frame, pointerHands(props, hold));
  const { view } = hold;
  const drawn = (
    <svg className={styles['canvas']} aria-hidden="true">
      {window.width > 0 && (
        <g
          className={animate && !hold.isHeld ? styles['placed'] : undefined}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        >
          <Drawing
            plan={plan}
            unit={unit}
            scale={view.scale}
            selected={selected}
            focused={drag?.onto ?? focused}
            animate={animate}
          />
          {drag !== null && <Dragged plan={plan} drag={drag} scale={view.scale} />}
        </g>
      )}
    </svg>
  );
  if (room)
    return (
      <div ref={frame} className={styles['frame']}>
        {drawn}
      </div>
    );
  return (
    // The canvas takes the pointer and the focus of the causes' keys, which are in useKeys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className={styles['frame']}
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      data-canvas=""
      {...handlers}
      onContextMenu={(event) => {
        const id = idAt(event.target);
        if (id === null || onContext === undefined) return;
        event.preventDefault();
        onContext(id, { x: event.clientX, y: event.clientY });
      }}
    >
      {drawn}
      <CanvasZoom hold={hold} />
    </div>
  );
}

/** The size of a cause's text in the plan, px; of the effect where there is no cause. */
const unitOf = ({ labels }: CanvasPlan): number =>
  (labels.find((label) => label.kind === 'cause') ?? labels.find((label) => label.id === effectId))?.size ?? 14;

function pointerHands({ plan, onChoose, onMove, canMove }: CauseCanvasProps, hold: CanvasHold) {
  const labelAt = ({ x, y }: Point): string | null => {
    const { view } = hold;
    const [planX, planY] = [(x - view.x) / view.scale, (y - view.y) / view.scale];
    // Anything smaller than a finger's or a pointer's target is met beside it too.
    const room = Math.max(3, (24 / view.scale - 24) / 2);
    const hit = (label: PlacedLabel): boolean =>
      planX >= label.x - room &&
      planX <= label.x + label.width + room &&
      planY >= label.y - room &&
      planY <= label.y + label.height + room;
    return plan.labels.find(hit)?.id ?? null;
  };
  const kinds = new Map(plan.labels.map((label) => [label.id, label.kind]));
  const isAllowed = (id: string, onto: string): boolean =>
    id !== onto && kinds.get(id) === 'cause' && kinds.get(onto) !== 'effect' && (canMove?.(id, onto) ?? true);
  return { hold, labelAt, onChoose, onMove, canMove: isAllowed, isMovable: (id: string) => kinds.get(id) === 'cause' };
}

const idAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest('[data-label]')?.getAttribute('data-label') ?? null) : null;

type DrawingProps = Pick<CauseCanvasProps, 'plan' | 'selected' | 'focused' | 'animate'> & {
  readonly unit: number;
  readonly scale: number;
};

function Drawing({ plan, unit, scale, selected, focused, animate }: DrawingProps) {
  const { own, shared } = useMemo(() => sortBones(plan), [plan]);
  const links = useMemo(() => linksIn(plan), [plan]);
  const gates = useMemo(() => gatesIn(plan), [plan]);
  const isFishbone = shared.some(({ bone }) => bone.kind === 'bone');
  return (
    <>
      {shared.map(({ key, bone }) => (
        <CanvasBone key={key} bone={bone} unit={unit} scale={scale} animate={animate} isHead={isFishbone} />
      ))}
      {links.map(([from, to]) => (
        <CanvasLink key={`${from.id} ${to.id}`} from={from} to={to} unit={unit} scale={scale} />
      ))}
      {gates.map(({ id, x, y, gate }) => (
        <circle key={id} className={styles[`gate-${gate}`]} cx={x} cy={y} r={unit * 0.3} strokeWidth={unit * 0.12} />
      ))}
      {plan.labels.map((label) => (
        <CanvasLabel
          key={label.id}
          label={label}
          lines={own.get(label.id) ?? none}
          scale={scale}
          selected={label.id === selected}
          focused={label.id === focused}
          animate={animate}
        />
      ))}
    </>
  );
}

const none: readonly PlacedBone[] = [];

/** Lines that go with a label, and those that stand between labels. */
function sortBones({ bones }: CanvasPlan) {
  const own = new Map<string, PlacedBone[]>();
  const shared: { readonly key: string; readonly bone: PlacedBone }[] = [];
  const counts = new Map<string, number>();
  for (const bone of bones) {
    if (bone.kind === 'link') continue;
    if (bone.kind !== 'twig') {
      const name = `${bone.kind} ${bone.owner}`;
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      shared.push({ key: `${name} ${count}`, bone });
      continue;
    }
    const lines = own.get(bone.owner);
    if (lines === undefined) own.set(bone.owner, [bone]);
    else lines.push(bone);
  }
  return { own, shared };
}

/** The two labels of every link that the plan draws. */
function linksIn({ labels, bones }: CanvasPlan): readonly (readonly [PlacedLabel, PlacedLabel])[] {
  if (!bones.some(({ kind }) => kind === 'link')) return [];
  const byId = new Map(labels.map((label) => [label.id, label]));
  return labels.flatMap((from) =>
    (from.cause?.links ?? []).flatMap((id) => {
      const to = byId.get(id);
      return to === undefined ? [] : [[from, to] as const];
    }),
  );
}

/** Where the causes below a gated one meet its own line: full for all of them together, hollow for any one alone. */
function gatesIn({ labels, bones }: CanvasPlan) {
  const trunks = new Map(
    bones.filter(({ kind, x1, x2 }) => kind === 'branch' && x1 === x2).map((bone) => [bone.owner, bone]),
  );
  return labels.flatMap(({ id, cause }) => {
    const trunk = trunks.get(cause?.children[0]?.id ?? '');
    if (cause === null || cause.gate === 'none' || trunk === undefined) return [];
    return [{ id, x: trunk.x1, y: trunk.y1, gate: cause.gate }];
  });
}

function Dragged({ plan, drag, scale }: { readonly plan: CanvasPlan; readonly drag: Drag; readonly scale: number }) {
  const label = plan.labels.find((each) => each.id === drag.id);
  if (label === undefined) return null;
  const moved = {
    ...label,
    x: label.x + (drag.to.x - drag.from.x) / scale,
    y: label.y + (drag.to.y - drag.from.y) / scale,
  };
  return (
    <g className={styles['dragged']}>
      <CanvasLabel label={moved} lines={none} scale={scale} selected={false} focused={false} animate={false} />
    </g>
  );
}
