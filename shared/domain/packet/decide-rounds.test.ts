import { describe, expect, it } from 'vitest';
import type { MemberId, ReviewId } from '../ids.ts';
import {
  attach,
  causeRules,
  deployment,
  member,
  openTestReview,
  testStart,
  type TestReview,
  type TestRules,
} from '../review/test-review.ts';
import { decidePacket } from './decide-packet.ts';
import type { Packet, Said } from './packet.ts';

const hour = 3_600_000;
const reviewers = ['rel-01', 'ops-01', 'prod-01'].map(member);

function prepared(rules?: TestRules): TestReview {
  const test = openTestReview(rules);
  test.done({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: null });
  test.done({ type: 'seat.fill', seat: 'operations', accountable: 'ops-01', deputy: null });
  test.done({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: null });
  test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
  test.done({ type: 'review.prepare' });
  return test;
}

const ask = (test: TestReview, id: string, phase: 'facts' | 'causes' | 'actions', deadline = test.now + 24 * hour) =>
  ({ type: 'round.ask', id, phase, deadline, reviewers }) as const;

let files = 0;
function answer(test: TestReview, round: string, author: string, ...said: Said[]) {
  files += 1;
  const packet: Packet = {
    format: 'hotwash-packet/1',
    review: test.review().id as ReviewId,
    round,
    author: author as MemberId,
    revision: 1,
    said,
  };
  const opened = { packet, sha256: files.toString(16).padStart(64, '0'), fingerprint: 'made up' };
  const verdict = decidePacket(test.review(), opened, { now: test.now, workspace: test.workspace });
  if (verdict.ok) for (const event of verdict.value) test.append(event);
  return verdict.ok ? 'taken' : verdict.error.rule;
}
const agree: Said = { kind: 'agree', agrees: true };

describe('a review without a meeting', () => {
  it('[M7.5] [M3.1] goes from facts to actions by rounds; changed facts need another round', () => {
    const test = prepared();
    test.done(ask(test, 'round1', 'facts'));
    const fact: Said = { kind: 'fact', id: 'fact1', text: 'Two versions answered.', happenedAt: testStart - hour };
    expect(answer(test, 'round1', 'rel-01', fact, agree)).toBe('taken');
    expect(
      answer(test, 'round1', 'ops-01', { kind: 'idea', id: 'idea1', text: 'A drain', category: 'process' }, agree),
    ).toBe('taken');
    expect(answer(test, 'round1', 'prod-01', agree)).toBe('taken');
    test.done({ type: 'round.settle', round: 'round1', inquorateReason: null });
    expect(test.review()).toMatchObject({
      phase: 'facts',
      factsAgreed: null,
      claims: [{ author: 'rel-01' }],
      ideas: [{ fate: { kind: 'sealed' } }],
    });
    expect(test.refused(ask(test, 'round2', 'causes'))).toBe('M3.1');

    test.done(ask(test, 'round2', 'facts'));
    for (const author of ['rel-01', 'ops-01', 'prod-01']) answer(test, 'round2', author, agree);
    test.done({ type: 'round.settle', round: 'round2', inquorateReason: null });
    expect(test.review().factsAgreed).toMatchObject({ inFavour: 3, present: 3 });

    test.done(ask(test, 'round3', 'causes'));
    expect(test.review()).toMatchObject({ phase: 'causes', ideas: [{ fate: { kind: 'open' } }] });
    expect(test.review().attended).toEqual(['rel-01', 'ops-01', 'prod-01']);
  });

  it('[M4.1] [M4.6] takes causes without the three questions, and one that is worded otherwise is a hypothesis again', () => {
    const test = prepared({ causes: causeRules });
    const settle = (round: string, said: Said) => {
      for (const author of ['rel-01', 'ops-01', 'prod-01']) expect(answer(test, round, author, said)).toBe('taken');
      test.done({ type: 'round.settle', round, inquorateReason: null });
    };
    test.done(ask(test, 'round1', 'facts'));
    settle('round1', agree);
    test.done(ask(test, 'round2', 'causes'));
    settle('round2', { kind: 'idea', id: 'cau1', text: 'A drain', category: 'process' });
    attach(test, 'cause', 'cau1', deployment);
    test.done({ type: 'cause.support', cause: 'cau1' });
    test.done(ask(test, 'round3', 'causes'));
    settle('round3', { kind: 'reword', of: 'cau1', text: 'The drain took long' });
    expect(test.review().causes).toMatchObject([{ text: 'The drain took long', state: { name: 'hypothesis' } }]);
    expect(test.folded().fault).toBeNull();
  });

  it('[M7.5] is settled before its deadline only when everybody answered, and below quorum only with a reason', () => {
    const test = prepared();
    test.done(ask(test, 'round1', 'facts'));
    answer(test, 'round1', 'rel-01', agree);
    const settle = { type: 'round.settle', round: 'round1', inquorateReason: null } as const;
    expect(test.refused(settle)).toBe('M7.5');
    test.pass(24 * hour);
    expect(test.refused(settle)).toBe('M1.2');
    test.done({ ...settle, inquorateReason: 'the others are at sea' });
    expect(test.review().inquorateReason).toBe('the others are at sea');
  });

  it('[M7.5] refuses what was not asked, and keeps a late answer without counting it', () => {
    const test = prepared();
    test.done(ask(test, 'round1', 'facts'));
    expect(answer(test, 'round9', 'rel-01', agree)).toBe('M7.5');
    expect(answer(test, 'round1', 'eng-02', agree)).toBe('M7.5');
    expect(answer(test, 'round1', 'rel-01', { kind: 'action', id: 'act1', text: 'Add an alert' })).toBe('M7.5');
    expect(answer(test, 'round1', 'rel-01', { kind: 'reword', of: 'nope1', text: 'x' })).toBe('M7.5');
    for (const author of ['rel-01', 'ops-01']) answer(test, 'round1', author, agree);
    test.pass(24 * hour + 1);
    expect(answer(test, 'round1', 'prod-01', agree)).toBe('taken');
    expect(test.review().rounds[0]?.packets.at(-1)?.late).toBe(true);
    expect(test.refused({ type: 'round.settle', round: 'round1', inquorateReason: null })).toBe('M1.2');
  });

  it('[M7.5] shows the value that lost beside the one that stands', () => {
    const test = prepared();
    test.done(ask(test, 'round1', 'facts'));
    const fact = (text: string): Said => ({ kind: 'fact', id: 'fact1', text, happenedAt: null });
    answer(test, 'round1', 'rel-01', fact('by release'));
    answer(test, 'round1', 'ops-01', fact('by operations'));
    answer(test, 'round1', 'prod-01', agree);
    test.done({ type: 'round.settle', round: 'round1', inquorateReason: null });
    const [round] = test.review().rounds;
    expect(test.review().claims.map(({ text }) => text)).toEqual(['by release']);
    expect(round?.settled?.lost).toMatchObject([{ stands: { author: 'rel-01' }, lost: [{ author: 'ops-01' }] }]);
  });

  it('[M7.5] does not begin once the meeting has, and one round is open at a time', () => {
    const test = prepared();
    test.done(ask(test, 'round1', 'facts'));
    expect(test.refused(ask(test, 'round2', 'facts'))).toBe('M7.5');
    expect(test.refused({ type: 'undo' })).toBe('H2');
    const meeting = prepared();
    for (const code of ['rel-01', 'ops-01', 'prod-01']) meeting.done({ type: 'attendee.arrive', member: code });
    meeting.done({ type: 'meeting.start', inquorateReason: null });
    expect(meeting.refused(ask(meeting, 'round1', 'facts'))).toBe('M7.5');
  });

  it('[M7.5] is closed from its last round with no clock started, by the rules of closing', () => {
    const test = prepared();
    const everybody = (round: string, ...said: Said[]) => {
      for (const author of ['rel-01', 'ops-01', 'prod-01'])
        expect(
          answer(test, round, author, ...said, { kind: 'comment', id: `note${author[0]}`, on: null, text: 'read' }),
        ).toBe('taken');
      test.done({ type: 'round.settle', round, inquorateReason: null });
    };
    test.done(ask(test, 'round1', 'facts'));
    expect(test.refused({ type: 'meeting.start', inquorateReason: null })).toBe('M7.5');
    expect(test.refused({ type: 'meeting.resume' })).toBe('M7.5');
    expect(test.refused({ type: 'attendee.arrive', member: 'rel-01' })).toBe('M7.5');
    everybody('round1', agree);
    test.done(ask(test, 'round2', 'causes'));
    everybody('round2', { kind: 'idea', id: 'idea2', text: 'No drain before the switch', category: 'process' });
    test.done(ask(test, 'round3', 'actions'));
    const close = { type: 'review.close', summary: 'Two versions answered; a drain step is to come.' } as const;
    expect(test.refused(close)).toBe('M7.5');
    everybody('round3', { kind: 'action', id: 'act1', text: 'Add a drain step' });
    expect(test.review().actions).toHaveLength(1);
    if (test.review().requiredRoles.includes('product-manager')) expect(test.refused(close)).toBe('M8.5');
    else test.done(close);
    expect(test.review().agenda.startedAt).toBeNull();
  });

  it('[M3.3] refuses a packet with blame in it whole, and says which statement', () => {
    const test = prepared();
    test.done(ask(test, 'round1', 'facts'));
    const blame: Said = { kind: 'fact', id: 'fact1', text: 'The engineer forgot to drain the pool.', happenedAt: null };
    expect(answer(test, 'round1', 'rel-01', agree, blame)).toBe('M3.3');
    expect(test.review().rounds[0]?.packets).toEqual([]);
  });
});
