import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const at = (iso: string) => Date.parse(iso);

describe('timeTicks', () => {
  it('stands on round clock times of the zone and tells midnight as its day', () => {
    const ticks = timeTicks(at('2026-03-12T20:00:00Z'), at('2026-03-13T02:00:00Z'), 6, 'Europe/Berlin');
    expect(ticks.map((tick) => tick.label)).toEqual(['21:00', '22:00', '23:00', '13 Mar', '01:00', '02:00', '03:00']);
  });

  it('tells each day once over the change to summer time', () => {
    const ticks = timeTicks(at('2026-03-27T00:00:00Z'), at('2026-03-31T00:00:00Z'), 4, 'Europe/Berlin');
    expect(ticks.map((tick) => tick.label)).toEqual(['28 Mar', '29 Mar', '30 Mar', '31 Mar']);
  });

  it('ends for any window, from a second to ten years', () => {
    for (const size of [1000, 3_600_000, 86_400_000 * 30, 86_400_000 * 3650]) {
      const ticks = timeTicks(0, size, 8, 'America/New_York');
      expect(ticks.length).toBeLessThanOrEqual(40);
    }
  });
});
