/** Above and below the spine a bone is laid out alike, in px away from the spine and right of the bone's foot. */
export type Side = 'up' | 'down';

/** A stretch away from the spine and the leftmost x in it. */
export type Stretch = { readonly from: number; readonly to: number; readonly left: number };

/** A bone's outline: the slanted line from (0, 0) to (-slope * length, length), and the header beyond its end. */
export type Outline = {
  readonly length: number;
  readonly header: { readonly from: number; readonly to: number; readonly right: number };
  /** From the spine to the outer end without a gap, sorted. */
  readonly stretches: readonly Stretch[];
};

/** Px left for each px away from the spine. */
export const slope = 0.45;

/**
 * The rightmost foot at which a bone clears all that a side holds so far, which is told by its contour. What the bone
 * carries lies left of it, so only its line and its header can touch what stands to the right.
 */
export function clearFoot(contour: readonly Stretch[], bone: Outline, gap: number): number {
  let foot = Infinity;
  for (const { from, to, left } of contour) {
    if (from <= bone.length) foot = Math.min(foot, left - gap + Math.max(0, from) * slope);
    if (from < bone.header.to && to > bone.header.from) foot = Math.min(foot, left - gap - bone.header.right);
  }
  return foot;
}

/** The contour once a bone stands at its foot: it is left of all before it as far as it reaches. */
export function withBone(contour: readonly Stretch[], bone: Outline, foot: number): readonly Stretch[] {
  const own = bone.stretches.map((each) => ({ ...each, left: foot + each.left }));
  const reach = own.at(-1)?.to ?? 0;
  const beyond = contour
    .filter((each) => each.to > reach)
    .map((each) => ({ ...each, from: Math.max(reach, each.from) }));
  return [...own, ...beyond];
}

/**
 * Which side each bone goes to: the longest first, each to the side that is shorter so far, neither side more than one
 * bone ahead. Bones that had a side keep it, so that nothing jumps across while a canvas is worked on.
 */
export function chooseSides(
  bones: readonly { readonly id: string; readonly length: number }[],
  kept: ReadonlyMap<string, Side>,
): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  const sum = { up: 0, down: 0 };
  const count = { up: 0, down: 0 };
  const most = Math.ceil(bones.length / 2);
  const put = (bone: { readonly id: string; readonly length: number }, side: Side): void => {
    sides.set(bone.id, side);
    sum[side] += bone.length;
    count[side]++;
  };
  for (const bone of bones) {
    const side = kept.get(bone.id);
    if (side !== undefined) put(bone, side);
  }
  const free = bones.filter(({ id }) => !sides.has(id)).toSorted((a, b) => b.length - a.length);
  for (const bone of free) {
    const shorter = sum.up <= sum.down ? 'up' : 'down';
    put(bone, count[shorter] < most ? shorter : shorter === 'up' ? 'down' : 'up');
  }
  return sides;
}
