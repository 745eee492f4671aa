import { expect, it } from 'vitest';
import type { Member } from '../workspace/workspace.ts';
import type { Review } from './review.ts';
import { decideCountersigner, decideSigner, signersOf } from './signing.ts';
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

it('[K27] anybody of the roster who has not signed countersigns what is signed, as a role that no seat has', () => {
  const base = startTestReview().review();
  const asked = (review: Review, role: string, who: Member | null = person('eng-02')) => {
    const decided = decideCountersigner(review, role, who ?? undefined);
    return decided.ok ? 'signs' : decided.error.rule;
  };
  expect(asked(base, 'auditor')).toBe('K27');
  const once: Review = { ...base, signOffs: [signed('facilitator', 'eng-01')] };
  expect(asked(once, 'auditor')).toBe('signs');
  expect(asked(once, 'release-manager')).toBe('K27');
  expect(asked(once, 'auditor', person('eng-01'))).toBe('M1.1');
  expect(asked(once, 'auditor', null)).toBe('M1.1');
  expect(asked(once, 'auditor', { ...person('eng-02'), active: false })).toBe('K27');
  const twice: Review = { ...once, countersigns: [{ ...signed('facilitator', 'eng-02'), role: 'auditor' }] };
  expect(asked(twice, 'auditor', person('ops-01'))).toBe('M1.1');
  expect(asked(twice, 'quality', person('eng-02'))).toBe('M1.1');
  expect(asked(twice, 'quality', person('ops-01'))).toBe('signs');
});
