import { boneId, effectId, type DrawnGraph } from './drawn-graph.ts';
import { gapOf, measureLabel, place } from './label-metrics.ts';
import { drawBone, measureBone, packBone, type Drawn, type PackedBone } from './pack-bone.ts';
import { normalised } from './pack-plan.ts';
import { chooseSides, clearFoot, withBone, type Side, type Stretch } from './pack-side.ts';
import type { CanvasPlan, LayoutOptions } from './plan.ts';

export type FishboneOptions = LayoutOptions & {
  /** Draws bones without causes too, as a canvas that is worked on does. */
  readonly withEmptyBones?: boolean;
  /** Draws what a cause leads to besides its parent. These lines may cross labels. */
  readonly withLinks?: boolean;
  /** The sides that bones had, by their ids (`sidesIn` of the plan before): they stay there. */
  readonly sides?: ReadonlyMap<string, Side>;
};

/**
 * Lays a cause graph out as a fishbone, the effect at the right. No two labels overlap, and no line crosses the label of
 * another (links aside). Bones of one side keep their order, left to right; they are placed from the effect leftwards, so
 * that adding a cause moves nothing that stands right of its bone.
 */
export function layoutFishbone(graph: DrawnGraph, options: FishboneOptions): CanvasPlan {
  const shown = graph.bones.filter(({ causes }) => causes.length > 0 || options.withEmptyBones === true);
  const measured = shown.map((bone) => measureBone(bone, options));
  const sides = chooseSides(measured, options.sides ?? new Map());
  const sideOf = (id: string): Side => sides.get(id) ?? 'up';
  const of = (side: Side): readonly PackedBone[] =>
    measured
      .filter(({ id }) => sideOf(id) === side)
      .map((bone) => packBone(bone, side, options))
      .toReversed();
  const effect = measureLabel({ id: effectId, kind: 'effect', ...graph.effect }, options);
  const drawn: Drawn = { labels: [], bones: [] };
  const tail = placeBones(of('up'), of('down'), effect.height / 2, options, drawn);
  drawn.labels.unshift(place(effect, arrow(options), -effect.height / 2));
  drawn.bones.unshift({ x1: tail, y1: 0, x2: 0, y2: 0, owner: effectId, kind: 'spine' });
  return normalised(drawn, gapOf(1, options), options.withLinks === true ? graph : null);
}

/** Between the arrow's tip, which is at x = 0, and the effect. */
const arrow = (options: LayoutOptions): number => gapOf(0.8, options);

/** Places pairs of bones from the effect leftwards, both feet of a pair at one joint; returns where the spine begins. */
function placeBones(
  up: readonly PackedBone[],
  down: readonly PackedBone[],
  reach: number,
  options: LayoutOptions,
  to: Drawn,
): number {
  const gap = gapOf(1.4, options);
  const start: readonly Stretch[] = [{ from: 0, to: reach + gapOf(0.5, options), left: -gapOf(1.6, options) }];
  const contours: { [S in Side]: readonly Stretch[] } = { up: start, down: start };
  let foot = -gap;
  for (let pair = 0; pair < Math.max(up.length, down.length); pair++) {
    const bones = { up: up[pair], down: down[pair] };
    for (const side of ['up', 'down'] as const) {
      const bone = bones[side];
      if (bone !== undefined) foot = Math.min(foot, clearFoot(contours[side], bone.outline, gap));
    }
    for (const side of ['up', 'down'] as const) {
      const bone = bones[side];
      if (bone === undefined) continue;
      contours[side] = withBone(contours[side], bone.outline, foot);
      drawBone(bone, side, foot, options, to);
    }
  }
  const lefts = to.labels.map(({ x }) => x);
  return lefts.reduce((least, x) => Math.min(least, x), foot) - gapOf(up.length === 0 ? 6 : 1, options);
}

/** On which side of the spine each bone of a plan lies, by the bone's own id. */
export function sidesIn(plan: CanvasPlan, graph: DrawnGraph): ReadonlyMap<string, Side> {
  const spine = plan.bones.find(({ kind }) => kind === 'spine')?.y1 ?? 0;
  const tops = new Map(plan.labels.filter(({ kind }) => kind === 'bone').map(({ id, y }) => [id, y]));
  const sides = new Map<string, Side>();
  for (const { id } of graph.bones) {
    const y = tops.get(boneId({ id }));
    if (y !== undefined) sides.set(id, y < spine ? 'up' : 'down');
  }
  return sides;
}
