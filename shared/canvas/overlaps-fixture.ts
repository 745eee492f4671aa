import type { Box, CanvasPlan, PlacedBone, PlacedLabel } from './plan.ts';

/**
 * What a plan must not have: pairs of labels that meet, and lines that meet the label of another owner, links aside. To
 * touch is to meet. Each is told as `one / other`. Independent of how plans are made: it looks at boxes and lines alone.
 */
export function overlapsIn(plan: CanvasPlan): {
  readonly labels: readonly string[];
  readonly lines: readonly string[];
} {
  const bands = createBands(plan.labels);
  const labels = new Set<string>();
  for (const [at, label] of plan.labels.entries())
    for (const other of bands.between(label.y, label.y + label.height))
      if (other > at && doMeet(label, plan.labels[other])) labels.add(`${label.id} / ${plan.labels[other]?.id ?? ''}`);
  const lines = new Set<string>();
  for (const line of plan.bones)
    for (const at of line.kind === 'link' ? [] : bands.along(line)) {
      const label = plan.labels[at];
      if (label !== undefined && label.id !== line.owner && doesCross(line, label))
        lines.add(`${line.kind} of ${line.owner} / ${label.id}`);
    }
  return { labels: [...labels], lines: [...lines] };
}

const doMeet = (a: Box, b: Box | undefined): boolean =>
  b !== undefined && a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;

/** Cuts the line to the box's height, then to its width (Liang and Barsky). */
export function doesCross({ x1, y1, x2, y2 }: PlacedBone, { x, y, width, height }: Box): boolean {
  let [from, to] = [0, 1];
  const clip = (start: number, change: number, low: number, high: number): boolean => {
    if (change === 0) return start >= low && start <= high;
    const [a, b] = [(low - start) / change, (high - start) / change];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
    return from <= to;
  };
  return clip(x1, x2 - x1, x, x + width) && clip(y1, y2 - y1, y, y + height);
}

type Bands = {
  between(top: number, bottom: number): Iterable<number>;
  along(line: PlacedBone): Iterable<number>;
};

/** Labels by the horizontal bands they lie in, and in each by their left edge, so that a long plan stays quick to check. */
function createBands(labels: readonly PlacedLabel[]): Bands {
  const height = labels.reduce((sum, label) => sum + label.height, 1) / Math.max(1, labels.length);
  const bands = new Map<number, number[]>();
  const bandOf = (y: number): number => Math.floor(y / height);
  for (const [at, label] of labels.entries())
    for (let band = bandOf(label.y); band <= bandOf(label.y + label.height); band++) {
      const held = bands.get(band);
      if (held === undefined) bands.set(band, [at]);
      else held.push(at);
    }
  const between = function* (top: number, bottom: number): Iterable<number> {
    for (let band = bandOf(top); band <= bandOf(bottom); band++) yield* bands.get(band) ?? [];
  };
  return { between, along: ({ y1, y2 }) => between(Math.min(y1, y2), Math.max(y1, y2)) };
}
