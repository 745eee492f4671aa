/** What a chart shows, epoch ms. */
export type Span = { readonly from: number; readonly to: number };

const least = 60_000;

/** `factor` < 1 looks closer, around `at`; the span never leaves `whole` and never falls below a minute. */
export function zoomSpan(span: Span, whole: Span, at: number, factor: number): Span {
  const wide = whole.to - whole.from;
  const size = Math.min(wide, Math.max(Math.min(least, wide), (span.to - span.from) * factor));
  const share = span.to === span.from ? 0.5 : (at - span.from) / (span.to - span.from);
  return within(whole, at - size * share, size);
}

/** Moves by a share of its own width, stopping at the ends. */
export function panSpan(span: Span, whole: Span, share: number): Span {
  const size = span.to - span.from;
  return within(whole, span.from + size * share, size);
}

function within(whole: Span, from: number, size: number): Span {
  const start = Math.round(Math.min(Math.max(from, whole.from), whole.to - size));
  return { from: start, to: Math.round(start + size) };
}

/** The span from one point to another in either order; undefined when they are too near to mean it. */
export function spanBetween(a: number, b: number, whole: Span): Span | undefined {
  const from = Math.max(whole.from, Math.min(a, b));
  const to = Math.min(whole.to, Math.max(a, b));
  return to - from < least ? undefined : { from: Math.round(from), to: Math.round(to) };
}
