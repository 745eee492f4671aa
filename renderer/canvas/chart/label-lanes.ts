/** A label that wants to stand at `x`, `width` wide, in px. A greater `weight` is placed first. */
export type WantedLabel = { readonly x: number; readonly width: number; readonly weight: number };
export type PlacedLabel = { readonly index: number; readonly left: number; readonly lane: number };

/**
 * Gives each label a place right of its mark, left of it where the edge is near, in the first of `lanes` rows where it
 * touches no other. What finds no place is left out; the caller says how many.
 */
export function placeLabels(
  labels: readonly WantedLabel[],
  width: number,
  lanes: number,
  gap = 8,
): readonly PlacedLabel[] {
  const taken: { left: number; right: number; lane: number }[] = [];
  const placed: PlacedLabel[] = [];
  const order = labels.map((label, index) => ({ label, index })).toSorted((a, b) => b.label.weight - a.label.weight);
  for (const { label, index } of order) {
    const left = label.x + gap + label.width > width ? Math.max(0, label.x - gap - label.width) : label.x + gap;
    const right = left + label.width;
    if (right > width) continue;
    for (let lane = 0; lane < lanes; lane += 1) {
      const isFree = taken.every((each) => each.lane !== lane || right + gap <= each.left || left >= each.right + gap);
      if (!isFree) continue;
      taken.push({ left, right, lane });
      placed.push({ index, left, lane });
      break;
    }
  }
  return placed.toSorted((a, b) => a.index - b.index);
}

/** A close upper guess of how wide a text will be in the text face, in px: exact measure is not worth a layout here. */
export const guessTextWidth = (text: string, fontPx: number): number => text.length * fontPx * 0.56;

/** `text` cut to at most `length` characters, with an ellipsis where something is missing. */
export const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1)).trimEnd()}…`;
