import { exposedStrips, type CanvasView, type Size } from '../../shared/canvas/canvas-view.ts';
import type { Box } from '../../shared/canvas/plan.ts';
import { boundsOf } from '../../shared/canvas/plan-subtree.ts';
import { paintScene, type Placing } from './large-paint.ts';
import type { Palette } from './large-palette.ts';
import type { Scene } from './large-scene.ts';

/** What drawing came to: how much was in view, and how many items were drawn for it. For tests and the bench. */
export type Drawn = { readonly labels: number; readonly bones: number; readonly items: number };

/** Two canvases: one under, drawn anew only where something came into sight, and one above for what is being dragged. */
export type LargeLayers = {
  readonly show: (scene: Scene, palette: Palette, size: Size) => void;
  readonly look: (view: CanvasView) => Drawn;
  /** Lifts a subtree: it leaves the layer under and is drawn once on the layer above. */
  readonly lift: (ids: ReadonlySet<string>) => Drawn;
  /** Moves what was lifted, px of the window; nothing is drawn for it. */
  readonly carry: (dx: number, dy: number) => void;
  readonly drop: () => void;
};

export function createLargeLayers(under: HTMLCanvasElement, above: HTMLCanvasElement): LargeLayers {
  const context = contextOf(under);
  const lifted = contextOf(above);
  let shown: { readonly scene: Scene; readonly palette: Palette; readonly size: Size } | null = null;
  let density = 1;
  let placing: Placing | null = null;
  let away: ReadonlySet<string> = new Set();
  const none: Drawn = { labels: 0, bones: 0, items: 0 };

  const paint = (area: Box, at: Placing): Drawn => {
    if (shown === null) return none;
    context.save();
    context.beginPath();
    context.rect(area.x, area.y, area.width, area.height);
    context.clip();
    context.clearRect(area.x, area.y, area.width, area.height);
    const drawn = paintScene(context, shown.scene, shown.palette, at, area, density, (id) => !away.has(id));
    context.restore();
    return drawn;
  };
  const repaint = (at: Placing): Drawn => {
    placing = at;
    return counted(under, paint({ x: 0, y: 0, width: under.width, height: under.height }, at));
  };
  const shift = (from: Placing, to: Placing): Drawn => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    placing = to;
    if (dx === 0 && dy === 0) return none;
    context.globalCompositeOperation = 'copy';
    context.drawImage(under, dx, dy);
    context.globalCompositeOperation = 'source-over';
    return exposedStrips(under, dx, dy)
      .map((strip) => paint(strip, to))
      .reduce(added, none);
  };
  return {
    show: (scene, palette, size) => {
      shown = { scene, palette, size };
      density = Math.max(1, globalThis.devicePixelRatio || 1);
      const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
      if (under.width !== width || under.height !== height) Object.assign(under, { width, height });
      placing = null;
    },
    look: (view) => {
      const to = { x: Math.round(view.x * density), y: Math.round(view.y * density), scale: view.scale * density };
      return placing === null || placing.scale !== to.scale ? repaint(to) : shift(placing, to);
    },
    lift: (ids) => {
      if (shown === null || placing === null) return none;
      away = ids;
      repaint(placing);
      return counted(above, drawLifted(lifted, shown, placing, density, ids));
    },
    carry: (dx, dy) => {
      above.style.transform = `translate(${dx}px, ${dy}px)`;
    },
    drop: () => {
      away = new Set();
      Object.assign(above, { width: 0, height: 0 });
      above.style.transform = '';
      if (placing !== null) repaint(placing);
    },
  };
}

/** Says on the layer how many labels it was last drawn with as a whole: pixels cannot be counted from outside. */
function counted(layer: HTMLCanvasElement, drawn: Drawn): Drawn {
  layer.dataset['drawn'] = String(drawn.labels);
  layer.dataset['items'] = String(drawn.items);
  return drawn;
}

const added = (sum: Drawn, more: Drawn): Drawn => ({
  labels: sum.labels + more.labels,
  bones: sum.bones + more.bones,
  items: sum.items + more.items,
});

/** Draws a subtree on a canvas no larger than it is, or than three windows across where it is larger. */
function drawLifted(
  context: CanvasRenderingContext2D,
  { scene, palette, size }: { readonly scene: Scene; readonly palette: Palette; readonly size: Size },
  placing: Placing,
  density: number,
  ids: ReadonlySet<string>,
): Drawn {
  const bounds = boundsOf(scene.plan, ids);
  if (bounds === null) return { labels: 0, bones: 0, items: 0 };
  const { canvas } = context;
  const edge = 4 * density;
  const clamp = (value: number, room: number): number => Math.min(2 * room, Math.max(-room, value));
  const [roomX, roomY] = [size.width * density, size.height * density];
  const left = Math.floor(clamp(bounds.x * placing.scale + placing.x - edge, roomX));
  const top = Math.floor(clamp(bounds.y * placing.scale + placing.y - edge, roomY));
  const right = Math.ceil(clamp((bounds.x + bounds.width) * placing.scale + placing.x + edge, roomX));
  const bottom = Math.ceil(clamp((bounds.y + bounds.height) * placing.scale + placing.y + edge, roomY));
  Object.assign(canvas, { width: Math.max(1, right - left), height: Math.max(1, bottom - top) });
  Object.assign(canvas.style, {
    left: `${left / density}px`,
    top: `${top / density}px`,
    width: `${canvas.width / density}px`,
    height: `${canvas.height / density}px`,
  });
  const from = { x: placing.x - left, y: placing.y - top, scale: placing.scale };
  const area = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  return paintScene(context, scene, palette, from, area, density, (id) => ids.has(id));
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser draws no canvas');
  return context;
}
