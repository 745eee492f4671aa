import { createGridIndex, type GridIndex } from '../../shared/canvas/grid-index.ts';
import { barsOf, boneBox, isStraight, type Mark, type Tone } from '../../shared/canvas/level-of-detail.ts';
import type { Box, CanvasPlan, PlacedBone, PlacedLabel } from '../../shared/canvas/plan.ts';

/** A plan made ready to be drawn again and again: what lies where, and what stands for it at a distance. */
export type Scene = {
  readonly plan: CanvasPlan;
  /** Places of the labels, and of the bones, that an area of the plan touches. */
  readonly labelsIn: (area: Box) => readonly number[];
  readonly bonesIn: (area: Box) => readonly number[];
  /** The bars that stand for a label's words. */
  readonly barsAt: (place: number) => readonly Mark[];
  /** For each bone: its state where it is a cause's own. */
  readonly boneTones: readonly Tone[];
  /** For each bone: the mark that it is at a distance; null for a slanted one. */
  readonly boneMarks: readonly (Mark | null)[];
  /** Where the causes below a gated one meet its line, by the place of its label. */
  readonly gates: ReadonlyMap<number, PlacedGate>;
  readonly placeOf: ReadonlyMap<string, number>;
};

export function createScene(plan: CanvasPlan): Scene {
  const placeOf = new Map(plan.labels.map((label, place) => [label.id, place]));
  const toneOf = (bone: PlacedBone): Tone => {
    if (bone.kind === 'twig') return plan.labels[placeOf.get(bone.owner) ?? -1]?.cause?.state ?? 'line';
    return bone.kind === 'spine' ? 'head' : 'line';
  };
  const boneTones = plan.bones.map(toneOf);
  const bars: (readonly Mark[] | undefined)[] = [];
  return {
    plan,
    labelsIn: finder(plan, plan.labels.length, () => plan.labels),
    bonesIn: finder(plan, plan.bones.length, () => plan.bones.map(boneBox)),
    barsAt: (place) => {
      const label = plan.labels[place];
      return (bars[place] ??= label === undefined ? [] : barsOf(label));
    },
    boneTones,
    boneMarks: plan.bones.map((bone, place) =>
      isStraight(bone) && bone.kind !== 'link' ? markOf(bone, boneTones[place] ?? 'line') : null,
    ),
    gates: gatesIn(plan),
    placeOf,
  };
}

export type PlacedGate = { readonly x: number; readonly y: number; readonly gate: 'and' | 'or'; readonly size: number };

function gatesIn({ labels, bones }: CanvasPlan): ReadonlyMap<number, PlacedGate> {
  const firstBelow = new Map<string, number>();
  const gates = new Map<number, PlacedGate>();
  for (const [place, { cause }] of labels.entries())
    if (cause !== null && cause.gate !== 'none' && cause.children[0] !== undefined)
      firstBelow.set(cause.children[0].id, place);
  if (firstBelow.size === 0) return gates;
  for (const { kind, owner, x1, y1, x2 } of bones) {
    const place = kind === 'branch' && x1 === x2 ? firstBelow.get(owner) : undefined;
    const label = place === undefined ? undefined : labels[place];
    const gate = label?.cause?.gate;
    if (place === undefined || label === undefined || gate === undefined || gate === 'none') continue;
    gates.set(place, { x: x1, y: y1, gate, size: label.size });
  }
  return gates;
}

/** Looks into an index that is made when part of the plan is first asked for: the first paint is of the whole. */
function finder(plan: CanvasPlan, count: number, boxes: () => readonly Box[]): (area: Box) => readonly number[] {
  let all: readonly number[] | undefined;
  let index: GridIndex | undefined;
  return (area) => {
    const isWhole =
      area.x <= 0 && area.y <= 0 && area.x + area.width >= plan.width && area.y + area.height >= plan.height;
    if (isWhole) return (all ??= Array.from({ length: count }, (_, place) => place));
    return (index ??= createGridIndex(boxes())).within(area);
  };
}

const markOf = ({ x1, y1, x2, y2 }: PlacedBone, tone: Tone): Mark => ({
  x: Math.min(x1, x2),
  y: Math.min(y1, y2),
  width: Math.abs(x2 - x1),
  height: Math.abs(y2 - y1),
  tone,
});

/** The label at a point of the plan, or the nearest one within reach. */
export function labelAt(scene: Scene, x: number, y: number, reach: number): PlacedLabel | undefined {
  let nearest: PlacedLabel | undefined;
  let least = Infinity;
  for (const place of scene.labelsIn({ x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach })) {
    const label = scene.plan.labels[place];
    if (label === undefined) continue;
    const dx = Math.max(0, label.x - x, x - label.x - label.width);
    const dy = Math.max(0, label.y - y, y - label.y - label.height);
    const apart = dx * dx + dy * dy;
    if (apart < least) [nearest, least] = [label, apart];
  }
  return nearest;
}
