/** A label that wants to stand beside its mark at `x`, `width` wide, in px. A greater `weight` is placed first. */
export type WantedLabel = { readonly x: number; readonly width: number; readonly weight: number };

/**
 * Lane 0 is nearest to the line the marks stand on; side 1 is below it. `textX` and `anchor` are where SVG text of it
 * begins or ends, so that it stays close to its stem whatever its real width.
 */
export type PlacedLabel = {
  readonly index: number;
  readonly left: number;
  readonly textX: number;
  readonly anchor: 'start' | 'end';
  readonly lane: number;
  readonly side: 0 | 1;
};

export type Room = { readonly width: number; readonly lanes: number; readonly sides: 1 | 2; readonly gap?: number };

type Placed = PlacedLabel & { readonly x: number; readonly right: number };

/**
 * Gives each label a place right or left of its mark's stem, in the nearest lane where it covers no other label and no
 * stem runs through it. What finds no place is left out; its mark still stands on the line.
 */
export function placeLabels(labels: readonly WantedLabel[], room: Room): readonly PlacedLabel[] {
  const placed: Placed[] = [];
  const order = labels.map((label, index) => ({ label, index })).toSorted(firstPlaced);
  for (const { label, index } of order) {
    const place = candidates(label, index, room).find((each) => isFree(each, placed, room.gap ?? 6));
    if (place !== undefined) placed.push(place);
  }
  return placed.toSorted((a, b) => a.index - b.index).map(({ x: _x, right: _right, ...label }) => label);
}

type Ordered = { readonly label: WantedLabel };

/** By weight; of two alike the right one first, so that those on its left find a lane above it. */
const firstPlaced = (a: Ordered, b: Ordered): number => b.label.weight - a.label.weight || b.label.x - a.label.x;

function candidates(label: WantedLabel, index: number, { width, lanes, sides, gap = 6 }: Room): readonly Placed[] {
  const places: Placed[] = [];
  const first = sides === 1 ? 0 : index % 2;
  for (let lane = 0; lane < lanes; lane += 1) {
    for (let turn = 0; turn < sides; turn += 1) {
      const side = ((first + turn) % 2) as 0 | 1;
      for (const anchor of ['start', 'end'] as const) {
        const textX = anchor === 'start' ? label.x + gap : label.x - gap;
        const left = anchor === 'start' ? textX : textX - label.width;
        const right = left + label.width;
        if (left >= 0 && right <= width) places.push({ index, x: label.x, left, textX, anchor, right, lane, side });
      }
    }
  }
  return places;
}

function isFree(place: Placed, placed: readonly Placed[], gap: number): boolean {
  return placed.every((other) => {
    if (other.side !== place.side) return true;
    const covers = other.lane === place.lane && place.left < other.right + gap && other.left < place.right + gap;
    const isCut = other.lane >= place.lane && other.x > place.left - 2 && other.x < place.right + 2;
    const cuts = place.lane >= other.lane && place.x > other.left - 2 && place.x < other.right + 2;
    return !covers && !isCut && !cuts;
  });
}

/** A close upper guess of how wide a text will be in the text face, in px: exact measure is not worth a layout here. */
export const guessTextWidth = (text: string, fontPx: number): number => text.length * fontPx * 0.56;

/** `text` cut to at most `length` characters, with an ellipsis where something is missing. */
export const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1)).trimEnd()}…`;
