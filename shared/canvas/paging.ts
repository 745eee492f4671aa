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
  readonly pageOf: (id: string) => number | null;
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
/** How texts are wrapped so that a graph fits, and by how much the smallest text size may grow then. */
type Fit = { readonly wrap: number; readonly lines: number; readonly scale: number };

/**
 * Fits a graph to a room without going below the smallest text size: whole where it fits, else a page for each bone,
 * else several for one bone, by its first causes, and below a cause that is too much for one page, by depth. Every cause
 * is on one page.
 */
export function pageGraph(graph: DrawnGraph, room: CanvasRoom, layout: Layout): CanvasPages {
  const fitOf = createFit(room, layout);
  const whole = bestFit(graph, room, layout);
  const cuts = whole === null ? cutsOf(graph, (drawn) => fitOf(drawn) !== null) : [{ graph, bone: null, below: [] }];
  const fits =
    whole === null ? cuts.map((cut) => fitOf(cut.graph) ?? fitOf(cut.graph, 2) ?? fitOf(cut.graph, 1)) : [whole];
  const first = firstPages(cuts);
  const { unit, plans } = atOneSize(cuts, fits, room, layout);
  const pages = cuts.map((cut, index): CanvasPage => {
    const { options, plan } = plans[index] ?? planAt(cut, null, unit, layout);
    return {
      title: cut.bone === null || cuts.length === 1 ? '' : `${cut.bone.title} · ${index + 1} of ${cuts.length}`,
      graph: cut.graph,
      options,
      plan,
      isTooLarge: fits[index] === null,
      continued: new Map(cut.below.map(({ id, children }) => [id, first.get(children[0]?.id ?? '') ?? index])),
    };
  });
  return { pages, unit, pageOf: (id) => first.get(id) ?? null };
}

type Planned = { readonly options: LayoutOptions; readonly plan: CanvasPlan };

function planAt({ graph }: Cut, fit: Fit | null, unit: number, layout: Layout): Planned {
  const options = canvasOptions(unit, fit?.wrap, fit?.lines ?? 1);
  return { options, plan: layout(graph, options) };
}

/**
 * Every page at the largest text size that all of them allow. A plan grows only nearly in proportion to its text, since
 * no gap falls below a pixel, so the size steps down until all fit.
 */
function atOneSize(
  cuts: readonly Cut[],
  fits: readonly (Fit | null)[],
  room: CanvasRoom,
  layout: Layout,
): { readonly unit: number; readonly plans: readonly Planned[] } {
  const scale = fits.reduce((least, fit) => Math.min(least, fit?.scale ?? 1), Infinity);
  let unit = Math.max(room.minUnit, Math.floor(Math.min(room.unit, room.minUnit * scale) * 100) / 100);
  const atUnit = (): readonly Planned[] => cuts.map((cut, index) => planAt(cut, fits[index] ?? null, unit, layout));
  let plans = atUnit();
  while (unit > room.minUnit && plans.some(({ plan }) => scaleIn(plan, room) < 1)) {
    unit = Math.max(room.minUnit, unit * 0.98);
    plans = atUnit();
  }
  return { unit, plans };
}

const scaleIn = (plan: CanvasPlan, room: CanvasRoom): number =>
  Math.min(room.width / plan.width, room.height / plan.height);

function firstPages(cuts: readonly Cut[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>([[effectId, 0]]);
  for (const [index, { graph }] of cuts.entries())
    for (const id of [...graph.bones.map(boneId), ...causesIn(graph).map((cause) => cause.id)])
      if (!first.has(id)) first.set(id, index);
  return first;
}

function fitAt(
  graph: DrawnGraph,
  { minUnit, ...room }: CanvasRoom,
  layout: Layout,
  wrap: number,
  lines = 4,
): Fit | null {
  const plan = layout(graph, canvasOptions(minUnit, wrap, lines));
  const scale = scaleIn(plan, { minUnit, ...room });
  return scale < 1 ? null : { wrap, lines, scale };
}

/** The wrapping that allows the largest text; null where none fits at the smallest size. */
function bestFit(graph: DrawnGraph, room: CanvasRoom, layout: Layout): Fit | null {
  let best: Fit | null = null;
  for (const wrap of wraps) {
    const fit = fitAt(graph, room, layout, wrap);
    if (fit !== null && (best === null || fit.scale > best.scale)) best = fit;
    if (best !== null && room.minUnit * best.scale >= room.unit) break;
  }
  return best;
}

/** The first wrapping that fits at the smallest size, asked for once for each graph and number of lines. */
function createFit(room: CanvasRoom, layout: Layout): (graph: DrawnGraph, lines?: number) => Fit | null {
  const known = new WeakMap<DrawnGraph, Map<number, Fit | null>>();
  return (graph, lines = 4) => {
    const before = known.get(graph)?.get(lines);
    if (before !== undefined) return before;
    const fit = wraps.reduce<Fit | null>((found, wrap) => found ?? fitAt(graph, room, layout, wrap, lines), null);
    known.set(graph, (known.get(graph) ?? new Map<number, Fit | null>()).set(lines, fit));
    return fit;
  };
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
    const runs = new Map<number, DrawnGraph>();
    const run = (length: number): DrawnGraph => {
      const made = runs.get(length) ?? graphOf(causes.slice(0, length));
      runs.set(length, made);
      return made;
    };
    const count = longestRun(causes.length, (length) => doesFit(run(length)));
    const rest = causes.slice(Math.max(1, count));
    if (rest.length > 0) waiting.push({ effect, bone, causes: rest });
    const [first] = causes;
    if (count > 0 || first === undefined) {
      cuts.push({ graph: run(count), bone, below: [] });
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
