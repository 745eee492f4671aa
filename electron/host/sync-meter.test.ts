import { expect, it } from 'vitest';
import type { SyncProgress } from '../../shared/contract/source-procedures.ts';
import { createSyncMeter, type MeterOut } from './sync-meter.ts';

const events: readonly SyncProgress[] = [
  { state: 'waiting', source: 'a' },
  { state: 'waiting', source: 'b' },
  { state: 'reading', source: 'a', name: 'github runs', rows: 40, rate: 12.4, remaining: 60 },
  { state: 'reading', source: 'a', name: 'github runs', rows: 80, rate: 12.4, remaining: 20 },
  {
    state: 'ended',
    source: 'a',
    end: 'done',
    message: null,
    rows: 100,
    unchanged: 3,
    quarantined: 1,
    missingSince: null,
  },
  {
    state: 'ended',
    source: 'b',
    end: 'failed',
    message: 'It said no.',
    rows: 0,
    unchanged: 0,
    quarantined: 0,
    missingSince: Date.UTC(2026, 2, 1),
  },
];

function written(isTTY: boolean): string {
  let text = '';
  const out: MeterOut = { isTTY, columns: 60, write: (part) => (text += part) };
  const meter = createSyncMeter(out, new Map([['a', 'Checkout']]), () => 0);
  for (const event of events) meter.tell(event);
  meter.end();
  return text;
}

it('writes whole lines where nobody watches, at most one in two seconds besides the ends', () => {
  expect(written(false).split('\n')).toEqual([
    '[........................] 0 of 2 sources, 40 rows, 12/s, 60 to come',
    'Checkout: 100 rows new, 3 known, 1 in quarantine',
    'b: missing since 2026-03-01T00:00:00.000Z. It said no.',
    '',
  ]);
});

it('draws one line again and again on a terminal, never wider than it', () => {
  const drawn = written(true).split('\r\u001B[K');
  expect(drawn.filter((line) => line.startsWith('[')).every((line) => line.length < 60)).toBe(true);
  expect(drawn.some((line) => line.startsWith('[############............] 1 of 2'))).toBe(true);
  expect(drawn.at(-1)).toBe('');
});
