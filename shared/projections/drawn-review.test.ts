import { expect, it } from 'vitest';
import { causePropose, goTo, startTestReview } from '../domain/review/test-review.ts';
import { reviewToDrawn } from './drawn-review.ts';

it('draws causes under their bones, and nothing below a folded one', () => {
  const test = startTestReview();
  goTo(test, 'causes');
  test.done(causePropose('cau1'));
  test.done(causePropose('cau2', 'cau1'));
  const graph = reviewToDrawn(test.review());
  expect(graph.effect.text).toBe('Checkout 4.18.0');
  expect(graph.bones.map(({ causes }) => causes.length)).toEqual([0, 1, 0, 0, 0, 0]);
  expect(graph.bones[1]?.causes[0]?.children.map(({ text }) => text)).toEqual(['cause cau2']);
  expect(reviewToDrawn(test.review(), new Set(['cau1'])).bones[1]?.causes[0]?.children).toEqual([]);
});
