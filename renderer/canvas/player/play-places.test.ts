import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordingMarker } from '../../../shared/projections/recording-markers.ts';
import { afterCut, formatPlace, markerAt, markerNear, sayPlace, toMs, toPlace, type Piece } from './play-places.ts';
import { keyToAsk, type PlayerAsk } from './player-keys.ts';

const marker = (atMs: number): RecordingMarker => ({ atMs, kind: 'claim', id: `c${atMs}`, title: `at ${atMs}` });
const markers = [0, 60_000, 61_000, 600_000].map(marker);

describe('places in a recording of parts', () => {
  const pieces: readonly Piece[] = [
    { fromMs: 0, durationMs: 1000 },
    { fromMs: 1000, durationMs: 500 },
    { fromMs: 4000, durationMs: 1000 },
  ];

  it.each([
    [0, { piece: 0, withinMs: 0 }],
    [999, { piece: 0, withinMs: 999 }],
    [1000, { piece: 1, withinMs: 0 }],
    [2500, { piece: 2, withinMs: 0 }],
    [4200, { piece: 2, withinMs: 200 }],
    [9000, { piece: 2, withinMs: 1000 }],
  ])('finds %i ms, or where sound follows it', (ms, place) => {
    expect(toPlace(pieces, ms)).toEqual(place);
  });

  it('comes back to every ms that has sound', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lengths, fc.nat(), (durations, at) => {
        let fromMs = 0;
        const whole = durations.map((durationMs): Piece => {
          const piece = { fromMs, durationMs };
          fromMs += durationMs;
          return piece;
        });
        const ms = at % fromMs;
        const place = toPlace(whole, ms);
        expect(place === null ? null : toMs(whole, place)).toBe(ms);
      }),
      { numRuns: 100 },
    );
  });

  it('has no place without sound, and passes over what was taken out', () => {
    expect(toPlace([], 5)).toBeNull();
    const cuts = [{ fromMs: 100, toMs: 200 }];
    expect([99, 100, 199, 200].map((ms) => afterCut(cuts, ms))).toEqual([undefined, 200, 200, undefined]);
  });
});

describe('markers and times', () => {
  it('names the one passed last, and the one under the pointer', () => {
    expect(markerAt(markers, 60_999)?.atMs).toBe(60_000);
    expect(markerNear(markers, 60_600, 5000)?.atMs).toBe(61_000);
    expect(markerNear(markers, 300_000, 5000)).toBeUndefined();
  });

  it.each([
    [67_000, 90_000, '01:07', '1 minute 7 seconds'],
    [2_467_000, 14_400_000, '0:41:07', '41 minutes 7 seconds'],
    [10_800_000, 14_400_000, '3:00:00', '3 hours'],
    [0, 1000, '00:00', '0 seconds'],
  ])('writes and says %i ms', (ms, longest, written, said) => {
    expect([formatPlace(ms, longest), sayPlace(ms)]).toEqual([written, said]);
  });
});

describe('keys', () => {
  const ask = (key: string, ms: number, shift = false): PlayerAsk | undefined =>
    keyToAsk({ key, shift }, { ms, lengthMs: 700_000, markers });

  it.each([
    ['ArrowLeft', 62_000, false, 57_000],
    ['ArrowLeft', 2000, false, 0],
    ['ArrowRight', 62_000, true, 92_000],
    ['ArrowRight', 699_000, false, 700_000],
    ['Home', 62_000, false, 0],
    ['End', 62_000, false, 700_000],
    ['.', 0, false, 60_000],
    ['.', 60_000, false, 61_000],
    ['.', 650_000, false, 650_000],
    [',', 650_000, false, 600_000],
    // A marker passed a moment ago is where one stands: back goes to the one before.
    [',', 601_000, false, 61_000],
    [',', 500, false, 0],
  ])('%s at %i ms (Shift %s) goes to %i', (key, ms, shift, to) => {
    expect(ask(key, ms, shift)).toEqual({ do: 'seek', ms: to });
  });

  it('plays and pauses by space, and leaves other keys alone', () => {
    expect(ask(' ', 5)).toEqual({ do: 'toggle' });
    expect(ask('a', 5)).toBeUndefined();
  });
});
