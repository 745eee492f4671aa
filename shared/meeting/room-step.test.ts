import { expect, it } from 'vitest';
import { claimAdd, goTo, startTestReview } from '../domain/review/test-review.ts';
import { roomStep } from './room-step.ts';

const none = { claim: null, cause: null };

it('[M3.2] a clicker goes through the facts, then on through the agenda, and back the same way', () => {
  const test = startTestReview();
  expect(roomStep(test.review(), none, 1)).toEqual({ kind: 'next-item' });
  expect(roomStep(test.review(), none, -1)).toEqual({ kind: 'stay' });
  goTo(test, 'facts');
  for (const id of ['clm1', 'clm2', 'clm3']) test.done(claimAdd(id));
  const at = (claim: string | null, by: 1 | -1) => roomStep(test.review(), { claim, cause: null }, by);
  expect(at('clm1', 1)).toEqual({ kind: 'show', chosen: { claim: 'clm2' } });
  expect(at(null, -1)).toEqual({ kind: 'show', chosen: { claim: 'clm2' } });
  expect(at('clm3', 1)).toEqual({ kind: 'next-item' });
  expect(at('clm1', -1)).toEqual({ kind: 'back-to', item: 'commitments' });
  goTo(test, 'sign');
  expect(roomStep(test.review(), none, 1)).toEqual({ kind: 'stay' });
});
