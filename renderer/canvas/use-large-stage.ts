import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { CauseCanvasProps } from './cause-canvas.tsx';
import { watchPalette } from './large-palette.ts';
import { createLargeStage, type LargeStage, type StageParts } from './large-stage.ts';
import type { CanvasHold } from './use-canvas-view.ts';
import { useSize } from './use-size.ts';

type Refs = { readonly [P in keyof StageParts]: RefObject<StageParts[P] | null> };
type Shown = Pick<CauseCanvasProps, 'plan' | 'selected' | 'focused'>;

/** Makes the stage once its elements are there, and keeps it at the plan, the selection, the size and the look. */
export function useLargeStage(
  { host, under, above, focus, target }: Refs,
  { plan, selected, focused }: Shown,
): { readonly stage: RefObject<LargeStage | null>; readonly hold: CanvasHold } {
  const stage = useRef<LargeStage | null>(null);
  const size = useSize(host);
  const [view, setView] = useState({ scale: 1, isHeld: false });
  useLayoutEffect(() => {
    if (!host.current || !under.current || !above.current || !focus.current || !target.current) return undefined;
    const parts = {
      host: host.current,
      under: under.current,
      above: above.current,
      focus: focus.current,
      target: target.current,
    };
    const made = createLargeStage(parts, (scale, isHeld) => setView({ scale, isHeld }));
    stage.current = made;
    const stopWatching = watchPalette(made.recolor);
    // Words drawn before their font was there would stay in another one.
    let isGone = false;
    if (document.fonts.status === 'loading') void document.fonts.ready.then(() => isGone || made.recolor());
    return () => {
      isGone = true;
      stopWatching();
      made.stop();
      stage.current = null;
    };
  }, [host, under, above, focus, target]);
  useLayoutEffect(() => {
    const { clientWidth = 0, clientHeight = 0 } = host.current ?? {};
    stage.current?.show(plan, size.width > 0 ? size : { width: clientWidth, height: clientHeight });
  }, [plan, size, host]);
  useEffect(() => stage.current?.choose(selected, focused), [selected, focused]);
  const hold: CanvasHold = {
    view: { x: 0, y: 0, scale: view.scale },
    isHeld: view.isHeld,
    zoom: (factor, at) => stage.current?.zoom(factor, at),
    pan: (dx, dy) => stage.current?.pan(dx, dy),
    fit: () => stage.current?.fit(),
  };
  return { stage, hold };
}
