/**
 * Pairs two lists one to one so that as many as possible are paired and the sum of `distance` is least; of equal pairings
 * the one that pairs earlier things. Both lists are in the order of time, and pairs keep that order, which on a line loses
 * nothing. Returns index pairs [a, b]. Needs memory for a.length x b.length numbers.
 */
export function matchInTime<A, B>(
  as: readonly A[],
  bs: readonly B[],
  distance: (a: A, b: B) => number,
): (readonly [number, number])[] {
  const width = bs.length + 1;
  const cost = new Float64Array((as.length + 1) * width);
  const pairs = new Uint32Array(cost.length);
  const better = (at: number, than: number): boolean =>
    (pairs[at] ?? 0) > (pairs[than] ?? 0) ||
    ((pairs[at] ?? 0) === (pairs[than] ?? 0) && (cost[at] ?? 0) < (cost[than] ?? 0));
  const take = (to: number, from: number, more: number, added: number): void => {
    cost[to] = (cost[from] ?? 0) + added;
    pairs[to] = (pairs[from] ?? 0) + more;
  };
  const cell = (i: number, j: number): number => i * width + j;
  as.forEach((a, i) => {
    bs.forEach((b, j) => {
      const [here, up, left] = [cell(i + 1, j + 1), cell(i, j + 1), cell(i + 1, j)];
      take(here, better(up, left) ? up : left, 0, 0);
      const count = (pairs[cell(i, j)] ?? 0) + 1;
      const sum = (cost[cell(i, j)] ?? 0) + distance(a, b);
      if (count > (pairs[here] ?? 0) || (count === pairs[here] && sum < (cost[here] ?? 0)))
        take(here, cell(i, j), 1, distance(a, b));
    });
  });
  const found: (readonly [number, number])[] = [];
  const isSame = (x: number, y: number): boolean => cost[x] === cost[y] && pairs[x] === pairs[y];
  for (let i = as.length, j = bs.length; i > 0 && j > 0;) {
    if (isSame(cell(i, j), cell(i - 1, j))) i -= 1;
    else if (isSame(cell(i, j), cell(i, j - 1))) j -= 1;
    else {
      i -= 1;
      j -= 1;
      found.push([i, j]);
    }
  }
  return found.toReversed();
}
