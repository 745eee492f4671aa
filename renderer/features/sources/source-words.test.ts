import { describe, expect, it } from 'vitest';
import { syncAfter } from './sync-run.ts';
import { clockText, endText, naturally, progressText, standingOf, syncText } from './source-words.ts';

const now = Date.UTC(2026, 2, 12, 14);
const read = { at: now - 60_000, watermark: now - 60_000, done: true };
const of = { source: 'a', connector: 'github' };

describe('how a source stands', () => {
  it('[M2.1] a dead one is missing since a moment, in words', () => {
    const failed = { code: 'unreachable', message: 'Nothing answers there.', since: now - 3 * 3_600_000, at: now };
    expect(standingOf({ ...of, read, failed }, now, 'UTC')).toEqual({
      tone: 'over',
      text: 'missing since 12 Mar 2026, 11:00, 3 h',
      detail: 'Nothing answers there.',
    });
    expect(standingOf({ ...of, read: null, failed: { ...failed, since: null } }, now, 'UTC').text).toBe(
      'nothing ever came',
    );
  });

  it('one that answers is whole, or its history is still to come', () => {
    expect(standingOf({ ...of, read, failed: null }, now, 'UTC').text).toBe('whole');
    expect(standingOf({ ...of, read: { ...read, done: false }, failed: null }, now, 'UTC').tone).toBe('warn');
    expect(standingOf(undefined, now, 'UTC').tone).toBe('plain');
  });
});

it('tells a clock against how well it can be known', () => {
  expect(clockText({ offsetMs: -300, errorMs: 520 })).toBe('right within 1 s');
  expect(clockText({ offsetMs: 90_000, errorMs: 520 })).toBe('1 min 30 s ahead');
  expect(clockText({ offsetMs: -5000, errorMs: 520 })).toBe('5 s behind');
});

it('keeps of each source what was told last, and how it ended', () => {
  const idle = { isRunning: true, all: 0, reading: new Map(), ends: new Map(), fault: null };
  const waiting = syncAfter(syncAfter(idle, { state: 'waiting', source: 'a' }), { state: 'waiting', source: 'b' });
  const reading = syncAfter(waiting, {
    state: 'reading',
    source: 'a',
    name: 'runs',
    rows: 1204,
    rate: 310.4,
    remaining: 200,
  });
  const titleOf = (id: string) => `Source ${id}`;
  expect(syncText(idle, titleOf).label).toBe('Asking the sources…');
  expect(syncText(waiting, titleOf)).toEqual({
    label: 'Asking Source a, Source b…',
    detail: '0 of 2 sources',
    done: null,
  });
  expect(syncText(reading, titleOf).detail).toBe('0 of 2 sources · 1,204 rows · 310 a second · 200 to come');
  const progress = reading.reading.get('a');
  expect(progress === undefined ? '' : progressText(progress)).toBe('1,204 rows, 310 a second, 200 to come');
  const counts = { message: null, rows: 1300, unchanged: 4, quarantined: 0, missingSince: null };
  const ended = syncAfter(reading, { state: 'ended', source: 'a', end: 'paused', ...counts });
  expect([ended.all, [...ended.reading.keys()]]).toEqual([2, ['b']]);
  expect(syncText(ended, titleOf)).toMatchObject({ label: 'Asking Source b…', done: 1 });
  const end = ended.ends.get('a');
  expect(end === undefined ? '' : endText(end)).toBe('1,300 rows new, 4 known, more to come');
});

it('orders names as they are counted', () => {
  expect(['queue 10', 'queue 2', 'Queue 1'].toSorted(naturally)).toEqual(['Queue 1', 'queue 2', 'queue 10']);
});
