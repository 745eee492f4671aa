import type { DrawnCause } from './drawn-graph.ts';
import type { LayoutOptions, PlacedLabel } from './plan.ts';
import type { FontName } from './text-measure.ts';
import { wrapText } from './wrap-text.ts';

/** A line of text takes this much of its size; the baseline lies this far below the line's top. */
const lineShare = 1.2;
const baselineShare = 0.92;

/** What a text on a canvas is, by its role; the views set the same faces and weights. */
export type LabelRole = PlacedLabel['kind'];

/** Faces and sizes by role: a cause's text is one unit, what carries it is smaller, headers and the effect larger. */
export const labelType: {
  readonly [R in LabelRole]: { readonly font: FontName; readonly size: number; readonly wrap: number };
} = {
  cause: { font: 'text', size: 1, wrap: 1 },
  bone: { font: 'title', size: 1.2, wrap: 1 },
  effect: { font: 'title', size: 1.55, wrap: 1.2 },
};
export const smallShare = 0.75;
/** Lines an effect gets beside those of a cause: everything hangs on it, so it is read whole where it can be. */
const effectLines = 2;

/** A label without its place: its box's measures, px, and how far below its top its own line lies, if it has one. */
export type MeasuredLabel = Omit<PlacedLabel, 'x' | 'y'> & { readonly isCut: boolean; readonly line: number };

/** Never below a pixel and a half, so that rounding to hundredths cannot close a gap. */
export const gapOf = (units: number, { unit }: Pick<LayoutOptions, 'unit'>): number => Math.max(1.5, units * unit);

type Text = { readonly id: string; readonly kind: LabelRole; readonly text: string; readonly small: string };

/** Wraps a text and says how much room it takes, with its own line under it and its small text under that. */
export function measureLabel(
  { id, kind, text, small }: Text,
  options: LayoutOptions,
  cause: DrawnCause | null = null,
): MeasuredLabel {
  const type = labelType[kind];
  const [size, smallSize] = [type.size * options.unit, smallShare * options.unit];
  const width = kind === 'effect' && options.effectWrap !== undefined ? options.effectWrap : type.wrap * options.wrap;
  const lines = kind === 'effect' ? options.lines + effectLines : options.lines;
  const wrapped = wrapText(text, { font: type.font, size, width, lines });
  const under =
    small === '' ? null : wrapText(small, { font: 'text', size: smallSize, width, lines: Math.min(2, options.lines) });
  const textHeight = wrapped.lines.length * lineShare * size;
  const line = textHeight + lineGap(options.unit);
  const smallHeight = under === null ? 0 : smallGap(options.unit) + under.lines.length * lineShare * smallSize;
  return {
    id,
    kind,
    text,
    lines: wrapped.lines,
    small: under?.lines ?? [],
    size,
    smallSize,
    cause,
    isCut: wrapped.isCut || (under?.isCut ?? false),
    line,
    width: Math.max(wrapped.width, under?.width ?? 0, size / 2),
    height: (kind === 'cause' ? line + lineGap(options.unit) : textHeight) + smallHeight,
  };
}

const lineGap = (unit: number): number => 0.15 * unit;
const smallGap = (unit: number): number => 0.1 * unit;

export const measureCause = (cause: DrawnCause, options: LayoutOptions): MeasuredLabel =>
  measureLabel({ id: cause.id, kind: 'cause', text: cause.text, small: cause.small }, options, cause);

/** Where the baselines of a placed label's lines and of its small lines lie, px of the plan. */
export function baselinesOf(label: PlacedLabel): {
  readonly lines: readonly number[];
  readonly small: readonly number[];
} {
  const at = (top: number, size: number) => (_: string, index: number) =>
    top + (index * lineShare + baselineShare) * size;
  const unit = label.smallSize / smallShare;
  const below = label.lines.length * lineShare * label.size;
  const smallTop = label.y + below + (label.kind === 'cause' ? 2 * lineGap(unit) : 0) + smallGap(unit);
  return {
    lines: label.lines.map(at(label.y, label.size)),
    small: label.small.map(at(smallTop, label.smallSize)),
  };
}

export const place = (label: MeasuredLabel, x: number, y: number): PlacedLabel => ({
  id: label.id,
  kind: label.kind,
  text: label.text,
  lines: label.lines,
  small: label.small,
  size: label.size,
  smallSize: label.smallSize,
  cause: label.cause,
  x,
  y,
  width: label.width,
  height: label.height,
});
