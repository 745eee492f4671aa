/**
 * A series and, above it, the least and greatest of each 8, 64, 512 ... of its samples, so that any stretch of it is
 * summed up by a handful of steps. `times` ascend, in ms since 1970 UTC; a base of summaries has `low` and `high` apart.
 */
export type Pyramid = {
  readonly times: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Level 1 first. */
  readonly lows: readonly Float64Array[];
  readonly highs: readonly Float64Array[];
  /** Median distance between neighbours in ms; infinite for fewer than two samples. */
  readonly step: number;
};

const fanOut = 8;
const shift = 3;

/** Builds the levels. Values that are no number are passed over, not counted as zero. */
export function createPyramid(times: Float64Array, low: Float64Array, high: Float64Array = low): Pyramid {
  const lows: Float64Array[] = [];
  const highs: Float64Array[] = [];
  for (let [below, above] = [low, high]; below.length > fanOut;) {
    const [least, greatest] = [foldBy(below, 'least'), foldBy(above, 'greatest')];
    lows.push(least);
    highs.push(greatest);
    [below, above] = [least, greatest];
  }
  return { times, low, high, lows, highs, step: usualStep(times, 0, times.length) };
}

function foldBy(values: Float64Array, which: 'least' | 'greatest'): Float64Array {
  const out = new Float64Array(Math.ceil(values.length / fanOut));
  const isLeast = which === 'least';
  for (let group = 0, i = 0; group < out.length; group += 1) {
    const end = Math.min(values.length, i + fanOut);
    let best = isLeast ? Infinity : -Infinity;
    for (; i < end; i += 1) {
      const value = values[i] as number;
      if (isLeast ? value < best : value > best) best = value;
    }
    out[group] = best;
  }
  return out;
}

/** Median distance in ms between neighbours among [begin, end), over at most 256 of them; infinite for fewer than two. */
export function usualStep(times: Float64Array, begin: number, end: number): number {
  const count = end - begin - 1;
  if (count < 1) return Infinity;
  const stride = Math.max(1, Math.floor(count / 256));
  const steps = new Float64Array(Math.ceil(count / stride));
  for (let i = 0, from = begin; from < begin + count; i += 1, from += stride)
    steps[i] = (times[from + 1] as number) - (times[from] as number);
  steps.sort();
  return steps[steps.length >> 1] ?? Infinity;
}

/** Index of the first time that is not before `at`. */
export function firstAt(times: Float64Array, at: number, from = 0): number {
  let low = from;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As {@link firstAt}, where the answer is likely about `usual` places after `from`: looks there first, then further. */
function nextAt(times: Float64Array, at: number, from: number, usual: number): number {
  let low = from;
  let high = from;
  for (let reach = usual; high < times.length && (times[high] as number) < at; reach *= 2) {
    low = high;
    high = Math.min(times.length, from + reach);
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One column of a picture per px: first and last sample in it (-1: none), its least and greatest value. */
export type PixelColumns = {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
};

export const createColumns = (width: number): PixelColumns => ({
  first: new Int32Array(width),
  last: new Int32Array(width),
  low: new Float64Array(width),
  high: new Float64Array(width),
});

/** Sums [from, to) up in as many columns as `out` has, exactly: no sample that sticks out is lost. Fills `out`. */
export function sumUp(pyramid: Pyramid, from: number, to: number, out: PixelColumns): void {
  const width = out.first.length;
  const size = (to - from) / width;
  let begin = firstAt(pyramid.times, from);
  let usual = 1;
  for (let column = 0; column < width; column += 1) {
    const end = nextAt(pyramid.times, column === width - 1 ? to : from + (column + 1) * size, begin, usual);
    usual = Math.max(1, end - begin);
    out.first[column] = end > begin ? begin : -1;
    out.last[column] = end > begin ? end - 1 : -1;
    out.low[column] = extreme(pyramid.low, pyramid.lows, begin, end, true);
    out.high[column] = extreme(pyramid.high, pyramid.highs, begin, end, false);
    begin = end;
  }
}

/** Least or greatest of the samples [begin, end): infinite where there is none. */
function extreme(
  base: Float64Array,
  levels: readonly Float64Array[],
  begin: number,
  end: number,
  isLeast: boolean,
): number {
  let best = isLeast ? Infinity : -Infinity;
  let values = base;
  let level = 0;
  let from = begin;
  let to = end;
  while (from < to) {
    const next = levels[level];
    const whole = next === undefined || to - from < fanOut * 2;
    const inner = whole ? to : Math.min(to, (from + fanOut - 1) & -fanOut);
    for (; from < inner; from += 1) {
      const value = values[from] as number;
      if (isLeast ? value < best : value > best) best = value;
    }
    if (whole) break;
    for (const last = to & -fanOut; to > last;) {
      to -= 1;
      const value = values[to] as number;
      if (isLeast ? value < best : value > best) best = value;
    }
    from >>= shift;
    to >>= shift;
    values = next;
    level += 1;
  }
  return best;
}
