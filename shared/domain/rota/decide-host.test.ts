import { describe, expect, it } from 'vitest';
import type { MemberId } from '../ids.ts';
import { foldReview } from '../review/fold.ts';
import { openTestReview, testStart, type TestReview } from '../review/test-review.ts';
import { decideSkip } from './decide-host.ts';
import { rotaOf } from './rota.ts';

const seated = (): TestReview => {
  const test = openTestReview();
  test.done({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: null });
  test.done({ type: 'seat.fill', seat: 'operations', accountable: 'ops-01', deputy: null });
  test.done({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: null });
  return test;
};
const host = (facilitator: string, scribe: string | null = null, reason: string | null = null) =>
  ({ type: 'host.name', facilitator, scribe, reason }) as const;

describe('naming the hosts', () => {
  it('[M3.5] somebody of the timeline needs a reason, which stays with the review', () => {
    const test = seated();
    expect(test.refused(host('rel-01'))).toBe('M3.5');
    test.done(host('rel-01', null, 'nobody else leads this week'));
    expect(test.review()).toMatchObject({
      facilitator: 'rel-01',
      hostReason: 'nobody else leads this week',
      hostExceptions: [{ role: 'facilitator', kind: 'in-timeline' }],
    });
  });

  it('[M3.5] the same person twice running needs a reason, the scribe too', () => {
    const test = seated();
    test.rota = { held: [{ review: 'r-2026-000', at: 0, facilitator: 'eng-01', scribe: 'eng-02' }] };
    expect(test.refused(host('eng-01'))).toBe('M3.5');
    const other = { ...test.rota.held[0], review: 'r-2025-009', at: 1, facilitator: 'ops-01', scribe: 'eng-02' };
    test.rota = { held: [...test.rota.held, other] };
    test.done(host('eng-01'));
    expect(test.refused(host('eng-01', 'eng-02'))).toBe('M3.5');
    test.done(host('eng-01', 'eng-02', 'the only one who types'));
    expect(test.review().hostExceptions).toEqual([{ role: 'scribe', kind: 'twice-running' }]);
  });

  it('[M3.5] a reason stands for whoever stays when the other host is named, and is asked for anew for another person', () => {
    const test = openTestReview();
    test.rota = { held: [{ review: 'r-2026-000', at: 0, facilitator: 'eng-01', scribe: 'eng-02' }] };
    test.done(host('eng-01', null, 'only lead free'));
    test.done(host('eng-01', 'prod-01'));
    expect(test.review()).toMatchObject({ scribe: 'prod-01', hostReason: 'only lead free' });
    expect(test.refused(host('eng-01', 'eng-02'))).toBe('M3.5');
    test.done(host('eng-01', 'eng-02', 'types fast'));
    expect(test.review().hostReason).toBe('only lead free; types fast');
    test.done(host('eng-01', null, 'only lead free'));
    test.rota = { held: [{ review: 'r-2026-000', at: 0, facilitator: 'rel-01', scribe: null }] };
    expect(test.refused(host('rel-01'))).toBe('M3.5');
  });

  it('[M3.5] a reason that nothing asked for is not kept', () => {
    const test = seated();
    test.done(host('eng-01', null, 'because'));
    expect(test.review()).toMatchObject({ hostReason: null, hostExceptions: [] });
  });

  it('[M3.5] a seat given to the facilitator afterwards, or a review held since, is seen at sealing', () => {
    const test = seated();
    test.done(host('eng-01'));
    test.done({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: 'eng-01' });
    expect(test.refused({ type: 'review.prepare' })).toBe('M3.5');
    test.done(host('eng-01', null, 'prod-01 asked for it'));
    test.rota = { held: [{ review: 'r-2026-000', at: 0, facilitator: 'eng-01', scribe: null }] };
    expect(test.refused({ type: 'review.prepare' })).toBe('M3.5');
    test.rota = { held: [] };
    test.done({ type: 'review.prepare' });
  });

  it('[M3.5] whoever was named for a review that was never held is charged nothing', () => {
    const test = seated();
    test.done(host('eng-01'));
    expect(rotaOf([test.review()]).held).toEqual([]);
    test.done({ type: 'review.prepare' });
    for (const member of ['rel-01', 'ops-01', 'prod-01']) test.done({ type: 'attendee.arrive', member });
    test.done({ type: 'meeting.start', inquorateReason: null });
    expect(rotaOf([test.review()]).held).toEqual([
      { review: 'r-2026-001', at: testStart, facilitator: 'eng-01', scribe: null },
    ]);
  });

  it('[M3.5] an older journal that only names them is read', () => {
    const test = seated();
    test.append({ type: 'host.named.v1', body: { facilitator: 'eng-01' as MemberId, scribe: null } });
    expect(foldReview(test.events)?.review).toMatchObject({ facilitator: 'eng-01', hostReason: null });
  });
});

describe('skipping', () => {
  const skip = { review: 'r-2026-001', member: 'eng-01', role: 'facilitator', reason: 'away', swappedWith: null };
  const decided = (test: TestReview, more: object = {}) =>
    decideSkip({ ...skip, ...more } as Parameters<typeof decideSkip>[0], test.workspace, test.review());

  it('[M3.5] is refused for strangers, a second time, and for a swap with nobody who may', () => {
    const test = seated();
    expect(decided(test).ok).toBe(true);
    expect(decided(test, { member: 'gone-01' })).toMatchObject({ ok: false, error: { rule: 'M3.5' } });
    expect(decided(test, { swappedWith: 'eng-01' })).toMatchObject({ ok: false });
    expect(decided(test, { swappedWith: 'eng-02' })).toMatchObject({ ok: false });
    expect(decided(test, { swappedWith: 'ops-01' }).ok).toBe(true);
    test.workspace = { ...test.workspace, rotaSkips: [{ ...skip, at: 1 } as never] };
    expect(decided(test)).toMatchObject({ ok: false, error: { rule: 'M3.5' } });
  });
});
