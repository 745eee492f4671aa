import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { useKeys } from '../ui/use-keys.ts';
import type { CanvasHold, Point } from './use-canvas-view.ts';

/** A label that is being dragged: from where it was taken to where the pointer is, in px of the window. */
export type Drag = { readonly id: string; readonly from: Point; readonly to: Point; readonly onto: string | null };

type Hands = {
  readonly hold: CanvasHold;
  /** The label at a point of the window; null on empty ground. */
  readonly labelAt: (at: Point) => string | null;
  readonly onChoose: (id: string) => void;
  /** Left out where nothing may be moved. */
  readonly onMove?: ((id: string, onto: string) => void) | undefined;
  readonly isMovable: (id: string) => boolean;
  readonly canMove: (id: string, onto: string) => boolean;
};

/** How far a pointer goes before a press becomes a drag, px. */
const threshold = 5;

/** Presses choose, drags on a label move it, drags on empty ground move the view, the wheel moves and with Ctrl zooms. */
export function useCanvasPointer(element: RefObject<HTMLElement | null>, hands: Hands) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const press = useRef<{ readonly id: string | null; readonly from: Point; last: Point; moved: boolean } | null>(null);
  const latest = useRef(hands);
  useEffect(() => {
    latest.current = hands;
  });
  useWheel(element, latest);
  const letGo = (): void => {
    press.current = null;
    setDrag(null);
  };
  useKeys(drag === null ? [] : [{ key: 'Escape', label: 'let it go', run: letGo }], 2);

  const at = (event: PointerEvent): Point => pointIn(element.current, event);
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const from = at(event);
    press.current = { id: hands.labelAt(from), from, last: from, moved: false };
    element.current?.setPointerCapture(event.pointerId);
    element.current?.focus({ preventScroll: true });
  };
  const onPointerMove = (event: PointerEvent): void => {
    const held = press.current;
    if (held === null) return;
    const to = at(event);
    held.moved ||= Math.hypot(to.x - held.from.x, to.y - held.from.y) > threshold;
    if (!held.moved) return;
    if (held.id !== null && hands.onMove !== undefined && hands.isMovable(held.id)) {
      const onto = hands.labelAt(to);
      const { id, from } = held;
      setDrag({ id, from, to, onto: onto !== null && hands.canMove(id, onto) ? onto : null });
    } else hands.hold.pan(to.x - held.last.x, to.y - held.last.y);
    held.last = to;
  };
  const onPointerUp = (): void => {
    const held = press.current;
    press.current = null;
    setDrag(null);
    if (held === null) return;
    if (!held.moved && held.id !== null) hands.onChoose(held.id);
    else if (drag !== null && drag.onto !== null) hands.onMove?.(drag.id, drag.onto);
  };
  return { drag, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: letGo } };
}

const pointIn = (element: HTMLElement | null, event: { readonly clientX: number; readonly clientY: number }): Point => {
  const box = element?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
};

/** Not by React, whose wheel listeners cannot keep the page from zooming. A pinch on a touchpad comes as Ctrl and wheel. */
function useWheel(element: RefObject<HTMLElement | null>, latest: RefObject<Hands>): void {
  useEffect(() => {
    const target = element.current;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { hold } = latest.current;
      if (event.ctrlKey || event.metaKey) hold.zoom(Math.exp(-event.deltaY / 300), pointIn(target, event));
      else if (event.shiftKey && event.deltaX === 0) hold.pan(-event.deltaY, 0);
      else hold.pan(-event.deltaX, -event.deltaY);
    };
    target?.addEventListener('wheel', onWheel, { passive: false });
    return () => target?.removeEventListener('wheel', onWheel);
  }, [element, latest]);
}
