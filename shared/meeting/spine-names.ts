import type { SpineSegment } from './spine.ts';

/** Where an item's name stands: in its own part of the spine, raised above its neighbour's, or cut short in its part. */
export type SpineName = { readonly text: string; readonly raised: boolean; readonly minutes: boolean };

const padPx = 6;
const minutesPx = 56;

/**
 * Names for the parts of a spine `width` px wide, in their order, so that none covers another. A name that is too long for
 * its part is raised into a line of its own; where another raised name stands there already, it is cut with an ellipsis.
 * `textWidth` guesses px.
 */
export function spineNames(
  segments: readonly SpineSegment[],
  width: number,
  textWidth: (text: string) => number,
): readonly SpineName[] {
  let raisedEnd = -Infinity;
  return segments.map(({ title, start, width: share }) => {
    const own = share * width;
    const minutes = own >= minutesPx;
    const need = textWidth(title) + padPx;
    if (need <= own) return { text: title, raised: false, minutes };
    const left = start * width;
    if (left >= raisedEnd && left + need <= width) {
      raisedEnd = left + need + padPx;
      return { text: title, raised: true, minutes };
    }
    return { text: cut(title, own - padPx, textWidth), raised: false, minutes };
  });
}

function cut(text: string, px: number, textWidth: (text: string) => number): string {
  for (let length = text.length - 1; length > 0; length -= 1) {
    const short = `${text.slice(0, length).trimEnd()}…`;
    if (textWidth(short) <= px) return short;
  }
  return '';
}
