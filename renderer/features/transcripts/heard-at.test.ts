import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { heardAt, wordHeardAt } from './heard-at.ts';
import { placeNear } from './place-near.ts';

const segment = (id: string, start: number, end: number, words?: Segment['words']): Segment => ({
  id,
  start,
  end,
  speaker: null,
  text: id,
  state: 'machine-draft',
  ...(words !== undefined && { words }),
});

describe('what is heard', () => {
  const segments = [segment('s0', 0, 5000), segment('s1', 1000, 2000), segment('s2', 6000, 7000)];

  it.each([
    [0, 0],
    [1500, 1],
    [2000, 0],
    [5500, -1],
    [6000, 2],
    [7000, -1],
  ])('at %i ms it is the segment that began last among those that sound', (ms, index) => {
    expect(heardAt(segments, ms)).toBe(index);
  });

  it('nothing is heard in an empty transcript', () => {
    expect(heardAt([], 10)).toBe(-1);
  });

  it('rests on a word until the next one begins', () => {
    const words = [
      { start: 100, end: 200, text: 'we' },
      { start: 400, end: 500, text: 'saw' },
    ];
    expect([0, 150, 300, 450].map((ms) => wordHeardAt(segment('s0', 0, 500, words), ms))).toEqual([-1, 0, 0, 1]);
  });
});

describe('where a segment stands now', () => {
  it('is found from any place, and missed where it is gone', () => {
    const items = Array.from({ length: 9 }, (_, index) => ({ id: `s${index}` }));
    for (let near = -3; near < 14; near += 1) {
      expect(placeNear(items, 's0', near)).toBe(0);
      expect(placeNear(items, 's8', near)).toBe(8);
      expect(placeNear(items, 's5', near)).toBe(5);
      expect(placeNear(items, 'gone', near)).toBe(-1);
    }
    expect(placeNear([], 's0', 0)).toBe(-1);
  });
});
