import { describe, expect, it } from 'vitest';
import type { CourierOrigin } from '../domain/release/courier.ts';
import { gapLines } from './package-integrity.ts';

const courier: CourierOrigin = {
  origin: '0123456789abcdef',
  publicPem: '',
  words: [],
  known: { to: 40, heads: [] },
  gaps: [
    { from: 12, to: 12 },
    { from: 20, to: 31 },
  ],
  lastAt: null,
  refused: 0,
};
const nothing = { sources: [], quarantine: { files: 0, rows: 0 }, couriers: [] };

describe('what a package lacks', () => {
  it('[M2.1] lines of a courier that never came stand in the integrity until they do', () => {
    const lines = gapLines([], { ...nothing, couriers: [courier] }, 'UTC');
    expect(lines.filter(({ level }) => level === 'missing').map(({ text }) => text)).toEqual([
      'Courier 01234567: line 12 never came',
      'Courier 01234567: lines 20 to 31 never came',
    ]);
  });

  it('[M2.1] a source that did not answer is missing since it was read, or altogether; never a zero', () => {
    const missing = (since: number | null) => ({ source: 'logs', state: 'missing' as const, since, message: 'Gone.' });
    const told = (since: number | null) => gapLines([], { ...nothing, sources: [missing(since)] }, 'Europe/Berlin')[0];
    expect(told(Date.UTC(2026, 2, 12, 13, 30))?.text).toBe('logs missing since 12 Mar, 14:30');
    expect(told(null)).toMatchObject({ text: 'logs missing altogether', detail: 'not shown as zero. Gone.' });
  });

  it('rows in quarantine are a conflict, none of them is good', () => {
    const of = (rows: number) => gapLines([], { ...nothing, quarantine: { files: 1, rows } }, 'UTC')[0];
    expect([of(0)?.level, of(1)?.text, of(1)?.level]).toEqual(['good', '1 row in quarantine', 'conflict']);
  });
});
