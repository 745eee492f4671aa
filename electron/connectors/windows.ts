import type { TimeWindow } from './connector.ts';

/** Spans of time that do not touch each other, oldest first. */
export type Coverage = readonly TimeWindow[];

/** Adds a span, joining those it touches. */
export function cover(coverage: Coverage, { from, to }: TimeWindow): Coverage {
  if (to <= from) return coverage;
  const joined = coverage.filter((span) => span.to >= from && span.from <= to);
  const apart = coverage.filter((span) => span.to < from || span.from > to);
  const whole = {
    from: Math.min(from, ...joined.map((span) => span.from)),
    to: Math.max(to, ...joined.map((span) => span.to)),
  };
  return [...apart, whole].toSorted((a, b) => a.from - b.from);
}

/** What of a window is not covered, newest first. */
export function uncovered(coverage: Coverage, window: TimeWindow): readonly TimeWindow[] {
  const gaps: TimeWindow[] = [];
  let from = window.from;
  for (const span of coverage) {
    if (span.from > from) gaps.push({ from, to: Math.min(span.from, window.to) });
    from = Math.max(from, span.to);
  }
  if (from < window.to) gaps.push({ from, to: window.to });
  return gaps.filter((gap) => gap.to > gap.from).toReversed();
}

/** Cuts a span into windows of at most `step` ms, newest first. */
export function windowsOf({ from, to }: TimeWindow, step: number): readonly TimeWindow[] {
  const windows: TimeWindow[] = [];
  for (let end = to; end > from; end -= step) windows.push({ from: Math.max(from, end - step), to: end });
  return windows;
}

/** Both halves of a window, the newer first, cut at a whole second; null when it is a second or less. */
export function halves({ from, to }: TimeWindow): readonly [TimeWindow, TimeWindow] | null {
  const middle = Math.floor((from + to) / 2000) * 1000;
  return middle <= from || middle >= to
    ? null
    : [
        { from: middle, to },
        { from, to: middle },
      ];
}

/** ms since 1970 UTC of a source's own time, null where it has none. */
export function timeOf(value: unknown): number | null {
  const time = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(time) ? time : null;
}

/** `2026-03-01T10:00:00Z`: what the APIs we read take as a bound. */
export const toSeconds = (time: number): string =>
  new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000Z', 'Z');
