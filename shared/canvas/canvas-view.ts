import type { Box } from './plan.ts';

/** What a window shows of a plan: a point of the plan is drawn at `x + scale * its x`, in px of the window. */
export type CanvasView = { readonly x: number; readonly y: number; readonly scale: number };
export type Size = { readonly width: number; readonly height: number };

/** Beyond these a text is either a speck or fills the window. */
export const scales = { least: 0.0005, most: 4 } as const;

/** The whole of something, in the middle of the window, as large as it fits but never larger than it is. */
export function fitView(plan: Size, window: Size, margin = 24): CanvasView {
  const scale = Math.min(
    1,
    Math.max(
      scales.least,
      Math.min(
        (window.width - 2 * margin) / Math.max(1, plan.width),
        (window.height - 2 * margin) / Math.max(1, plan.height),
      ),
    ),
  );
  return { scale, x: (window.width - plan.width * scale) / 2, y: (window.height - plan.height * scale) / 2 };
}

/** A box in the middle of the window, at a scale. */
export const centredView = (box: Box, window: Size, scale: number): CanvasView => ({
  scale,
  x: window.width / 2 - (box.x + box.width / 2) * scale,
  y: window.height / 2 - (box.y + box.height / 2) * scale,
});

/** Larger or smaller by a factor; the point of the window named stays where it is. */
export function zoomView(view: CanvasView, factor: number, at: { readonly x: number; readonly y: number }): CanvasView {
  const scale = Math.min(scales.most, Math.max(scales.least, view.scale * factor));
  const grown = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
}

export const panView = (view: CanvasView, dx: number, dy: number): CanvasView => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
});

/** An area of the window in px of the plan. */
export const seenThrough = (view: CanvasView, area: Box): Box => ({
  x: (area.x - view.x) / view.scale,
  y: (area.y - view.y) / view.scale,
  width: area.width / view.scale,
  height: area.height / view.scale,
});

/** A box of the plan in px of the window. */
export const shownAs = (view: CanvasView, box: Box): Box => ({
  x: box.x * view.scale + view.x,
  y: box.y * view.scale + view.y,
  width: box.width * view.scale,
  height: box.height * view.scale,
});

/** Moved just so far that the box lies within the window, or its beginning does where it is too large. */
export function revealInView(view: CanvasView, box: Box, window: Size, margin = 48): CanvasView {
  const shown = shownAs(view, box);
  const shift = (from: number, extent: number, room: number): number => {
    if (from < margin) return margin - from;
    return from + extent > room - margin ? Math.max(margin - from, room - margin - from - extent) : 0;
  };
  const [dx, dy] = [shift(shown.x, shown.width, window.width), shift(shown.y, shown.height, window.height)];
  return dx === 0 && dy === 0 ? view : panView(view, dx, dy);
}

/**
 * What comes into sight when a picture of this size is moved by whole px: a strip at the side and one above or below it,
 * which do not overlap. All of it where nothing of the old picture stays.
 */
export function exposedStrips({ width, height }: Size, dx: number, dy: number): readonly Box[] {
  if (Math.abs(dx) >= width || Math.abs(dy) >= height) return [{ x: 0, y: 0, width, height }];
  const across = { x: 0, y: dy > 0 ? 0 : height + dy, width, height: Math.abs(dy) };
  const rest = { from: Math.max(0, dy), height: height - Math.abs(dy) };
  const beside = { x: dx > 0 ? 0 : width + dx, y: rest.from, width: Math.abs(dx), height: rest.height };
  return [across, beside].filter((strip) => strip.width > 0 && strip.height > 0);
}
