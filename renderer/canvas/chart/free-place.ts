/** What a text must keep clear of, in px; a line through the chart is as wide as nothing. */
export type Obstacle = { readonly from: number; readonly to: number };

/**
 * The left edge nearest to `wanted` at which a text `width` wide lies within [0, room] and keeps `gap` px from every
 * obstacle; as near to `wanted` as the room lets it be where it is free nowhere. All in px.
 */
export function freePlace(
  wanted: number,
  width: number,
  obstacles: readonly Obstacle[],
  room: number,
  gap: number,
): number {
  const inside = Math.max(0, Math.min(wanted, room - width));
  const isFree = (left: number): boolean =>
    left >= 0 &&
    left + width <= room &&
    obstacles.every(({ from, to }) => left >= to + gap || left + width <= from - gap);
  return (
    [inside, ...obstacles.flatMap(({ from, to }) => [to + gap, from - gap - width])]
      .filter(isFree)
      .reduce((best: number | null, left) => nearer(best, left, wanted), null) ?? inside
  );
}

const nearer = (best: number | null, left: number, wanted: number): number =>
  best === null || Math.abs(left - wanted) < Math.abs(best - wanted) ? left : best;
