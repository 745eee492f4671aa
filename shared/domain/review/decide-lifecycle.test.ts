import { describe, expect, it } from 'vitest';
import type { ReviewCommand } from './commands.ts';
import { decide } from './decide.ts';
import { member, openTestReview, startTestReview, type TestReview } from './test-review.ts';

const fillSeats = (test: TestReview): void => {
  test.done({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: null });
  test.done({ type: 'seat.fill', seat: 'operations', accountable: 'ops-01', deputy: null });
  test.done({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: null });
};

describe('preparing', () => {
  it('[M2.1] without a package nothing is prepared, and the package is sealed by its hash', () => {
    const test = openTestReview();
    fillSeats(test);
    test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
    const { now, workspace } = test;
    const context = { now, by: 'ops-01', workspace, evidence: null, package: null, goLive: null, rota: test.rota };
    const bare = decide(test.folded(), { type: 'review.prepare' }, context);
    expect(bare).toMatchObject({ ok: false, error: { rule: 'M2.1' } });
    test.done({ type: 'review.prepare' });
    expect(test.review()).toMatchObject({ phase: 'prepared', package: { hash: 'a'.repeat(64) } });
  });

  it('[M3.5] nothing is prepared until a facilitator is named', () => {
    const test = openTestReview();
    fillSeats(test);
    expect(test.refused({ type: 'review.prepare' })).toBe('M3.5');
    test.done({ type: 'host.name', facilitator: 'eng-01', scribe: 'eng-02' });
    test.done({ type: 'review.prepare' });
    expect(test.review()).toMatchObject({ facilitator: 'eng-01', scribe: 'eng-02' });
  });

  it('[M3.5] the facilitator is of the roster and leads, the scribe is of the roster', () => {
    const test = openTestReview();
    expect(test.refused({ type: 'host.name', facilitator: 'gone-01', scribe: null })).toBe('M3.5');
    expect(test.refused({ type: 'host.name', facilitator: 'eng-02', scribe: null })).toBe('M3.5');
    expect(test.refused({ type: 'host.name', facilitator: 'eng-01', scribe: 'gone-01' })).toBe('M3.5');
    expect(test.review().facilitator).toBeNull();
  });
});

describe('forward only', () => {
  const settled: readonly ReviewCommand[] = [
    { type: 'seat.fill', seat: 'release', accountable: 'eng-01', deputy: null },
    { type: 'host.name', facilitator: 'eng-01', scribe: null },
    { type: 'meeting.schedule', at: 0 },
    { type: 'review.prepare' },
    { type: 'meeting.start', inquorateReason: null },
  ];
  it.each(settled)('[H1] once the meeting began, $type is refused', (command) => {
    expect(startTestReview().refused(command)).toBe('H1');
  });

  const said: readonly ReviewCommand[] = [
    { type: 'claim.add', id: 'claim1', text: 'It was slow', happenedAt: null, author: member('ops-01') },
    { type: 'topic.park', id: 'topic1', text: 'Another thing' },
    { type: 'action.note', id: 'action1', text: 'Add an alert', author: member('ops-01'), causes: [] },
  ];
  it.each(said)('[H1] before the meeting begins, $type is refused', (command) => {
    expect(openTestReview().refused(command)).toBe('H1');
  });
});
