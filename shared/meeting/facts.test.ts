import { expect, it } from 'vitest';
import type { Claim, Evidence } from '../domain/claim/claim.ts';
import { lackOf } from './facts.ts';

const claimWith = (evidence: readonly Evidence[]): Claim => ({
  id: 'fact1',
  text: 'p95 rose',
  happenedAt: null,
  author: 'ops-01',
  evidence,
});
const common = { id: 'ev01', hash: '0'.repeat(64), label: '', capturedAt: 0 };
const words: Evidence = { ...common, locator: { type: 'testimony', words: 'I saw it' }, bearing: 'supports' };
const build = (bearing: Evidence['bearing']): Evidence => ({
  ...common,
  locator: { type: 'build', id: 'b-1' as never },
  bearing,
});

it('says in the same words everywhere what a fact lacks', () => {
  expect(lackOf(claimWith([]))).toBe('no evidence yet: stays unsupported');
  expect(lackOf(claimWith([words]))).toBe('testimony alone: stays unsupported');
  expect(lackOf(claimWith([words, build('contradicts')]))).toBe('only evidence against it: stays unsupported');
  expect(lackOf(claimWith([words, build('supports')]))).toBeUndefined();
});
