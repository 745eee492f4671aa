import { useMemo, useRef, useState } from 'react';
import { fitView, type Size } from '../../../shared/canvas/canvas-view.ts';
import { boneId, effectId, type DrawnGraph } from '../../../shared/canvas/drawn-graph.ts';
import { layOut, type LayoutAsked } from '../../../shared/canvas/lay-out.ts';
import { sidesIn } from '../../../shared/canvas/layout-fishbone.ts';
import type { Side } from '../../../shared/canvas/pack-side.ts';
import { stepInPlan, type Direction } from '../../../shared/canvas/step-in-plan.ts';
import type { CanvasPlan } from '../../../shared/canvas/plan.ts';
import type { Canvas } from '../../../shared/domain/cause/triage.ts';
import { canvasTitles } from '../../../shared/projections/cause-words.ts';
import { reviewToDrawn } from '../../../shared/projections/drawn-review.ts';
import { CauseCanvas, mostAsElements } from '../../canvas/cause-canvas.tsx';
import { useLargePlan } from '../../canvas/use-large-plan.ts';
import { useSize } from '../../canvas/use-size.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useKeys, type KeyBinding } from '../../ui/use-keys.ts';
import { aimAt, boneOfLabel, canHang, moveOnto } from './aiming.ts';
import styles from './causes-place.module.css';

type Props = {
  readonly room: RoomView;
  readonly canvas: Canvas;
  readonly selected: string | null;
  readonly aimed: string | null;
};

/** Px of a cause's text, and how wide it may get: narrow where the window is narrow. */
const sizes = { unit: 14.5, lines: 3, effectWrap: 190, withLinks: true } as const;
const wraps = [190, 160, 135] as const;
/** A graph of more causes is laid out once: it does not fit either way. */
const mostTried = 120;

type Sides = ReadonlyMap<string, Side>;
const noSides: Sides = new Map();

const askFor = (graph: DrawnGraph, canvas: Canvas, wrap: number = wraps[0], sides: Sides = noSides): LayoutAsked => ({
  graph,
  canvas,
  options: { ...sizes, wrap, effectWrap: Math.min(sizes.effectWrap, wrap), withEmptyBones: true, sides },
});

/** The layout that fills the window best, so that texts are drawn as large as they can be. */
function planFor(graph: DrawnGraph, canvas: Canvas, window: Size, sides: Sides): CanvasPlan {
  const [widest, ...narrower] = wraps;
  let best = layOut(askFor(graph, canvas, widest, sides));
  if (window.width === 0 || best.labels.length > mostTried) return best;
  for (const wrap of narrower) {
    const tried = layOut(askFor(graph, canvas, wrap, sides));
    if (fitView(tried, window).scale > fitView(best, window).scale + 0.03) best = tried;
  }
  return best;
}

const nothingYet: CanvasPlan = { labels: [], bones: [], width: 1, height: 1 };

/** The plan to draw now: made at once, or for a graph of very many causes beside the page. */
function usePlan(graph: DrawnGraph, canvas: Canvas, window: Size, isLarge: boolean): CanvasPlan {
  const asked = useMemo(() => (isLarge ? askFor(graph, canvas) : null), [graph, canvas, isLarge]);
  const large = useLargePlan(asked);
  const small = useSmallPlan(graph, canvas, window, isLarge);
  return (isLarge ? large : small) ?? nothingYet;
}

/** Made anew when anything changed; a bone stays on the side of the spine that it was drawn on while the window is as wide. */
function useSmallPlan(graph: DrawnGraph, canvas: Canvas, window: Size, isLarge: boolean): CanvasPlan | null {
  const [made, setMade] = useState<Made | null>(null);
  if (isLarge) return null;
  if (made !== null && made.graph === graph && made.canvas === canvas && made.window === window) return made.plan;
  const before = made?.window.width === window.width ? made.sides : noSides;
  const plan = planFor(graph, canvas, window, before);
  setMade({ graph, canvas, window, plan, sides: canvas === 'fishbone' ? sidesIn(plan, graph) : before });
  return plan;
}

type Made = {
  readonly graph: DrawnGraph;
  readonly canvas: Canvas;
  readonly window: Size;
  readonly plan: CanvasPlan;
  readonly sides: Sides;
};

/** The open canvas over the causes, with the pointer's and the keys' hands on it. */
export function CausesCanvas({ room, canvas, selected, aimed }: Props) {
  const { review, state, id } = room;
  const { causes, effect, title } = review;
  const graph = useMemo(
    () => reviewToDrawn({ causes, effect, title }, new Set(state.folded)),
    [causes, effect, title, state.folded],
  );
  const frame = useRef<HTMLDivElement>(null);
  const window = useSize(frame);
  const plan = usePlan(graph, canvas, window, causes.length > mostAsElements);
  const choose = (label: string) => {
    const bone = boneOfLabel(label);
    if (state.aiming !== null && label !== effectId) return aimAt(room, state.aiming, label);
    if (bone === undefined) return changeRoom(id, { cause: label });
    const after = causes.findLast((cause) => cause.parent === null && cause.category === bone)?.id ?? null;
    changeRoom(id, { asking: { kind: 'cause', parent: null, after, bone } });
  };
  useKeys(canvas === 'five-whys' ? spatialKeys(plan, selected, (cause) => changeRoom(id, { cause })) : [], 2);
  return (
    <div ref={frame} className={styles['drawing']}>
      {plan === nothingYet && <p role="status">Laying out {causes.length} causes…</p>}
      <CauseCanvas
        plan={plan}
        label={`${canvasTitles[canvas]} of ${graph.effect.text}. The outline beside it reads the same.`}
        selected={selected}
        focused={aimed ?? askedBone(room)}
        onChoose={choose}
        onMove={(cause, onto) => moveOnto(room, cause, onto)}
        canMove={(cause, onto) => canHang(room, cause, onto)}
        room={false}
        animate
      />
    </div>
  );
}

/** The bone on which what is being typed will hang, where it was chosen. */
function askedBone({ state: { asking } }: RoomView): string | null {
  return asking?.kind === 'cause' && asking.parent === null && asking.bone !== undefined
    ? boneId({ id: asking.bone })
    : null;
}

const arrows: readonly (readonly [string, Direction])[] = [
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
];

/** On the tree of whys arrows go where the eye goes. */
const spatialKeys = (
  plan: CanvasPlan,
  selected: string | null,
  choose: (label: string) => void,
): readonly KeyBinding[] =>
  arrows.map(([key, direction]) => ({
    key,
    within: '[data-canvas]',
    label: `${direction} on the canvas`,
    silent: true,
    run: () => {
      const next = selected === null ? undefined : stepInPlan(plan, selected, direction);
      if (next !== undefined) choose(next);
    },
  }));
