/** The one of some words that is meant by another, by at most two slips of the hand; undefined where none is near. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const most = word.length <= 4 ? 1 : 2;
  const distances = known.map((each) => [each, slips(plain(word), plain(each), most)] as const);
  const [best] = distances.filter(([, distance]) => distance <= most).toSorted((a, b) => a[1] - b[1]);
  return best?.[0];
}

/** Letters changed, added, left out or swapped with their neighbour (optimal string alignment); more than `most` is `most + 1`. */
function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || a.length > 100) return most + 1;
  let [last, row]: readonly (readonly number[])[] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          (next[j - 1] ?? 0) + 1,
          (row?.[j] ?? 0) + 1,
          (row?.[j - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (last?.[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [last, row] = [row, next];
  }
  return row?.[b.length] ?? most + 1;
}
