import { describe, expect, it } from 'vitest';
import { auditEvent } from '../review/audit.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { MemberId } from '../ids.ts';
import { attach, claimAdd, deployment, goTo, startTestReview, type TestReview } from '../review/test-review.ts';
import { decideProduct, nextPhaseAllowed } from './decide-product.ts';
import type { ProductReview } from './product.ts';

const word = {
  type: 'product.review' as const,
  outcome: 'met' as const,
  against: 'One in ten pays with the new form',
  evidence: ['fact1'],
  nextPhase: 'go' as const,
  feature: 'new checkout form',
  reason: '12 % pay with it, and nobody wrote in',
};

function atActions(): TestReview {
  const test = startTestReview();
  goTo(test, 'facts');
  test.done(claimAdd('fact1'));
  test.done(claimAdd('fact2'));
  attach(test, 'claim', 'fact1', deployment);
  goTo(test, 'actions');
  return test;
}

/** Has it said by somebody; answers the refusal's rule and words. */
function say(test: TestReview, by: string, change: Partial<ProductReview> = {}): string {
  const verdict = decideProduct(test.review(), { ...word, by: by as MemberId, ...change });
  if (!verdict.ok) return `${verdict.error.rule}: ${verdict.error.message}`;
  for (const event of verdict.value)
    test.events.push({
      ...event,
      seq: test.events.length + 1,
      at: test.now,
      actor: 'eng-01',
      command: `cmdp${by.length}`,
    });
  return 'said';
}

describe('the product seat', () => {
  it('[M8.5] says met, partly or not and whether the next phase goes ahead; the last word stands', () => {
    const test = atActions();
    expect(test.review().product).toBeNull();
    expect(say(test, 'prod-01', { outcome: 'partly', nextPhase: 'wait' })).toBe('said');
    expect(say(test, 'prod-01')).toBe('said');
    expect(test.review().product).toMatchObject({ outcome: 'met', nextPhase: 'go', by: 'prod-01' });
  });

  it('[M8.5] nobody else says it', () => {
    expect(say(atActions(), 'ops-01')).toMatch(/^M8\.5: ops-01 does not hold the product seat/);
  });

  it('[M8.5] and the holder says it in the room, not from afar', () => {
    const test = atActions();
    test.done({ type: 'attendee.leave', member: 'prod-01' });
    expect(say(test, 'prod-01')).toMatch(/^M8\.5: prod-01 is not in the room/);
  });

  it('[M8.5] it rests on facts with evidence, in a review that came to its actions', () => {
    const test = atActions();
    expect(say(test, 'prod-01', { evidence: ['fact2'] })).toMatch(/has no evidence/);
    expect(say(test, 'prod-01', { evidence: ['gone1'] })).toMatch(/not there/);
    expect(say(startTestReview(), 'prod-01', { evidence: [] })).toMatch(/not come to its actions/);
  });

  it('[M8.5] the audit finds one that somebody else wrote into the journal', () => {
    const test = atActions();
    const { type: _type, ...body } = word;
    const forged: HappenedEvent = {
      type: 'product.reviewed.v1',
      body: { ...body, by: 'ops-01' as MemberId },
      seq: 99,
      at: test.now,
      actor: 'eng-01',
      command: 'cmdx1',
    };
    expect(auditEvent(test.review(), forged)).toMatchObject({ rule: 'M8.5' });
    expect(auditEvent(test.review(), { ...forged, body: { ...body, by: 'prod-01' as MemberId } })).toBeUndefined();
    test.done({ type: 'attendee.leave', member: 'prod-01' });
    expect(auditEvent(test.review(), { ...forged, body: { ...body, by: 'prod-01' as MemberId } })).toMatchObject({
      rule: 'M8.5',
    });
  });

  it('[M8.5] the next phase is refused without its word, or while it is wait, and allowed once closed', () => {
    const test = atActions();
    const rule = () => {
      const allowed = nextPhaseAllowed(test.review());
      return allowed.ok ? allowed.value : allowed.error.message;
    };
    expect(rule()).toMatch(/did not review/);
    say(test, 'prod-01', { nextPhase: 'wait' });
    expect(rule()).toMatch(/said wait to new checkout form/);
    say(test, 'prod-01');
    expect(rule()).toMatch(/not closed/);
    goTo(test, 'sign');
    test.done({ type: 'review.close', summary: 'It went well.' });
    expect(rule()).toEqual({ feature: 'new checkout form', by: 'prod-01', outcome: 'met' });
  });

  it('[M8.5] a review that product signs is not closed without it', () => {
    const test = atActions();
    const opened = test.events[0];
    if (opened?.type !== 'review.opened.v1') throw new Error('not opened');
    opened.body.requiredRoles = ['facilitator', 'product-manager'];
    goTo(test, 'sign');
    expect(test.refused({ type: 'review.close', summary: 'It went well.' })).toBe('M8.5');
    expect(say(test, 'prod-01')).toBe('said');
    test.done({ type: 'review.close', summary: 'It went well.' });
  });
});
