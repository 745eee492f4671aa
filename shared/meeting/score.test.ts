import { expect, it } from 'vitest';
import { scoreText, toneOfScore } from './score.ts';

it.each([
  [null, 'plain'],
  [-1.1, 'calm'],
  [3.49, 'calm'],
  [-3.5, 'warn'],
  [4.9, 'warn'],
  [9.8, 'over'],
])('gives a score of %s the tone %s', (score, tone) => {
  expect(toneOfScore(score)).toBe(tone);
});

it('writes a score with its sign, and none where it rounds to nothing', () => {
  expect([9.84, -3.9, 0, -0.03].map(scoreText)).toEqual(['+9.8', '−3.9', '0.0', '0.0']);
});
