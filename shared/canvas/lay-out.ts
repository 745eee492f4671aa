import type { Canvas } from '../domain/cause/triage.ts';
import type { DrawnGraph } from './drawn-graph.ts';
import { layoutFishbone, type FishboneOptions } from './layout-fishbone.ts';
import { layoutWhys } from './layout-whys.ts';
import type { CanvasPlan } from './plan.ts';

/** Everything that a layout needs, as data: it may be asked of a worker. */
export type LayoutAsked = {
  readonly graph: DrawnGraph;
  readonly canvas: Canvas;
  readonly options: FishboneOptions;
};

/** The graph as the canvas asked for. */
export const layOut = ({ graph, canvas, options }: LayoutAsked): CanvasPlan =>
  canvas === 'fishbone' ? layoutFishbone(graph, options) : layoutWhys(graph, options);
