import { expect, it } from 'vitest';
import type { Member } from '../workspace/workspace.ts';
import type { Review } from './review.ts';
import { decideSigner, signersOf } from './signing.ts';
import { startTestReview } from './test-review.ts';

const person = (id: string): Member => ({ id, display: id, role: 'engineering', leads: true, active: true });
const signed = (role: Review['signOffs'][number]['role'], member: string) => ({
  role,
  member,
  fingerprint: 'SHA256:x',
  envelope: '0'.repeat(64),
  at: 0,
});

it('[M1.1] only who holds the role signs, one role each, once', () => {
  const base = startTestReview().review();
  const seats = { ...base.seats, release: { accountable: 'rel-01', deputy: 'eng-01' } };
  const review: Review = { ...base, facilitator: 'eng-01', seats };
  expect(signersOf(review, 'release-manager')).toEqual(['rel-01', 'eng-01']);
  expect(decideSigner(review, 'facilitator', person('eng-01'))).toMatchObject({ ok: true });
  expect(decideSigner(review, 'facilitator', person('rel-01'))).toMatchObject({ ok: false, error: { rule: 'M1.1' } });
  expect(decideSigner(review, 'facilitator', undefined)).toMatchObject({ ok: false });
  const once: Review = { ...review, signOffs: [signed('facilitator', 'eng-01')] };
  expect(decideSigner(once, 'facilitator', person('eng-01'))).toMatchObject({ ok: false });
  expect(decideSigner(once, 'release-manager', person('eng-01'))).toMatchObject({ ok: false });
  expect(decideSigner(once, 'release-manager', person('rel-01'))).toMatchObject({ ok: true });
});
