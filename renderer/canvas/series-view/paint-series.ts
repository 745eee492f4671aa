import {
  createColumns,
  firstAt,
  sumUp,
  usualStep,
  type PixelColumns,
  type Pyramid,
} from '../../../shared/analysis/pyramid.ts';
import type { Span } from '../chart/window.ts';

/** Where the plot lies on the canvas, CSS px, and how many device px one of them has. */
export type PlotBox = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly density: number;
};
/** `band` is for columns that hold more than one sample, drawn from the least to the greatest. */
export type PaintColours = { readonly line: string; readonly band: string; readonly silent: string };

/** What is in view: the columns of the picture and the least and greatest value among them; null where there is none. */
export type SeriesInView = {
  readonly columns: PixelColumns;
  readonly extent: readonly [number, number] | null;
};

/** How many usual steps without a sample are silence, which is drawn as a gap and never as a stroke across. */
const silentSteps = 3;
/** Silence shorter than three of these is not seen, px. */
const smallestGapPx = 0.75;

/** Sums what is in view up, one column per device px. */
export function seriesInView(pyramid: Pyramid, span: Span, box: PlotBox): SeriesInView {
  const width = Math.max(1, Math.round((box.right - box.left) * box.density));
  const columns = createColumns(width);
  sumUp(pyramid, span.from, span.to, columns);
  let [least, greatest] = [Infinity, -Infinity];
  for (let i = 0; i < width; i += 1) {
    if ((columns.low[i] as number) < least) least = columns.low[i] as number;
    if ((columns.high[i] as number) > greatest) greatest = columns.high[i] as number;
  }
  return { columns, extent: least <= greatest ? [least, greatest] : null };
}

/** Draws the series into its box. `y` gives CSS px. Clears the whole canvas first. */
export function paintSeries(
  context: CanvasRenderingContext2D,
  pyramid: Pyramid,
  span: Span,
  { columns }: SeriesInView,
  box: PlotBox,
  y: (value: number) => number,
  colours: PaintColours,
): void {
  context.setTransform(box.density, 0, 0, box.density, 0, 0);
  context.clearRect(0, 0, box.right + 8, box.bottom + 40);
  context.strokeStyle = context.fillStyle = colours.line;
  context.lineWidth = 1.25;
  context.lineJoin = 'round';
  const begin = firstAt(pyramid.times, span.from);
  const end = firstAt(pyramid.times, span.to, begin);
  // A source may be asked more often over the years: what is silence is told by the samples in view.
  const step = usualStep(pyramid.times, Math.max(0, begin - 1), Math.min(pyramid.times.length, end + 1));
  const inView = { ...pyramid, step: Math.max(step, smallestGapPx * ((span.to - span.from) / (box.right - box.left))) };
  if (pyramid.low !== pyramid.high && end - begin < columns.first.length)
    paintSummaries(context, inView, span, box, y, begin, end);
  else if (end - begin < columns.first.length / 2) paintPoints(context, inView, span, box, y, begin, end);
  else {
    context.fillStyle = colours.band;
    paintColumns(context, inView, columns, box, y);
  }
  context.strokeStyle = colours.silent;
  paintSilence(context, inView, span, columns, box);
}

const scaleX = (span: Span, box: PlotBox): ((time: number) => number) => {
  const factor = (box.right - box.left) / (span.to - span.from);
  return (time) => box.left + (time - span.from) * factor;
};

/** Fewer samples than px: a line from sample to sample, one beyond each edge, broken where the source was silent. */
function paintPoints(
  context: CanvasRenderingContext2D,
  { times, low, step }: Pyramid,
  span: Span,
  box: PlotBox,
  y: (value: number) => number,
  begin: number,
  end: number,
): void {
  const x = scaleX(span, box);
  const dots = (box.right - box.left) / Math.max(1, end - begin) > 8;
  context.save();
  context.beginPath();
  context.rect(box.left, 0, box.right - box.left, box.bottom + 8);
  context.clip();
  context.beginPath();
  let before = -Infinity;
  for (let i = Math.max(0, begin - 1); i < Math.min(times.length, end + 1); i += 1) {
    const [time, value] = [times[i] as number, low[i] as number];
    if (Number.isNaN(value)) continue;
    const [px, py] = [x(time), y(value)];
    if (before === -Infinity || time - before > silentSteps * step) context.moveTo(px, py);
    else context.lineTo(px, py);
    before = time;
  }
  context.stroke();
  if (dots || end - begin === 1)
    for (let i = begin; i < end; i += 1) context.fillRect(x(times[i] as number) - 1.5, y(low[i] as number) - 1.5, 3, 3);
  context.restore();
}

/** As many samples as px or more: in each column from its least to its greatest, joined to the column before. */
function paintColumns(
  context: CanvasRenderingContext2D,
  { times, low, step }: Pyramid,
  { first, last, low: least, high: greatest }: PixelColumns,
  box: PlotBox,
  y: (value: number) => number,
): void {
  const thickness = 1 / box.density;
  const thin = Math.max(thickness, 1);
  let before = -1;
  for (let column = 0; column < first.length; column += 1) {
    const from = first[column] as number;
    if (from < 0) continue;
    let top = y(greatest[column] as number);
    let bottom = y(least[column] as number);
    if (before >= 0 && (times[from] as number) - (times[before] as number) <= silentSteps * step) {
      const joined = y(low[before] as number);
      if (joined < top) top = joined;
      if (joined > bottom) bottom = joined;
    }
    context.fillRect(box.left + column * thickness, top - thin / 2, thickness, Math.max(thin, bottom - top));
    before = last[column] as number;
  }
}

/** Entries that are summaries: each a box from its least to its greatest, up to where the next begins. */
function paintSummaries(
  context: CanvasRenderingContext2D,
  { times, low, high, step }: Pyramid,
  span: Span,
  box: PlotBox,
  y: (value: number) => number,
  begin: number,
  end: number,
): void {
  const x = scaleX(span, box);
  for (let i = Math.max(0, begin - 1); i < end; i += 1) {
    const from = Math.max(box.left, x(times[i] as number));
    const to = Math.min(box.right, x(Math.min(times[i + 1] ?? Infinity, (times[i] as number) + step)));
    const top = y(high[i] as number);
    context.fillRect(from, top, Math.max(1, to - from), Math.max(1, y(low[i] as number) - top));
  }
}

function paintSilence(
  context: CanvasRenderingContext2D,
  { times, step }: Pyramid,
  span: Span,
  { first, last }: PixelColumns,
  box: PlotBox,
): void {
  const x = scaleX(span, box);
  context.lineWidth = 2;
  context.setLineDash([2, 4]);
  context.beginPath();
  let before = -1;
  for (let column = 0; column < first.length; column += 1) {
    const from = first[column] as number;
    if (from < 0) continue;
    if (before >= 0 && (times[from] as number) - (times[before] as number) > silentSteps * step) {
      context.moveTo(x(times[before] as number), box.bottom - 6);
      context.lineTo(x(times[from] as number), box.bottom - 6);
    }
    before = last[column] as number;
  }
  context.stroke();
  context.setLineDash([]);
}
