import { useMemo, useState } from 'react';
import {
  fitView,
  panView,
  revealInView,
  zoomView,
  type CanvasView,
  type Size,
} from '../../shared/canvas/canvas-view.ts';
import { effectId } from '../../shared/canvas/drawn-graph.ts';
import type { Box, CanvasPlan } from '../../shared/canvas/plan.ts';

export type Point = { readonly x: number; readonly y: number };

/** What the window shows of a plan, and the hands that change it. */
export type CanvasHold = {
  readonly view: CanvasView;
  /** Somebody zoomed or moved it: it stays as it is until it is fitted again. */
  readonly isHeld: boolean;
  readonly zoom: (factor: number, at?: Point) => void;
  readonly pan: (dx: number, dy: number) => void;
  readonly fit: () => void;
};

/**
 * Fits the plan into the window until a hand moves it, and always brings the selected label into sight. `least` is the
 * smallest scale that is still read: what does not fit then lies outside.
 */
export function useCanvasView(plan: CanvasPlan, window: Size, selected: string | null, least: number): CanvasHold {
  const [held, setHeld] = useState<Held | null>(null);
  const box = useMemo(() => boxOf(plan, selected), [plan, selected]);
  const fitted = useMemo(() => readableView(plan, window, box, least), [plan, window, box, least]);
  const shown = (from: Held | null): CanvasView => {
    if (from === null) return fitted;
    // A hand may move the selected label out of sight; what is chosen after that comes into it.
    return from.box === box || box === undefined ? from.view : revealInView(from.view, box, window, 40);
  };
  const change = (by: (view: CanvasView) => CanvasView) => setHeld((from) => ({ view: by(shown(from)), box }));
  const centre = { x: window.width / 2, y: window.height / 2 };
  return {
    view: shown(held),
    isHeld: held !== null,
    zoom: (factor, at = centre) => change((view) => zoomView(view, factor, at)),
    pan: (dx, dy) => change((view) => panView(view, dx, dy)),
    fit: () => setHeld(null),
  };
}

/** As a hand left it, and where the selected label was then. */
type Held = { readonly view: CanvasView; readonly box: Box | undefined };

const boxOf = (plan: CanvasPlan, id: string | null): Box | undefined =>
  id === null ? undefined : plan.labels.find((label) => label.id === id);

function readableView(plan: CanvasPlan, window: Size, selected: Box | undefined, least: number): CanvasView {
  const whole = fitView(plan, window, 12);
  // A little smaller is read better than a text that is cut at the edge.
  if (whole.scale >= 0.93 * least) return whole;
  const larger = zoomView(whole, least / whole.scale, { x: window.width / 2, y: window.height / 2 });
  const box = selected ?? boxOf(plan, effectId);
  return box === undefined ? larger : revealInView(larger, box, window, 40);
}
