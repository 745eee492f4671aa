import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWindow, windowBounds } from './criterion-window.ts';

const dayMs = 86_400_000;

describe('the window of a metric criterion', () => {
  it.each([
    ['7 days', 7 * dayMs],
    ['24 h', dayMs],
    ['24h', dayMs],
    ['90 min', 90 * 60_000],
    [' 2 Weeks ', 14 * dayMs],
    ['1.5 hours', 90 * 60_000],
  ])('[M3.4] reads %s', (text, ms) => {
    expect(readWindow(text)).toEqual({ ok: true, value: { kind: 'length', ms } });
  });

  it.each([
    ['the next 10 releases', /is not a window/],
    ['7 sprints', /not a unit of time/],
    ['7', /is not a window/],
    ['-7 days', /is not a window/],
    ['0 days', /at least one minute/],
    ['3 months', /not a unit of time/],
    ['40 days', /at most 31 days/],
    ['2026-04-08..2026-04-01', /before it begins/],
    ['2026-02-30..2026-03-02', /no 2026-02-30/],
    ['2026-04-01..2026-06-01', /at most 31 days/],
    ['', /is not a window/],
  ])('[M3.4] refuses “%s” in words', (text, why) => {
    const read = readWindow(text);
    expect(read.ok ? '' : read.error).toMatch(why);
  });

  it('[M3.4] a length begins when the commitment was done, days begin at midnight of the zone', () => {
    const doneAt = Date.parse('2026-03-20T10:00:00Z');
    expect(windowBounds({ kind: 'length', ms: dayMs }, doneAt, 'Europe/Berlin')).toEqual({
      from: doneAt,
      to: doneAt + dayMs,
    });
    // The clock goes forward on 29 March 2026 in Berlin: that day has 23 hours.
    const days = windowBounds({ kind: 'days', from: '2026-03-29', to: '2026-03-29' }, doneAt, 'Europe/Berlin');
    expect(new Date(days.from).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(new Date(days.to).toISOString()).toBe('2026-03-29T22:00:00.000Z');
  });

  it('[M3.4] whatever is typed is read or refused in a sentence, and what is read is bounded', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,5} ?(h|min|days|weeks)$/)), (text) => {
        const read = readWindow(text);
        if (!read.ok) return read.error.endsWith('.');
        const { from, to } = windowBounds(read.value, 0, 'UTC');
        return to > from && to - from <= 31 * dayMs;
      }),
      { numRuns: 300 },
    );
  });
});
