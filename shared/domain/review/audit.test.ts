import { describe, expect, it } from 'vitest';
import type { ReviewEvent } from './events.ts';
import {
  attach,
  deployment,
  claimAdd,
  causePropose,
  goTo,
  member,
  openTestReview,
  startTestReview,
  type TestReview,
} from './test-review.ts';

/** Writes events past the rules, as a hand in the file would, and answers the rule that the fold says was broken. */
function forge(test: TestReview, ...events: ReviewEvent[]): string | undefined {
  for (const event of events) test.append(event);
  return test.folded().fault?.rule;
}

const causeAdded = (id: string): ReviewEvent => ({
  type: 'cause.added.v1',
  body: {
    id,
    parent: null,
    category: 'process',
    text: 'x',
    author: member('ops-01'),
    origin: { kind: 'said', id: null },
    evidence: [],
  },
});
const supported = (cause: string, ...evidence: string[]): ReviewEvent => ({
  type: 'cause.supported.v1',
  body: { cause, evidence },
});

function inCauses(): TestReview {
  const test = startTestReview();
  test.done(claimAdd('clm1'));
  goTo(test, 'causes');
  return test;
}

describe('a line that nobody decided', () => {
  it('[M3.1] a cause before the facts were agreed on is found, and nothing after it is folded', () => {
    expect(forge(openTestReview(), causeAdded('cau1'))).toBe('M3.1');
    const test = startTestReview();
    expect(forge(test, causeAdded('cau1'), supported('cau1', 'evi1'))).toBe('M3.1');
    expect(test.folded().review.causes).toEqual([]);
    expect(forge(startTestReview(), { type: 'item.entered.v1', body: { item: 'causes' } })).toBe('M3.1');
  });

  it('[M4.6] a supported cause without evidence that carries it is found', () => {
    const test = inCauses();
    test.done(causePropose('cau1'));
    expect(forge(test, supported('cau1', 'evi1'))).toBe('M4.6');
    const rejected = inCauses();
    rejected.done(causePropose('cau1'));
    attach(rejected, 'cause', 'cau1', deployment, 'evi1');
    rejected.done({ type: 'cause.reject', cause: 'cau1', reason: 'no' });
    expect(forge(rejected, supported('cau1', 'evi1'))).toBe('M4.6');
  });

  it('[M3.3] a cause made of an unsupported claim is found', () => {
    const made = causeAdded('cau1') as ReviewEvent & { type: 'cause.added.v1' };
    expect(forge(inCauses(), { ...made, body: { ...made.body, origin: { kind: 'claim', id: 'clm1' } } })).toBe('M3.3');
  });

  it('[M1.1] [M1.6] [M3.4] [H1] sealing, closing, committing, signing and talking at the wrong time are found', () => {
    const closing: ReviewEvent = { type: 'review.closed.v1', body: { summary: 'done' } };
    const signing: ReviewEvent = {
      type: 'signoff.recorded.v1',
      body: { role: 'facilitator', member: member('eng-01'), fingerprint: 'SHA256:x', envelope: '0'.repeat(64) },
    };
    const committing: ReviewEvent = {
      type: 'action.committed.v1',
      body: {
        action: 'act1',
        owner: member('ops-01'),
        due: '2026-04-01',
        criterion: { kind: 'artefact', artefact: 'x' },
      },
    };
    const content = startTestReview().review().package?.content;
    if (content === undefined) throw new Error('a started review has a package');
    expect(forge(openTestReview(), { type: 'package.sealed.v1', body: { hash: '0', package: content } })).toBe('M1.1');
    expect(forge(inCauses(), closing)).toBe('M1.6');
    expect(forge(inCauses(), committing)).toBe('M3.4');
    expect(forge(inCauses(), signing)).toBe('H1');
    const closed = inCauses();
    goTo(closed, 'actions');
    closed.done({ type: 'review.close', summary: 'done' });
    expect(closed.folded().fault).toBeNull();
    expect(forge(closed, signing, { ...signing, body: { ...signing.body, role: 'release-manager' } })).toBe('M1.1');
    const talking = inCauses();
    goTo(talking, 'actions');
    talking.done({ type: 'review.close', summary: 'done' });
    expect(forge(talking, { type: 'action.dropped.v1', body: { action: 'act1', reason: 'x' } })).toBe('H1');
  });
});
