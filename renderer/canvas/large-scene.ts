import { createGridIndex, type GridIndex } from '../../shared/canvas/grid-index.ts';
import { barsOf, boneBox, isStraight, type Mark, type Tone } from '../../shared/canvas/level-of-detail.ts';
import type { CanvasPlan, PlacedBone, PlacedLabel } from '../../shared/canvas/plan.ts';

/** A plan made ready to be drawn again and again: what lies where, and what stands for it at a distance. */
export type Scene = {
  readonly plan: CanvasPlan;
  readonly labels: GridIndex;
  readonly bones: GridIndex;
  /** For each label, in the plan's order. */
  readonly bars: readonly (readonly Mark[])[];
  /** For each bone: its state where it is a cause's own. */
  readonly boneTones: readonly Tone[];
  /** For each bone: the mark that it is at a distance; null for a slanted one. */
  readonly boneMarks: readonly (Mark | null)[];
  readonly placeOf: ReadonlyMap<string, number>;
};

export function createScene(plan: CanvasPlan): Scene {
  const placeOf = new Map(plan.labels.map((label, place) => [label.id, place]));
  const toneOf = (bone: PlacedBone): Tone => {
    const cause = plan.labels[placeOf.get(bone.owner) ?? -1]?.cause;
    return bone.kind === 'twig' ? (cause?.state ?? 'line') : bone.kind === 'spine' ? 'head' : 'line';
  };
  const boneTones = plan.bones.map(toneOf);
  return {
    plan,
    labels: createGridIndex(plan.labels),
    bones: createGridIndex(plan.bones.map(boneBox)),
    bars: plan.labels.map(barsOf),
    boneTones,
    boneMarks: plan.bones.map((bone, place) =>
      isStraight(bone) && bone.kind !== 'link' ? { ...boneBox(bone), tone: boneTones[place] ?? 'line' } : null,
    ),
    placeOf,
  };
}

/** The label at a point of the plan, or the nearest one within reach. */
export function labelAt(scene: Scene, x: number, y: number, reach: number): PlacedLabel | undefined {
  let nearest: PlacedLabel | undefined;
  let least = Infinity;
  for (const place of scene.labels.within({ x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach })) {
    const label = scene.plan.labels[place];
    if (label === undefined) continue;
    const dx = Math.max(0, label.x - x, x - label.x - label.width);
    const dy = Math.max(0, label.y - y, y - label.y - label.height);
    const apart = dx * dx + dy * dy;
    if (apart < least) [nearest, least] = [label, apart];
  }
  return nearest;
}
