import type { KeyboardEvent } from 'react';
import type { Pyramid } from '../../../shared/analysis/pyramid.ts';
import { nearestIndex } from '../chart/nearest-index.ts';
import { panSpan, zoomSpan, type Span } from '../chart/window.ts';

type View = {
  readonly pyramid: Pyramid;
  readonly span: Span;
  readonly whole: Span;
  readonly onSpan: (span: Span) => void;
  readonly selection: Span | null;
  readonly onSelect: (selection: Span | null) => void;
  readonly onTake?: () => void;
  readonly start: number;
  /** Index of the sample that is read; -1 for none. */
  readonly index: number;
  readonly setCursor: (at: number | null) => void;
};

/** The keys of a series: what the pointer can do, without it. */
export function createViewKeys(view: View): (event: KeyboardEvent) => void {
  const { pyramid, span, whole, onSpan, selection, onSelect } = view;
  const { times } = pyramid;
  const read = times[view.index];
  const isStartShown = view.start >= span.from && view.start <= span.to;
  const middle = read ?? (isStartShown ? view.start : (span.from + span.to) / 2);
  const readAt = (index: number): void => {
    const at = times[Math.min(times.length - 1, Math.max(0, index))];
    if (at === undefined) return;
    view.setCursor(at);
    const size = span.to - span.from;
    if (at < span.from || at > span.to) onSpan(panSpan(span, whole, (at - middleOf(span)) / size));
  };
  const step = (by: number): void => readAt(view.index < 0 ? nearestIndex(times, middle) : view.index + by);
  /** One px or one sample, whichever is more. */
  const stride = Math.max((span.to - span.from) / 200, pyramid.step === Infinity ? 60_000 : pyramid.step);
  const extend = (by: number): void => {
    const from = selection?.from ?? middle;
    const to = Math.max(from + 60_000, (selection?.to ?? middle) + by);
    onSelect({ from: Math.round(Math.max(whole.from, from)), to: Math.round(Math.min(whole.to, to)) });
  };
  const acts: { readonly [key: string]: (shift: boolean) => void } = {
    ArrowLeft: (shift) => (shift ? extend(-stride) : step(-1)),
    ArrowRight: (shift) => (shift ? extend(stride) : step(1)),
    PageUp: () => step(-20),
    PageDown: () => step(20),
    Home: () => readAt(nearestIndex(times, span.from)),
    End: () => readAt(nearestIndex(times, span.to)),
    '+': () => onSpan(zoomSpan(span, whole, middle, 0.5)),
    '=': () => onSpan(zoomSpan(span, whole, middle, 0.5)),
    '-': () => onSpan(zoomSpan(span, whole, middle, 2)),
    '[': () => onSpan(panSpan(span, whole, -0.25)),
    ']': () => onSpan(panSpan(span, whole, 0.25)),
    '0': () => onSpan(whole),
    z: () => selection !== null && onSpan(selection),
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const takes = event.key === 'Enter' && selection !== null && view.onTake !== undefined;
    const drops = event.key === 'Escape' && (selection !== null || read !== undefined);
    const act = acts[event.key];
    if (act === undefined && !takes && !drops) return;
    event.preventDefault();
    event.stopPropagation();
    if (takes) view.onTake?.();
    else if (drops) {
      view.setCursor(null);
      onSelect(null);
    } else act?.(event.shiftKey);
  };
}

const middleOf = (span: Span): number => (span.from + span.to) / 2;
