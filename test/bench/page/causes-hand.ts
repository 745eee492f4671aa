/** What a frame took, ms, one after another. */
export type Frames = readonly number[];

/** Hands are slower than a bench: so many frames, or as many as come in this time. */
const mostFrames = 90;
const longestMs = 3000;
const leastFrames = 8;

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Calls `step` once per frame and measures from frame to frame, as the browser itself dates them. What a step costs,
 * script, style, drawing and all, is what the next frame is late by.
 */
export async function framesOf(step: (at: number) => void): Promise<Frames> {
  const frames: number[] = [];
  let last = await nextFrame();
  const until = performance.now() + longestMs;
  for (let at = 1; at <= mostFrames && (at <= leastFrames || performance.now() < until); at += 1) {
    step(at);
    const now = await nextFrame();
    frames.push(now - last);
    last = now;
  }
  return frames;
}

type Point = { readonly x: number; readonly y: number };

/** A pointer's path: round and away from where it was pressed, never twice at one place. */
export const pathFrom = ({ x, y }: Point, at: number): Point => ({
  x: x + 3 * at + 20 * Math.sin(at / 5),
  y: y - 2 * at + 20 * Math.cos(at / 7),
});

/** What a page hears of a mouse: pointer events for some programs, mouse events for others. */
export function pointer(target: EventTarget, type: 'down' | 'move' | 'up', { x, y }: Point): void {
  const more = { clientX: x, clientY: y, button: 0, buttons: type === 'up' ? 0 : 1, bubbles: true, cancelable: true };
  target.dispatchEvent(new PointerEvent(`pointer${type}`, { ...more, pointerId: 1, isPrimary: true, view: window }));
  target.dispatchEvent(new MouseEvent(`mouse${type}`, { ...more, view: window }));
}
