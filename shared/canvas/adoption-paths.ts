type Stretch = { readonly from: number; readonly to: number; readonly exposures: number; readonly total: number };
type Room = { readonly from: number; readonly to: number; readonly width: number; readonly height: number };

/**
 * Steps of the share `exposures / total`, one path per unbroken run of stretches; a stretch without exposures breaks the
 * line. x goes from `from` to `to`, y from 0 at a share of 1 to `height` at 0.
 */
export function adoptionPaths(points: readonly Stretch[], { from, to, width, height }: Room): readonly string[] {
  const x = (at: number): number => round((Math.min(Math.max(at, from), to) - from) * (width / (to - from || 1)));
  const paths: string[] = [];
  let run: string[] = [];
  let end: number | null = null;
  const close = (): void => {
    if (run.length > 0) paths.push(run.join(''));
    run = [];
  };
  for (const point of points) {
    if (point.to <= from || point.from >= to) continue;
    if (point.total === 0 || (end !== null && point.from > end)) close();
    end = point.to;
    if (point.total === 0) continue;
    const y = round(height * (1 - point.exposures / point.total));
    run.push(`${run.length === 0 ? 'M' : 'L'}${x(point.from)},${y}L${x(point.to)},${y}`);
  }
  close();
  return paths;
}

const round = (value: number): number => Math.round(value * 10) / 10;
