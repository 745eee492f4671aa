import { describe, expect, it } from 'vitest';
import { openIssues } from './review.ts';
import {
  attach,
  causePropose,
  claimAdd,
  deployment,
  goTo,
  member,
  openTestReview,
  startTestReview,
} from './test-review.ts';

describe('seats', () => {
  it('[M1.1] leaving draft is refused while a seat is empty, and prepared when all three are held', () => {
    const test = openTestReview();
    test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
    test.done({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: null });
    test.done({ type: 'seat.fill', seat: 'operations', accountable: 'ops-01', deputy: null });
    expect(test.refused({ type: 'review.prepare' })).toBe('M1.1');
    test.done({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: null });
    test.done({ type: 'review.prepare' });
    expect(test.review().phase).toBe('prepared');
  });

  it('[M1.1] a stranger takes no seat, and one who left the roster holds none', () => {
    const test = openTestReview();
    expect(test.refused({ type: 'seat.fill', seat: 'release', accountable: 'nobody-9', deputy: null })).toBe('M1.1');
    test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
    for (const [seat, person] of [
      ['release', 'rel-01'],
      ['operations', 'ops-01'],
      ['product', 'prod-01'],
    ] as const)
      test.done({ type: 'seat.fill', seat, accountable: person, deputy: null });
    test.workspace = {
      ...test.workspace,
      members: test.workspace.members.map((each) => (each.id === 'prod-01' ? { ...each, active: false } : each)),
    };
    expect(test.refused({ type: 'review.prepare' })).toBe('M1.1');
  });

  it('[M1.1] one person in all three seats is refused, before and after preparing', () => {
    const test = openTestReview();
    test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
    for (const seat of ['release', 'operations', 'product'] as const)
      test.done({ type: 'seat.fill', seat, accountable: 'rel-01', deputy: null });
    expect(test.refused({ type: 'review.prepare' })).toBe('M1.1');
    test.done({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: null });
    test.done({ type: 'review.prepare' });
    expect(test.refused({ type: 'seat.fill', seat: 'product', accountable: 'rel-01', deputy: null })).toBe('M1.1');
    expect(test.refused({ type: 'seat.fill', seat: 'product', accountable: null, deputy: null })).toBe('M1.1');
  });
});

describe('quorum', () => {
  const prepared = () => {
    const test = openTestReview();
    for (const [seat, person] of [
      ['release', 'rel-01'],
      ['operations', 'ops-01'],
      ['product', 'prod-01'],
    ] as const)
      test.done({ type: 'seat.fill', seat, accountable: person, deputy: seat === 'product' ? 'eng-02' : null });
    test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
    test.done({ type: 'review.prepare' });
    return test;
  };

  it('[M1.2] below quorum the start is refused, or runs inquorate with a reason that stays', () => {
    const test = prepared();
    test.done({ type: 'attendee.arrive', member: 'rel-01' });
    expect(test.refused({ type: 'meeting.start', inquorateReason: null })).toBe('M1.2');
    test.done({ type: 'meeting.start', inquorateReason: 'the rest is on a plane' });
    expect(test.review().inquorateReason).toBe('the rest is on a plane');
  });

  it('[M1.2] a deputy stands in, and a quorate start keeps no inquorate reason', () => {
    const test = prepared();
    for (const id of ['rel-01', 'ops-01', 'eng-02']) test.done({ type: 'attendee.arrive', member: id });
    test.done({ type: 'meeting.start', inquorateReason: 'not needed' });
    expect(test.review().inquorateReason).toBeNull();
  });

  it('[M1.2] heads alone do not make a quorum when a seat is not represented', () => {
    const test = prepared();
    for (const id of ['rel-01', 'ops-01', 'eng-01']) test.done({ type: 'attendee.arrive', member: id });
    expect(test.refused({ type: 'meeting.start', inquorateReason: null })).toBe('M1.2');
  });

  it('[M1.2] nobody arrives or leaves once the review is closed', () => {
    const test = startTestReview();
    goTo(test, 'sign');
    test.done({ type: 'review.close', summary: 'done' });
    expect(test.refused({ type: 'attendee.leave', member: 'rel-01' })).toBe('H1');
    expect(test.refused({ type: 'attendee.arrive', member: 'eng-01' })).toBe('H1');
  });
});

describe('closing', () => {
  it('[M1.6] a parked topic without an exit keeps the review open; each exit lets it close', () => {
    const test = startTestReview();
    test.done({ type: 'topic.park', id: 'top1', text: 'who owns the load test?' });
    goTo(test, 'sign');
    expect(test.refused({ type: 'review.close', summary: 'done' })).toBe('M1.6');
    expect(test.refused({ type: 'topic.exit', topic: 'top1', exit: { kind: 'park', until: '2026-03-16' } })).toBe(
      'M1.6',
    );
    expect(test.refused({ type: 'topic.exit', topic: 'top1', exit: { kind: 'action', action: 'nope1' } })).toBe('M1.6');
    test.done({ type: 'topic.exit', topic: 'top1', exit: { kind: 'park', until: '2026-03-17' } });
    test.done({ type: 'review.close', summary: 'done' });
    expect(test.review()).toMatchObject({ phase: 'closed', summary: 'done', agenda: { pace: { name: 'ended' } } });
  });

  it('[M1.6] an exit into an action that is dropped afterwards is none', () => {
    const test = startTestReview();
    test.done({ type: 'topic.park', id: 'top1', text: 'the load test' });
    goTo(test, 'sign');
    test.done({ type: 'action.note', id: 'act1', text: 'Add a load test', author: member('ops-01'), causes: [] });
    test.done({ type: 'topic.exit', topic: 'top1', exit: { kind: 'action', action: 'act1' } });
    expect(openIssues(test.review())).toEqual([]);
    test.done({ type: 'action.drop', action: 'act1', reason: 'not ours' });
    expect(test.refused({ type: 'review.close', summary: 'done' })).toBe('M1.6');
  });

  it('[M1.6] a held idea that nobody took up or dismissed keeps the review open', () => {
    const test = startTestReview();
    test.done(causePropose('idea1'));
    goTo(test, 'sign');
    expect(test.refused({ type: 'review.close', summary: 'done' })).toBe('M1.6');
    test.done({ type: 'idea.dismiss', idea: 'idea1', reason: 'nothing points to it' });
    test.done({ type: 'review.close', summary: 'done' });
  });

  it('[M1.6] nothing closes before the actions', () => {
    const test = startTestReview();
    expect(test.refused({ type: 'review.close', summary: 'done' })).toBe('M1.6');
  });
});

describe('facts before causes', () => {
  it('[M3.1] a cause offered during facts is sealed into held ideas and opened at causes', () => {
    const test = startTestReview();
    test.done(causePropose('idea1'));
    expect(test.review()).toMatchObject({ causes: [], ideas: [{ id: 'idea1', fate: { kind: 'sealed' } }] });
    expect(test.refused({ type: 'cause.take-idea', id: 'cau1', idea: 'idea1', parent: null, category: 'change' })).toBe(
      'M3.1',
    );
    goTo(test, 'causes');
    expect(test.review().ideas[0]?.fate.kind).toBe('open');
    test.done({ type: 'cause.take-idea', id: 'cau1', idea: 'idea1', parent: null, category: 'change' });
    expect(test.review().ideas[0]?.fate).toEqual({ kind: 'cause', cause: 'cau1' });
  });

  it('[M3.1] facts are left only when a majority of those present agreed', () => {
    const test = startTestReview();
    expect(test.refused({ type: 'facts.agree', inFavour: 3 })).toBe('M3.1');
    goTo(test, 'agree');
    expect(test.refused({ type: 'meeting.next' })).toBe('M3.1');
    expect(test.refused({ type: 'facts.agree', inFavour: 1 })).toBe('M3.1');
    expect(test.refused({ type: 'facts.agree', inFavour: 4 })).toBe('M3.1');
    test.done({ type: 'facts.agree', inFavour: 2 });
    test.done({ type: 'meeting.next' });
    expect(test.review().phase).toBe('causes');
  });

  it('[M3.1] a fact that changes after the agreement needs hands anew', () => {
    const test = startTestReview();
    goTo(test, 'agree');
    test.done({ type: 'facts.agree', inFavour: 3 });
    test.done(claimAdd('clm1'));
    expect(test.review().factsAgreed).toBeNull();
    expect(test.refused({ type: 'meeting.next' })).toBe('M3.1');
  });

  it('[M3.1] a room that lost its quorum cannot agree on the facts', () => {
    const test = startTestReview();
    goTo(test, 'agree');
    test.done({ type: 'attendee.leave', member: 'prod-01' });
    expect(test.refused({ type: 'facts.agree', inFavour: 2 })).toBe('M3.1');
  });

  it('[M3.1] facts are settled after causes; going back is allowed, journaled, and voids the agreement', () => {
    const test = startTestReview();
    goTo(test, 'causes');
    expect(test.refused(claimAdd('clm1'))).toBe('M3.1');
    expect(test.refused({ type: 'meeting.return', item: 'actions', reason: 'eager' })).toBe('M3.1');
    test.done({ type: 'meeting.return', item: 'facts', reason: 'one was missing' });
    expect(test.review()).toMatchObject({
      phase: 'facts',
      factsAgreed: null,
      returns: [{ reason: 'one was missing' }],
    });
    test.done(claimAdd('clm1'));
    goTo(test, 'causes');
  });
});

describe('claims', () => {
  it('[M3.3] a claim without evidence, or with testimony alone, cannot become a cause', () => {
    const test = startTestReview();
    test.done(claimAdd('clm1'));
    test.done(claimAdd('clm2'));
    attach(test, 'claim', 'clm1', { type: 'testimony', words: 'ops-01 saw it' });
    attach(test, 'claim', 'clm2', deployment);
    goTo(test, 'causes');
    expect(test.refused({ type: 'cause.take-claim', id: 'cau1', claim: 'clm1', category: 'change' })).toBe('M3.3');
    test.done({ type: 'cause.take-claim', id: 'cau2', claim: 'clm2', category: 'change' });
    expect(test.review().causes[0]).toMatchObject({ id: 'cau2', evidence: [{ label: 'deployment' }] });
  });

  it('[M3.3] evidence that does not resolve, or lies there already, is refused', () => {
    const test = startTestReview();
    test.done(claimAdd('clm1'));
    const command = {
      type: 'evidence.attach',
      id: 'evi1',
      target: { kind: 'claim', id: 'clm1' },
      locator: deployment,
      bearing: 'supports',
    } as const;
    expect(test.refused(command)).toBe('M3.3');
    test.evidence = { found: false, reason: 'no such row' };
    expect(test.refused(command)).toBe('M3.3');
    test.evidence = { found: true, hash: 'b'.repeat(64), label: 'x' };
    test.done(command);
    expect(test.refused({ ...command, id: 'evi2' })).toBe('M3.3');
  });

  it('[M3.3] a fact does not lie in the future', () => {
    const test = startTestReview();
    const claim = { type: 'claim.add', id: 'clm1', text: 'soon', author: member('ops-01') } as const;
    expect(test.refused({ ...claim, happenedAt: test.now + 1 })).toBe('M3.3');
    test.done({ ...claim, happenedAt: test.now });
  });
});
