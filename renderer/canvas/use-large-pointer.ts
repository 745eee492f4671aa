import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { PlacedLabel } from '../../shared/canvas/plan.ts';
import { useKeys } from '../ui/use-keys.ts';
import type { CauseCanvasProps } from './cause-canvas.tsx';
import type { LargeStage } from './large-stage.ts';
import type { Point } from './use-canvas-view.ts';

type Hands = Pick<CauseCanvasProps, 'onChoose' | 'onMove' | 'canMove' | 'room'>;
type Press = {
  readonly label: PlacedLabel | undefined;
  readonly from: Point;
  last: Point;
  kind: 'pressed' | 'panning' | 'carrying';
};

/** How far a pointer goes before a press becomes a drag, px. */
const threshold = 5;

/** Presses choose, drags on a cause carry it with all below it, drags elsewhere and the wheel move the view. */
export function useLargePointer(
  host: RefObject<HTMLElement | null>,
  stage: RefObject<LargeStage | null>,
  hands: Hands,
) {
  const press = useRef<Press | null>(null);
  const [isCarrying, setCarrying] = useState(false);
  useWheel(host, stage, hands.room);
  const letGo = (): string | null => {
    const isLifted = press.current?.kind === 'carrying';
    press.current = null;
    setCarrying(false);
    return isLifted ? (stage.current?.drop() ?? null) : null;
  };
  useKeys(isCarrying ? [{ key: 'Escape', label: 'let it go', run: letGo }] : [], 2);

  const begin = (held: Press): void => {
    const isMovable = hands.onMove !== undefined && held.label !== undefined && held.label.kind === 'cause';
    held.kind = isMovable ? 'carrying' : 'panning';
    if (!isMovable || held.label === undefined) return;
    stage.current?.lift(held.label);
    setCarrying(true);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    const from = pointIn(host.current, event);
    press.current = { label: stage.current?.labelAt(from), from, last: from, kind: 'pressed' };
    if (event.isTrusted) host.current?.setPointerCapture(event.pointerId);
    host.current?.focus({ preventScroll: true });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const held = press.current;
    if (held === null) return;
    const to = pointIn(host.current, event);
    const by = { x: to.x - held.from.x, y: to.y - held.from.y };
    if (held.kind === 'pressed' && Math.hypot(by.x, by.y) > threshold) begin(held);
    if (held.kind === 'pressed') return;
    const { label } = held;
    if (held.kind === 'panning') stage.current?.pan(to.x - held.last.x, to.y - held.last.y);
    else if (label !== undefined) stage.current?.carry(by, to, (onto) => hands.canMove?.(label.id, onto) ?? true);
    held.last = to;
  };
  const onPointerUp = (): void => {
    const held = press.current;
    const onto = letGo();
    if (held?.label === undefined) return;
    if (held.kind === 'pressed') hands.onChoose(held.label.id);
    else if (onto !== null) hands.onMove?.(held.label.id, onto);
  };
  return { isCarrying, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: () => void letGo() } };
}

const pointIn = (element: HTMLElement | null, event: { readonly clientX: number; readonly clientY: number }): Point => {
  const box = element?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
};

/** The wheel moves the view; with Ctrl, which is also two fingers drawn apart, it zooms about the pointer. */
function useWheel(host: RefObject<HTMLElement | null>, stage: RefObject<LargeStage | null>, isOff: boolean): void {
  useEffect(() => {
    const element = host.current;
    if (element === null || isOff) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) stage.current?.zoom(Math.exp(-event.deltaY / 300), pointIn(element, event));
      else if (event.shiftKey && event.deltaX === 0) stage.current?.pan(-event.deltaY, 0);
      else stage.current?.pan(-event.deltaX, -event.deltaY);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host, stage, isOff]);
}
