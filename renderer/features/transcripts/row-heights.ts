/**
 * Where each of many rows of unlike height stands, px from the list's top: a Fenwick tree over the heights, so that one
 * row that turns out higher than was thought moves 200,000 others in 18 steps. (Fenwick 1994, "A new data structure for
 * cumulative frequency tables".)
 */
export type RowHeights = {
  readonly count: number;
  heightOf(row: number): number;
  /** Tells how much the row grew. */
  set(row: number, height: number): number;
  topOf(row: number): number;
  total(): number;
  /** The row at a place; the first above the list, the last below it. */
  rowAt(top: number): number;
};

/** `heightOf` is asked once for each row; heights are above 0. */
export function createRowHeights(count: number, heightOf: (row: number) => number): RowHeights {
  const heights = new Float64Array(count);
  const sums = new Float64Array(count + 1);
  for (let row = 0; row < count; row += 1) {
    heights[row] = heightOf(row);
    sums[row + 1] = (sums[row + 1] ?? 0) + (heights[row] ?? 0);
  }
  for (let node = 1; node <= count; node += 1) {
    const above = node + (node & -node);
    if (above <= count) sums[above] = (sums[above] ?? 0) + (sums[node] ?? 0);
  }
  const topOf = (row: number): number => {
    let top = 0;
    for (let node = Math.min(count, row); node > 0; node -= node & -node) top += sums[node] ?? 0;
    return top;
  };
  return {
    count,
    heightOf: (row) => heights[row] ?? 0,
    set: (row, height) => {
      const grown = height - (heights[row] ?? height);
      if (grown === 0) return 0;
      heights[row] = height;
      for (let node = row + 1; node <= count; node += node & -node) sums[node] = (sums[node] ?? 0) + grown;
      return grown;
    },
    topOf,
    total: () => topOf(count),
    rowAt: (top) => {
      let node = 0;
      let left = top;
      for (let step = 1 << Math.floor(Math.log2(Math.max(1, count))); step > 0; step >>= 1) {
        const next = node + step;
        if (next > count || (sums[next] ?? 0) > left) continue;
        node = next;
        left -= sums[next] ?? 0;
      }
      return Math.min(node, Math.max(0, count - 1));
    },
  };
}
