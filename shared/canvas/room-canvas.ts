import type { Canvas } from '../domain/cause/triage.ts';
import { effectId, type DrawnGraph } from './drawn-graph.ts';
import { layoutFishbone } from './layout-fishbone.ts';
import { layoutWhys } from './layout-whys.ts';
import { causesIn } from './pack-plan.ts';
import { pageGraph, type CanvasPage, type CanvasPages } from './paging.ts';
import type { CanvasPlan, LayoutOptions, PlacedBone, PlacedLabel } from './plan.ts';

/** The part of the room's screen that a canvas may fill, px. `clear` is a corner at its top right that it leaves free. */
export type RoomFrame = {
  readonly width: number;
  readonly height: number;
  readonly clear: { readonly width: number; readonly height: number };
  /** One room unit, px. */
  readonly unit: number;
};

/**
 * Sizes of a cause's text in room units: what is wanted, the least on one page of several, and the least at which the
 * whole is still better seen at once, well above what the room's small words need to be made out.
 */
const wanted = 0.87;
const leastOfPage = 0.56;
const leastOfWhole = 0.5;
/** More causes than these never stand on one page. */
const mostOnPage = 40;
/** The room's screen is small beside its letters: texts are wrapped narrower than elsewhere, by these shares. */
const narrower: { readonly [C in Canvas]: number } = { fishbone: 0.75, 'five-whys': 0.55 };
/** Widest the effect of a tree of whys may get, in sizes of a cause's text. */
const effectEms = 9;

/** The graph whole where it fits at a size that is read from the last row, else in pages by category in a larger one. */
export function roomPages(graph: DrawnGraph, canvas: Canvas, frame: RoomFrame): CanvasPages {
  const room = { width: frame.width, height: frame.height, unit: wanted * frame.unit };
  const layout = (drawn: DrawnGraph, options: LayoutOptions): CanvasPlan => withCorner(drawn, canvas, options, frame);
  if (causesIn(graph).length <= mostOnPage) {
    const whole = pageGraph(graph, { ...room, minUnit: leastOfWhole * frame.unit }, layout);
    if (whole.pages.length === 1) return whole;
  }
  return pageGraph(graph, { ...room, minUnit: leastOfPage * frame.unit }, layout);
}

/** A page's plan as large as the frame, with the page where it belongs on the screen. */
export function placeInRoom(page: CanvasPage, canvas: Canvas, { width, height, clear }: RoomFrame): CanvasPlan {
  const { plan } = page;
  if (canvas === 'five-whys') return moved(plan, 0, Math.max(0, (height - plan.height) / 2), { width, height });
  const effect = plan.labels.find(({ id }) => id === effectId);
  const spine = plan.bones.find(({ kind }) => kind === 'spine');
  const highest = Math.max(0, clear.height - (effect?.y ?? 0));
  const y = Math.min(Math.max(height / 2 - (spine?.y1 ?? plan.height / 2), highest), Math.max(0, height - plan.height));
  return moved(plan, Math.max(0, (width - plan.width) / 2), y, { width, height });
}

/**
 * A plan that holds the free corner. Of a fishbone nothing but the effect reaches to its right end: the effect stands
 * below the corner and is wrapped as wide as that. A tree of whys stands below the corner where it reaches under it.
 */
function withCorner(graph: DrawnGraph, canvas: Canvas, told: LayoutOptions, { width, clear }: RoomFrame): CanvasPlan {
  const options = { ...told, wrap: told.wrap * narrower[canvas], withLinks: true };
  if (canvas === 'five-whys') {
    const plan = layoutWhys(graph, { ...options, effectWrap: effectEms * told.unit });
    const top = plan.width <= width - clear.width ? 0 : clear.height;
    return moved(plan, 0, top, { width: plan.width, height: plan.height + top });
  }
  const plan = layoutFishbone(onBothSides(graph), { ...options, effectWrap: clear.width });
  const effect = plan.labels.find(({ id }) => id === effectId);
  const top = Math.max(0, clear.height - (effect?.y ?? 0));
  return moved(plan, 0, top, {
    width: Math.max(plan.width, (effect?.x ?? 0) + clear.width),
    height: plan.height + top,
  });
}

/** A bone that has a page for itself goes up and down from the spine, so that half of the screen does not stay empty. */
function onBothSides(graph: DrawnGraph): DrawnGraph {
  const [bone] = graph.bones;
  if (bone === undefined || graph.bones.length > 1 || bone.causes.length < 3) return graph;
  const half = Math.ceil(bone.causes.length / 2);
  const [up, down] = [bone.causes.slice(0, half), bone.causes.slice(half)];
  return {
    ...graph,
    bones: [
      { ...bone, causes: up },
      { ...bone, id: `${bone.id}-more`, causes: down },
    ],
  };
}

function moved(
  plan: CanvasPlan,
  dx: number,
  dy: number,
  size: { readonly width: number; readonly height: number },
): CanvasPlan {
  const label = (each: PlacedLabel): PlacedLabel => ({ ...each, x: each.x + dx, y: each.y + dy });
  const bone = (each: PlacedBone): PlacedBone => ({
    ...each,
    x1: each.x1 + dx,
    x2: each.x2 + dx,
    y1: each.y1 + dy,
    y2: each.y2 + dy,
  });
  return { labels: plan.labels.map(label), bones: plan.bones.map(bone), ...size };
}

/** Which causes of its bone a page shows, 1-based in reading order, of how many; null where it shows them all. */
export function partOf(
  graph: DrawnGraph,
  page: CanvasPage,
): { readonly from: number; readonly to: number; readonly of: number } | null {
  const [bone] = page.graph.bones;
  const whole = graph.bones.filter(({ id }) => id === bone?.id);
  const all = causesIn({ ...graph, bones: whole });
  const shown = causesIn(page.graph);
  const from = all.findIndex(({ id }) => id === shown[0]?.id);
  if (page.graph.bones.length !== 1 || shown.length === all.length || from === -1) return null;
  return { from: from + 1, to: from + shown.length, of: all.length };
}

/** Whether a label says all of its text. */
export function saysAll({ text, lines }: Pick<PlacedLabel, 'text' | 'lines'>): boolean {
  const plain = (words: string): string => words.replaceAll(/\s/gu, '');
  return plain(lines.join('')) === plain(text);
}
