import {
  centredView,
  fitView,
  panView,
  revealInView,
  seenThrough,
  shownAs,
  zoomView,
  type CanvasView,
  type Size,
} from '../../shared/canvas/canvas-view.ts';
import type { CanvasPlan, PlacedLabel } from '../../shared/canvas/plan.ts';
import { drawnSubtree, mayHangOn } from '../../shared/canvas/plan-subtree.ts';
import { createLargeLayers, type Drawn } from './large-layers.ts';
import { readPalette } from './large-palette.ts';
import { createScene, labelAt, type Scene } from './large-scene.ts';
import type { Point } from './use-canvas-view.ts';

/** The elements a large canvas consists of, however much is on it. */
export type StageParts = {
  readonly host: HTMLElement;
  readonly under: HTMLCanvasElement;
  readonly above: HTMLCanvasElement;
  /** Around the chosen label, and around the one that something is aimed at. */
  readonly focus: HTMLElement;
  readonly target: HTMLElement;
};

/** What moves on a large canvas between two draws of React: the view, the frames around labels, what is being dragged. */
export type LargeStage = {
  readonly show: (plan: CanvasPlan, size: Size) => void;
  /** Reads the look's tokens and draws everything anew. */
  readonly recolor: () => void;
  /** The chosen label, which comes into sight, and the one aimed at. */
  readonly choose: (selected: string | null, focused: string | null) => void;
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (factor: number, at?: Point) => void;
  readonly fit: () => void;
  /** The label at a point of the canvas, or next to it. */
  readonly labelAt: (at: Point) => PlacedLabel | undefined;
  readonly lift: (label: PlacedLabel) => void;
  /** Moves what was lifted, by px of the window; the label at the pointer is aimed at where it may hang there. */
  readonly carry: (by: Point, pointer: Point, canMove: (onto: string) => boolean) => void;
  /** Lets go. Answers the label on which what was lifted would hang now, or null where it stays. */
  readonly drop: () => string | null;
  /** What the last draw came to. */
  readonly drawn: () => Drawn;
  readonly stop: () => void;
};

/** Px around a text that still mean it, so that a small one can be hit. */
const reach = 8;

type Lifted = { readonly ids: ReadonlySet<string>; over: string | null; onto: string | null };

/** `onView` hears of every change of the scale, and whether a hand made it. */
export function createLargeStage(parts: StageParts, onView: (scale: number, isHeld: boolean) => void): LargeStage {
  const layers = createLargeLayers(parts.under, parts.above);
  let palette = readPalette(parts.host);
  let size: Size = { width: 0, height: 0 };
  let view: CanvasView | null = null;
  let isHeld = false;
  /** The whole was asked for, however small: choosing does not come nearer until a hand does. */
  let isWhole = false;
  let scene: Scene | null = null;
  let chosen: { readonly selected: string | null; readonly focused: string | null } = { selected: null, focused: null };
  let lifted: Lifted | null = null;
  let drawn: Drawn = { labels: 0, bones: 0, items: 0 };
  let frame = 0;

  const labelOf = (id: string | null): PlacedLabel | undefined =>
    id === null ? undefined : scene?.plan.labels[scene.placeOf.get(id) ?? -1];
  const drawFrames = (): void => {
    frameLabel(parts.focus, view, lifted === null ? labelOf(chosen.selected) : undefined);
    frameLabel(parts.target, view, labelOf(lifted === null ? chosen.focused : lifted.onto));
  };
  const draw = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    if (scene === null || view === null || size.width === 0) return;
    drawn = layers.look(view);
    drawFrames();
  };
  const ask = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const look = (next: CanvasView, byHand: boolean): void => {
    if (lifted !== null) return;
    const isTold = view?.scale !== next.scale || isHeld !== byHand;
    view = next;
    isHeld = byHand;
    if (isTold) onView(next.scale, byHand);
    ask();
  };
  /** Brings the chosen label into sight, and at first near enough to be read. */
  const reveal = (): void => {
    const label = labelOf(chosen.selected);
    if (label === undefined || view === null || size.width === 0) return;
    const isNear = isHeld || isWhole || label.size * view.scale >= leastRead;
    if (isNear) look(revealInView(view, label, size), isHeld);
    else look(centredView(label, size, nearSize / label.size), true);
  };
  const labelNear = ({ x, y }: Point): PlacedLabel | undefined => {
    if (scene === null || view === null) return undefined;
    const at = seenThrough(view, { x, y, width: 0, height: 0 });
    return labelAt(scene, at.x, at.y, reach / view.scale);
  };
  return {
    show: (plan, next) => {
      if (scene?.plan === plan && size.width === next.width && size.height === next.height) return;
      if (scene?.plan !== plan) scene = createScene(plan);
      size = next;
      if (size.width === 0 || size.height === 0) return;
      if (view === null || !isHeld) look(fitView(plan, size, fitMargin), false);
      reveal();
      layers.show(scene, palette, size);
      draw();
    },
    recolor: () => {
      palette = readPalette(parts.host);
      if (scene !== null && size.width > 0) layers.show(scene, palette, size);
      draw();
    },
    choose: (selected, focused) => {
      const isOther = selected !== chosen.selected;
      chosen = { selected, focused };
      if (isOther) reveal();
      ask();
    },
    pan: (dx, dy) => view !== null && look(panView(view, dx, dy), true),
    zoom: (factor, at = { x: size.width / 2, y: size.height / 2 }) =>
      view !== null && look(zoomView(view, factor, at), true),
    fit: () => {
      isWhole = true;
      if (scene !== null) look(fitView(scene.plan, size, fitMargin), false);
    },
    labelAt: labelNear,
    lift: (label) => {
      if (label.cause === null) return;
      draw();
      lifted = { ids: drawnSubtree(label.cause), over: null, onto: null };
      layers.lift(lifted.ids);
      drawFrames();
    },
    carry: (by, pointer, canMove) => {
      if (lifted === null) return;
      layers.carry(by.x, by.y);
      const label = labelNear(pointer);
      const over = label?.id ?? null;
      if (over === lifted.over) return;
      lifted.over = over;
      lifted.onto = mayHangOn(label, lifted.ids) && canMove(label.id) ? label.id : null;
      drawFrames();
    },
    drop: () => {
      const onto = lifted?.onto ?? null;
      lifted = null;
      layers.drop();
      drawFrames();
      return onto;
    },
    drawn: () => drawn,
    stop: () => cancelAnimationFrame(frame),
  };
}

const fitMargin = 12;
/** A text smaller than this is said beside its frame, px; what is looked at is drawn at the other size. */
const leastRead = 9;
const nearSize = 13;

/** Puts an element's frame around a label, at least as large as a pointer's target, or hides it. */
function frameLabel(element: HTMLElement, view: CanvasView | null, label: PlacedLabel | undefined): void {
  const isHidden = view === null || label === undefined;
  if (element.hidden !== isHidden) element.hidden = isHidden;
  if (view === null || label === undefined) return;
  const box = shownAs(view, label);
  const [width, height] = [Math.max(24, box.width + 14), Math.max(24, box.height + 10)];
  const [left, top] = [box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2];
  Object.assign(element.style, {
    transform: `translate(${Math.round(left)}px, ${Math.round(top)}px)`,
    width: `${Math.round(width)}px`,
    height: `${Math.round(height)}px`,
  });
  const words = label.size * view.scale >= leastRead ? '' : label.text;
  if (element.dataset['words'] !== words) element.dataset['words'] = words;
}
