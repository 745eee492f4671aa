/** Where something stands in a text; lines and columns count from 1, columns in UTF-16 code units. */
export type TextPlace = { readonly line: number; readonly column: number };

/**
 * Tells the place of an offset in a text. Read from the text itself: a reader's own count of lines is only as good as
 * its errors let it become, and those are when a place is asked for.
 */
export function createTextPlaces(text: string): (offset: number) => TextPlace {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const within = Math.min(Math.max(0, offset), text.length);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= within) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: within - (starts[low] ?? 0) + 1 };
  };
}
