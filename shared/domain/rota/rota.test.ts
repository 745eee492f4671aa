import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberId, ReviewId, ServiceId } from '../ids.ts';
import { openTestReview } from '../review/test-review.ts';
import { emptyWorkspace, type Member, type Workspace } from '../workspace/workspace.ts';
import type { RotaSkip } from './rota-skip.ts';
import { inTimeline, proposeHost, rotaOrder, spreadOf, type Held, type RotaQuestion } from './rota.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23);
const lead = (id: string): Member => ({ id, display: id, role: 'engineering', leads: true, active: true });
const workspaceOf = (members: readonly Member[], rotaSkips: readonly RotaSkip[] = []): Workspace => ({
  ...emptyWorkspace,
  members,
  rotaSkips,
});
const held = (facilitators: readonly string[]): readonly Held[] =>
  facilitators.map((facilitator, index) => ({
    review: `r-2026-${index}`,
    at: now - (facilitators.length - index) * day,
    facilitator,
    scribe: null,
  }));
const ask = (workspace: Workspace, done: readonly Held[] = [], more: Partial<RotaQuestion> = {}): RotaQuestion => ({
  role: 'facilitator',
  state: { held: done },
  workspace,
  now,
  rememberWeeks: 52,
  ...more,
});
const order = (question: RotaQuestion): readonly string[] => rotaOrder(question).map(({ member }) => member);
const skip = (member: string, at: number, swappedWith: string | null = null, review = 'r-2026-001'): RotaSkip => ({
  review: review as ReviewId,
  member: member as MemberId,
  role: 'facilitator',
  reason: 'on holiday',
  swappedWith: swappedWith as MemberId | null,
  at,
});
const three = [lead('c-01'), lead('a-01'), lead('b-01')];

describe('the order of the rota', () => {
  it('[M3.5] is who never did it, then who did it least recently, then by code', () => {
    expect(order(ask(workspaceOf(three)))).toEqual(['a-01', 'b-01', 'c-01']);
    expect(order(ask(workspaceOf(three), held(['a-01', 'c-01', 'a-01'])))).toEqual(['b-01', 'c-01', 'a-01']);
  });

  it('[M3.5] holds leads alone for the facilitator and everybody active for the scribe', () => {
    const members = [...three, { ...lead('eng-09'), leads: false }, { ...lead('gone-01'), active: false }];
    expect(order(ask(workspaceOf(members)))).not.toContain('eng-09');
    expect(order(ask(workspaceOf(members), [], { role: 'scribe' }))).toContain('eng-09');
    expect(order(ask(workspaceOf(members), [], { role: 'scribe' }))).not.toContain('gone-01');
  });

  it('[M3.5] puts whoever was skipped first next time, until they did it', () => {
    const done = held(['a-01', 'b-01', 'c-01']);
    const skipped = workspaceOf(three, [skip('c-01', now - day / 2)]);
    expect(order(ask(skipped, done))[0]).toBe('c-01');
    const paid = [...done, { review: 'r-2026-9', at: now - day / 4, facilitator: 'c-01', scribe: null }];
    expect(order(ask(skipped, paid))).toEqual(['a-01', 'b-01', 'c-01']);
  });

  it('[M3.5] charges a swap to who did it and leaves the other their turn', () => {
    // a-01 was up; b-01 did it in their place.
    const swapped = workspaceOf(three, [skip('a-01', now - 2 * day, 'b-01')]);
    const turns = rotaOrder(ask(swapped, held(['b-01'])));
    expect(turns.map(({ member, times }) => [member, times])).toEqual([
      ['a-01', 0],
      ['c-01', 0],
      ['b-01', 1],
    ]);
    expect(turns[0]?.owesSince).toBe(now - 2 * day);
  });

  it('[M3.5] forgets a debt and a turn after the weeks of the policy', () => {
    const question = ask(workspaceOf(three, [skip('c-01', now - 20 * day)]), held(['a-01']), { rememberWeeks: 2 });
    expect(rotaOrder(question).find(({ member }) => member === 'c-01')?.owesSince).toBeNull();
    const old = [{ review: 'r-2026-0', at: now - 30 * day, facilitator: 'a-01', scribe: null }];
    expect(rotaOrder(ask(workspaceOf(three), old, { rememberWeeks: 2 })).at(-1)).toMatchObject({
      member: 'a-01',
      times: 0,
      last: now - 30 * day,
    });
  });
});

describe('the fairness of the rota', () => {
  it('[M3.5] over any history, turns that are taken as proposed spread by 1 at most, from any beginning', () => {
    const size = fc.integer({ min: 1, max: 12 });
    const history = fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 20 });
    fc.assert(
      fc.property(size, history, fc.integer({ min: 0, max: 40 }), (count, before, rounds) => {
        const members = Array.from({ length: count }, (_, index) => lead(`eng-${String(index).padStart(2, '0')}`));
        const workspace = workspaceOf(members);
        const done = [...held(before.map((index) => members[index % count]?.id ?? ''))];
        const since = new Map(members.map(({ id }) => [id, 0]));
        for (let round = 0; round < rounds; round += 1) {
          const next = order(ask(workspace, done, { now: now + round * day }))[0] ?? '';
          done.push({ review: `r-2027-${round}`, at: now + round * day, facilitator: next, scribe: null });
          since.set(next, (since.get(next) ?? 0) + 1);
          expect(Math.max(...since.values()) - Math.min(...since.values())).toBeLessThanOrEqual(1);
        }
        if (before.length === 0 && rounds < 360)
          expect(spreadOf(rotaOrder(ask(workspace, done, { now: now + rounds * day })))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });

  it('[M3.5] whoever is skipped does the next one, whatever was before', () => {
    const history = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 4 }), (before, who) => {
        const members = Array.from({ length: 5 }, (_, index) => lead(`eng-0${index}`));
        const done = held(before.map((index) => members[index]?.id ?? ''));
        const owing = members[who]?.id ?? '';
        expect(order(ask(workspaceOf(members, [skip(owing, now)]), done, { now: now + day }))[0]).toBe(owing);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the proposal for a review', () => {
  const review = () => {
    const test = openTestReview();
    test.done({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: 'ops-01' });
    return test;
  };

  it('[M3.5] passes over who holds or deputises a seat and who owns what was released, and says why', () => {
    const test = review();
    const service = { id: 'checkout' as ServiceId, title: 'Checkout', tier: 'standard' as const, dependsOn: [] };
    const workspace = { ...test.workspace, services: [{ ...service, owner: 'eng-01' as MemberId }] };
    expect([...inTimeline(test.review(), workspace)]).toEqual([
      ['eng-01', 'owns checkout'],
      ['ops-01', 'deputises for the release seat'],
      ['rel-01', 'holds the release seat'],
    ]);
    const proposal = proposeHost(test.review(), ask(workspace), []);
    expect(proposal.turn?.member).toBe('prod-01');
    expect(proposal.passed).toContainEqual({ member: 'eng-01', why: 'owns checkout' });
  });

  it('[M3.5] takes who did the last one only where nobody else is left', () => {
    const test = review();
    const done = [{ review: 'r-2025-1', at: now - day, facilitator: 'eng-01', scribe: null }];
    expect(proposeHost(test.review(), ask(test.workspace, done), []).turn?.member).toBe('prod-01');
    const few = { ...test.workspace, members: test.workspace.members.filter(({ id }) => id !== 'prod-01') };
    expect(proposeHost(test.review(), ask(few, done), [])).toMatchObject({
      turn: { member: 'eng-01' },
      isTwiceRunning: true,
    });
  });

  it('[M3.5] passes over who was skipped for this review, and proposes nobody where nobody is left', () => {
    const test = review();
    const skips = ['eng-01', 'prod-01'].map((member) => skip(member, now));
    const proposal = proposeHost(test.review(), ask({ ...test.workspace, rotaSkips: skips }), []);
    expect(proposal.turn).toBeNull();
    expect(proposal.passed).toContainEqual({ member: 'prod-01', why: 'skipped for this review' });
  });
});
