import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundedRuns } from '../../lib/test-runs.ts';
import { fitSegments } from './fit-segments.ts';
import { notesToSegments } from './notes-to-segments.ts';
import { segmentSchema } from './transcript.ts';

const note = (id: string, meetingMs: number, text: string) => ({
  id,
  text,
  author: 'ops-01',
  item: 'facts',
  at: 0,
  meetingMs,
});

it('[M3.6] a note ends where it was written down and begins where the one before ended, half a minute earlier at most', () => {
  const notes = [
    note('n2', 100_000, 'second'),
    note('n1', 20_000, 'first'),
    note('n3', 110_000, 'third'),
    note('n4', 0, 'away'),
  ];
  const said = notesToSegments(notes, ({ id, meetingMs }) => (id === 'n4' ? null : meetingMs));
  expect(said.map(({ start, end, text }) => [start, end, text])).toEqual([
    [0, 20_000, 'first'],
    [70_000, 100_000, 'second'],
    [100_000, 110_000, 'third'],
  ]);
});

it('[M3.6] whatever a source says becomes segments that a transcript can hold, in order, or is counted as left out', () => {
  const time = fc.oneof(fc.integer({ min: -5, max: 5000 }), fc.constantFrom(1.5, Number.NaN, 2e9));
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  const source = fc.record({
    start: time,
    end: time,
    speaker: fc.option(text),
    text: fc.oneof(text, fc.constantFrom('\uD83D', '\uDE00 half', 'x'.repeat(20_001))),
  });
  fc.assert(
    fc.property(fc.array(source, { maxLength: 12 }), (given) => {
      const { segments, leftOut } = fitSegments(given);
      expect(segments.length + leftOut.length).toBe(given.length);
      segments.forEach((segment, index) => {
        const whole = { ...segment, id: 's000001', state: 'machine-draft' };
        expect(segmentSchema.safeParse(whole).success).toBe(true);
        expect(segment.start).toBeGreaterThanOrEqual(segments[index - 1]?.start ?? 0);
        expect(segment.end).toBeGreaterThanOrEqual(segment.start);
        expect(() => encodeURIComponent(segment.text)).not.toThrow();
      });
    }),
    boundedRuns(100),
  );
});
