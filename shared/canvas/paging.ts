import { boneId, effectId, type DrawnBone, type DrawnCause, type DrawnGraph } from './drawn-graph.ts';
import { causesIn } from './pack-plan.ts';
import type { CanvasPlan, LayoutOptions } from './plan.ts';

/** The room there is on a screen, px, the text size that is wanted, and the smallest that can be read from every seat. */
export type CanvasRoom = {
  readonly width: number;
  readonly height: number;
  readonly unit: number;
  readonly minUnit: number;
};

export type CanvasPage = {
  /** `Configuration · 2 of 5`; empty where one page holds all. */
  readonly title: string;
  /** What the page shows. Below a cause of an earlier page that cause stands for the effect. */
  readonly graph: DrawnGraph;
  readonly options: LayoutOptions;
  readonly plan: CanvasPlan;
  /** It does not even fit alone, cut to one line, at the smallest text size; the view has to scroll. */
  readonly isTooLarge: boolean;
  /** Causes whose children stand on a later page, and its place in the list. */
  readonly continued: ReadonlyMap<string, number>;
};

export type CanvasPages = {
  readonly pages: readonly CanvasPage[];
  /** Px; one size for all pages, from the smallest to the wanted one unless a page is too large. */
  readonly unit: number;
  /** The page with a cause, a bone's first page, or the effect's; null for what is not in the graph. */
  pageOf(id: string): number | null;
};

type Layout = (graph: DrawnGraph, options: LayoutOptions) => CanvasPlan;

/** The options of a canvas by its text size: texts as wide as 11 times that, or as told, and four lines long at most. */
export const canvasOptions = (unit: number, wrap = 11, lines = 4): LayoutOptions => ({
  unit,
  wrap: wrap * unit,
  lines,
});

const wraps = [11, 9, 14, 18] as const;

/** A page to be: what it shows, and whose children it left for later. */
type Cut = { readonly graph: DrawnGraph; readonly bone: DrawnBone | null; readonly below: readonly DrawnCause[] };
type Fit = { readonly unit: number; readonly wrap: number; readonly lines: number };

/**
 * Fits a graph to a room without going below the smallest text size: whole where it fits, else a page for each bone,
 * else several for one bone, by its first causes, and below a cause that is too much for one page, by depth. Every cause
 * is on one page.
 */
export function pageGraph(graph: DrawnGraph, room: CanvasRoom, layout: Layout): CanvasPages {
  const fitOf = (drawn: DrawnGraph, lines = 4): Fit | null => bestFit(drawn, room, layout, lines);
  const whole = fitOf(graph);
  const cuts = whole === null ? cutsOf(graph, (drawn) => fitOf(drawn) !== null) : [{ graph, bone: null, below: [] }];
  const fits = cuts.map((cut) => fitOf(cut.graph) ?? fitOf(cut.graph, 2) ?? fitOf(cut.graph, 1));
  const unit = fits.reduce((least, fit) => Math.min(least, fit?.unit ?? room.minUnit), room.unit);
  const first = firstPages(cuts);
  const pages = cuts.map((cut, index): CanvasPage => {
    const fit = fits[index] ?? null;
    const options = canvasOptions(unit, fit?.wrap, fit?.lines ?? 1);
    return {
      title: cut.bone === null || cuts.length === 1 ? '' : `${cut.bone.title} · ${index + 1} of ${cuts.length}`,
      graph: cut.graph,
      options,
      plan: layout(cut.graph, options),
      isTooLarge: fit === null,
      continued: new Map(cut.below.map(({ id, children }) => [id, first.get(children[0]?.id ?? '') ?? index])),
    };
  });
  return { pages, unit, pageOf: (id) => first.get(id) ?? null };
}

function firstPages(cuts: readonly Cut[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>([[effectId, 0]]);
  for (const [index, { graph }] of cuts.entries())
    for (const id of [...graph.bones.map(boneId), ...causesIn(graph).map((cause) => cause.id)])
      if (!first.has(id)) first.set(id, index);
  return first;
}

/** The wrapping that allows the largest text; null where none fits at the smallest size. */
function bestFit(graph: DrawnGraph, room: CanvasRoom, layout: Layout, lines: number): Fit | null {
  let best: Fit | null = null;
  for (const wrap of wraps) {
    if (best !== null && best.unit >= room.unit) break;
    const plan = layout(graph, canvasOptions(room.minUnit, wrap, lines));
    const scale = Math.min(room.width / plan.width, room.height / plan.height);
    if (scale < 1) continue;
    const unit = largest(graph, room, layout, { unit: Math.min(room.unit, room.minUnit * scale), wrap, lines });
    if (best === null || unit > best.unit) best = { unit, wrap, lines };
  }
  return best;
}

/** A plan grows nearly in proportion to its text, since no gap falls below a pixel: steps down until it fits. */
function largest(graph: DrawnGraph, room: CanvasRoom, layout: Layout, { unit, wrap, lines }: Fit): number {
  for (let tried = Math.floor(unit * 100) / 100; tried > room.minUnit; tried *= 0.98) {
    const plan = layout(graph, canvasOptions(tried, wrap, lines));
    if (plan.width <= room.width && plan.height <= room.height) return tried;
  }
  return room.minUnit;
}

/** Causes of one bone that are still to be put on pages, below the effect or below a cause. */
type Stretch = {
  readonly effect: DrawnGraph['effect'];
  readonly bone: DrawnBone;
  readonly causes: readonly DrawnCause[];
};

function cutsOf(graph: DrawnGraph, doesFit: (graph: DrawnGraph) => boolean): readonly Cut[] {
  const cuts: Cut[] = [];
  const waiting: Stretch[] = graph.bones
    .filter(({ causes }) => causes.length > 0)
    .map((bone) => ({ effect: graph.effect, bone, causes: bone.causes }))
    .toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { effect, bone, causes } = next;
    const graphOf = (some: readonly DrawnCause[]): DrawnGraph => ({ effect, bones: [{ ...bone, causes: some }] });
    const count = longestRun(causes.length, (length) => doesFit(graphOf(causes.slice(0, length))));
    const rest = causes.slice(Math.max(1, count));
    if (rest.length > 0) waiting.push({ effect, bone, causes: rest });
    const [first] = causes;
    if (count > 0 || first === undefined) {
      cuts.push({ graph: graphOf(causes.slice(0, count)), bone, below: [] });
      continue;
    }
    const depth = Math.max(
      1,
      longestRun(depthOf(first) - 1, (levels) => doesFit(graphOf([downTo(first, levels)]))),
    );
    const below = atDepth(first, depth).filter(({ children }) => children.length > 0);
    cuts.push({ graph: graphOf([downTo(first, depth)]), bone, below });
    for (const { text, small, children } of below.toReversed())
      waiting.push({ effect: { text, small }, bone, causes: children });
  }
  return cuts.length > 0 ? cuts : [{ graph, bone: null, below: [] }];
}

/** The greatest number up to `most` that holds, where every smaller one holds too; tries 1, 2, 4, ..., then by halves. */
function longestRun(most: number, holds: (length: number) => boolean): number {
  let good = 0;
  let bad = 1;
  while (bad <= most && holds(bad)) [good, bad] = [bad, bad * 2];
  bad = Math.min(bad, most + 1);
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** The causes of one level of a tree; the tree's own cause is level 1. */
function atDepth(cause: DrawnCause, depth: number): readonly DrawnCause[] {
  let level: readonly DrawnCause[] = [cause];
  for (let at = 1; at < depth; at++) level = level.flatMap(({ children }) => children);
  return level;
}

function depthOf(cause: DrawnCause): number {
  let depth = 0;
  for (let level: readonly DrawnCause[] = [cause]; level.length > 0; depth++)
    level = level.flatMap(({ children }) => children);
  return depth;
}

/** A tree without what lies deeper than some levels; only as deep as a page is. */
const downTo = (cause: DrawnCause, depth: number): DrawnCause => ({
  ...cause,
  children: depth <= 1 ? [] : cause.children.map((child) => downTo(child, depth - 1)),
});
