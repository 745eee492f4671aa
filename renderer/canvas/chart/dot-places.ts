export type DotPlaces = {
  readonly before: readonly number[];
  readonly now: number | null;
  readonly usual: number | null;
};

/**
 * Where values stand on a strip `width` wide with `pad` free at both ends, px. What is usual stands in the middle, so
 * that strips under one another compare; without it the least value is left and the greatest right.
 */
export function dotPlaces(
  before: readonly number[],
  now: number | null,
  usual: number | null,
  width: number,
  pad: number,
): DotPlaces {
  const all = now === null ? before : [...before, now];
  const middle = usual ?? ((Math.max(...all) + Math.min(...all)) / 2 || 0);
  const reach = Math.max(...all.map((value) => Math.abs(value - middle)), 0);
  const half = width / 2 - pad;
  const place = (value: number): number =>
    Math.round((width / 2 + (reach === 0 ? 0 : ((value - middle) / reach) * half)) * 10) / 10;
  return {
    before: before.map(place),
    now: now === null ? null : place(now),
    usual: usual === null ? null : place(usual),
  };
}
