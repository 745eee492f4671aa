import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVoiceSegmenter, frameMs, frameSamples, voiceOptions, type VoiceSegment } from './voice-segments.ts';

const frames = (ms: number): number => Math.round(ms / frameMs);

/** Segments of runs of frames, each as likelihood and ms. In ms. */
function segmentsOf(...runs: readonly (readonly [likelihood: number, ms: number])[]): readonly number[][] {
  const likelihoods = runs.flatMap(([likelihood, ms]) => Array.from({ length: frames(ms) }, () => likelihood));
  return settled(likelihoods).map(({ start, end }) =>
    [start, end].map((at) => Math.round((at / frameSamples) * frameMs)),
  );
}

function settled(likelihoods: readonly number[]): readonly VoiceSegment[] {
  const segmenter = createVoiceSegmenter();
  return [...likelihoods.flatMap((each) => segmenter.push(each)), ...segmenter.end()];
}

describe('[E3] voice segments', () => {
  it('begin and end with the voice, a little padded', () => {
    expect(segmentsOf([0, 1600], [0.9, 1600], [0, 1600])).toEqual([[1536, 3264]]);
  });

  it('go on over a breath, and end at a pause', () => {
    expect(segmentsOf([0, 960], [0.9, 960], [0.1, 320], [0.9, 960], [0.1, 480], [0.9, 960])).toEqual([
      [896, 3264],
      [3616, 4640],
    ]);
  });

  it('do not flicker between the two thresholds', () => {
    expect(segmentsOf([0, 960], [0.4, 960], [0.9, 320], [0.4, 960], [0, 960])).toEqual([[1856, 3264]]);
  });

  it('leave out what is too short to be a word', () => {
    expect(segmentsOf([0, 960], [0.9, 128], [0, 960])).toEqual([]);
  });

  it('are cut at their quietest place when they grow too long', () => {
    const long = segmentsOf([0.9, 25_600], [0.4, 32], [0.9, 20_000]);
    expect(long).toHaveLength(2);
    expect(long[0]?.[1]).toBe(25_632);
    expect(long[1]?.[0]).toBe(25_632);
  });

  it('are in order, apart, inside the sound and never too long, whatever is heard', () => {
    const run = fc.tuple(fc.constantFrom(0, 0.3, 0.4, 0.6, 0.95), fc.integer({ min: 1, max: 400 }));
    fc.assert(
      fc.property(fc.array(run, { maxLength: 40 }), (runs) => {
        const likelihoods = runs.flatMap(([likelihood, count]) => Array.from({ length: count }, () => likelihood));
        let before = 0;
        for (const { start, end } of settled(likelihoods)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual((frames(voiceOptions.maxMs) + 2) * frameSamples);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(likelihoods.length * frameSamples);
      }),
      { numRuns: 100 },
    );
  });

  it('never reach back before what is said to be needed', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 2000 }), (likelihoods) => {
        const segmenter = createVoiceSegmenter();
        let needed = 0;
        const check = (segments: readonly VoiceSegment[]): void => {
          for (const { start } of segments) expect(start).toBeGreaterThanOrEqual(needed);
        };
        for (const likelihood of likelihoods) {
          check(segmenter.push(likelihood));
          expect(segmenter.neededFrom()).toBeGreaterThanOrEqual(needed);
          needed = segmenter.neededFrom();
        }
        check(segmenter.end());
      }),
      { numRuns: 100 },
    );
  });
});
