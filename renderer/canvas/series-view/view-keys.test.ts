import type { KeyboardEvent } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { createPyramid } from '../../../shared/analysis/pyramid.ts';
import type { Span } from '../chart/window.ts';
import { createViewKeys } from './view-keys.ts';

const minute = 60_000;
const times = Float64Array.from({ length: 600 }, (_, i) => i * minute);
const whole: Span = { from: 0, to: 600 * minute };

/** Presses keys one after the other, as a person would: what one changes the next one finds. */
function press(...keys: string[]) {
  const state = { span: whole, selection: null as Span | null, cursor: null as number | null };
  const onTake = vi.fn<() => void>();
  const handled = keys.map((key) => {
    const index = state.cursor === null ? -1 : state.cursor / minute;
    const keyDown = createViewKeys({
      pyramid: createPyramid(times, times),
      span: state.span,
      whole,
      selection: state.selection,
      start: 300 * minute,
      index,
      onTake,
      onSpan: (span) => (state.span = span),
      onSelect: (selection) => (state.selection = selection),
      setCursor: (at) => (state.cursor = at),
    });
    const preventDefault = vi.fn<() => void>();
    const shiftKey = key.startsWith('Shift+');
    const event = { key: key.replace('Shift+', ''), shiftKey, preventDefault, stopPropagation: () => undefined };
    keyDown(event as unknown as KeyboardEvent);
    return preventDefault.mock.calls.length > 0;
  });
  return { ...state, taken: onTake.mock.calls.length, handled };
}

describe('the keys of a series', () => {
  it('read from the start, to the next sample and back', () => {
    expect(press('ArrowRight').cursor).toBe(300 * minute);
    expect(press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft').cursor).toBe(301 * minute);
    expect(press('Home').cursor).toBe(0);
    expect(press('End', 'ArrowRight').cursor).toBe(599 * minute);
  });

  it('zoom round what is read, move, and show all again', () => {
    const near = press('ArrowRight', '+', '+').span;
    expect([near.from, near.to]).toEqual([225 * minute, 375 * minute]);
    expect(press('+', ']').span).toEqual({ from: 225 * minute, to: 525 * minute });
    expect(press('+', '+', '0').span).toEqual(whole);
  });

  it('select a window, look closer at it, take it, and let it go', () => {
    const selected = press('ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight');
    expect(selected.selection).toEqual({ from: 300 * minute, to: 306 * minute });
    expect(press('ArrowRight', 'Shift+ArrowRight', 'z').span).toEqual({ from: 300 * minute, to: 303 * minute });
    expect(press('ArrowRight', 'Shift+ArrowRight', 'Enter').taken).toBe(1);
    expect(press('ArrowRight', 'Shift+ArrowRight', 'Escape').selection).toBeNull();
  });

  it('leave alone what they do not mean', () => {
    expect(press('Enter', 'Escape', 'q', 'z').handled).toEqual([false, false, false, true]);
    expect(press('Enter').taken).toBe(0);
  });
});
