import { area, line } from 'd3-shape';

/** One stretch of a series as it is drawn: epoch ms, least, greatest and last value. */
export type Stretch = { readonly time: number; readonly low: number; readonly high: number; readonly last: number };
type Columns = {
  readonly times: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
};

/**
 * Cuts samples where the source fell silent for longer than three usual steps, so that a missing hour is a hole in the
 * line and never a straight stroke across it.
 */
export function toRuns({ times, low, high, last }: Columns): readonly (readonly Stretch[])[] {
  const longest = 3 * usualStep(times);
  const runs: Stretch[][] = [];
  let before = -Infinity;
  for (const [index, time] of times.entries()) {
    if (runs.length === 0 || time - before > longest) runs.push([]);
    runs.at(-1)?.push({ time, low: low[index] ?? NaN, high: high[index] ?? NaN, last: last[index] ?? NaN });
    before = time;
  }
  return runs;
}

/** Median distance between neighbours; infinite for fewer than two samples. */
export function usualStep(times: Float64Array): number {
  if (times.length < 2) return Infinity;
  const steps = Float64Array.from(
    { length: times.length - 1 },
    (_, index) => (times[index + 1] ?? 0) - (times[index] ?? 0),
  );
  steps.sort();
  return steps[Math.floor(steps.length / 2)] ?? Infinity;
}

type Scale = (value: number) => number;

/** The SVG path of the last values, one stroke per run. */
export function linePath(runs: readonly (readonly Stretch[])[], x: Scale, y: Scale): string {
  const draw = line<Stretch>(
    (each) => x(each.time),
    (each) => y(each.last),
  ).digits(1);
  return runs.map((run) => draw(run) ?? '').join('');
}

/** The SVG path of the band between least and greatest; empty where every stretch is one sample. */
export function bandPath(runs: readonly (readonly Stretch[])[], x: Scale, y: Scale): string {
  if (runs.every((run) => run.every((each) => each.low === each.high))) return '';
  const draw = area<Stretch>(
    (each) => x(each.time),
    (each) => y(each.low),
    (each) => y(each.high),
  ).digits(1);
  return runs.map((run) => draw(run) ?? '').join('');
}

/** Index of the time nearest to `wanted`; times ascend. -1 when there is none. */
export function nearestIndex(times: Float64Array, wanted: number): number {
  let from = 0;
  let to = times.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((times[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  if (from === times.length) return times.length - 1;
  if (from > 0 && wanted - (times[from - 1] ?? 0) < (times[from] ?? 0) - wanted) return from - 1;
  return from;
}
