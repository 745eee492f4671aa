import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardPolicy } from '../policy/standard-policy.ts';
import { openIssues } from '../review/review.ts';
import { goTo, startTestReview, testStart } from '../review/test-review.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import { decideAcknowledgement } from './acknowledgement.ts';
import { firstAnswerBy, firstAnswerDay, nextRung, rungsOf, standingOf, unsent } from './decide-escalation.ts';
import { evolveEscalations, type Climb, type Escalation, type Packet } from './escalation.ts';

const hour = 3_600_000;
const { escalation } = standardPolicy;
const climb = (to: string, withinHours: number): Climb => ({ ladder: 'incident', to, withinHours });
const packet = (rung: number, createdAt: number, answerBy: number): Packet => ({
  id: `r-2026-001-top1-${rung}`,
  sha256: rung.toString(16).padStart(64, '0'),
  createdAt,
  answerBy,
});
const sent = (rungs: readonly Climb[], at: number): readonly Escalation[] =>
  evolveEscalations([], {
    type: 'escalation.sent.v1',
    body: {
      id: 'r-2026-001-top1',
      review: 'r-2026-001' as never,
      topic: 'top1',
      issue: 'Who owns the gateway?',
      target: 'incident',
      rungs: [...rungs],
      packet: packet(1, at, at + (rungs[0]?.withinHours ?? 1) * hour),
    },
  });

/** What the host does every minute. */
function check(list: readonly Escalation[], now: number): readonly Escalation[] {
  return list.reduce((all, each) => {
    const next = nextRung(each, now);
    if (next === null) return all;
    const body = { escalation: each.id, rung: next.rung, packet: packet(next.rung, now, next.answerBy) };
    return evolveEscalations(all, { type: 'escalation.raised.v1', body });
  }, list);
}

const answer = (rung: number, at: number): Acknowledgement => ({
  format: 'hotwash-acknowledgement/1',
  packet: rung.toString(16).padStart(64, '0'),
  by: 'Problem manager',
  at: new Date(at).toISOString(),
  decision: 'accepted',
  reference: 'PRB-1',
  words: '',
  device: null,
});

describe('the ladder', () => {
  it('[M1.6] goes on in the ladder that it names, and a circle ends where it meets itself', () => {
    const ladders = {
      ...escalation.ladders,
      incident: { rungs: [{ to: 'a', withinHours: 1 }], next: 'problem' },
      problem: { rungs: [{ to: 'b', withinHours: 2 }], next: 'incident' },
    };
    expect(rungsOf({ ...escalation, ladders }, 'incident').map(({ ladder, to }) => `${ladder} ${to}`)).toEqual([
      'incident a',
      'problem b',
    ]);
  });

  it('[M1.6] the day it offers comes from the first rung, and is never today', () => {
    expect(firstAnswerDay(escalation, 'incident', testStart, 'Europe/Berlin')).toBe('2026-03-17');
    expect(firstAnswerDay(escalation, 'problem', testStart, 'Europe/Berlin')).toBe('2026-03-19');
  });

  it('[M1.6] the room may ask for haste, only the policy grants time', () => {
    const test = startTestReview();
    goTo(test, 'sign');
    test.done({ type: 'topic.park', id: 'top1', text: 'Who owns the gateway?' });
    const exit = { kind: 'escalate', to: 'problem', answerBy: '2026-03-20', reason: 'twice this month' } as const;
    expect(test.refused({ type: 'topic.exit', topic: 'top1', exit })).toBe('M1.6');
    test.done({ type: 'topic.exit', topic: 'top1', exit: { ...exit, answerBy: '2026-03-17' } });
    expect(unsent(test.review(), [])).toEqual([]);
    test.done({ type: 'review.close', summary: 'Handed on.' });
    const [topic] = unsent(test.review(), []);
    if (topic === undefined) throw new Error('nothing to send');
    expect(new Date(firstAnswerBy(test.review(), topic, testStart)).toISOString()).toBe('2026-03-17T23:00:00.000Z');
    const incident = { ...topic, exit: { ...topic.exit, to: 'incident' as const } };
    expect(firstAnswerBy(test.review(), incident, testStart)).toBe(testStart + 4 * hour);
    expect(
      unsent(
        test.review(),
        sent([climb('a', 1)], 0).map((each) => ({ ...each, id: 'r-2026-001-top1' })),
      ),
    ).toEqual([]);
  });

  it('[M1.6] hands that nobody counted are an open issue at close', () => {
    const test = startTestReview();
    goTo(test, 'sign');
    test.done({ type: 'vote.open', id: 'vote1', question: 'Forward?', options: ['forward', 'back'] });
    expect(openIssues(test.review())).toEqual([{ kind: 'vote', id: 'vote1', text: 'Forward?' }]);
    expect(test.refused({ type: 'review.close', summary: 'Not yet.' })).toBe('M1.6');
    test.done({ type: 'vote.withdraw', vote: 'vote1' });
    test.done({ type: 'review.close', summary: 'Done.' });
  });

  it('[M1.6] late is the next rung; late on the last one stays unanswered', () => {
    const rungs = [climb('a', 1), climb('b', 2)];
    const first = sent(rungs, 0);
    expect(check(first, hour - 1)).toBe(first);
    const second = check(first, hour);
    expect(second[0]?.packets.map(({ id, answerBy }) => [id, answerBy])).toEqual([
      ['r-2026-001-top1-1', hour],
      ['r-2026-001-top1-2', 3 * hour],
    ]);
    const last = check(second, 100 * hour);
    expect(last).toBe(second);
    expect(last.map((each) => standingOf(each, 100 * hour).name)).toEqual(['unanswered']);
  });

  it('[M1.6] each rung is raised at most once and in order, whatever the clock and the answers do', () => {
    const step = fc.oneof(
      fc.integer({ min: -50, max: 50 }).map((hours) => ({ kind: 'clock' as const, hours })),
      fc.constant({ kind: 'answer' as const, hours: 0 }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
        fc.array(step, { maxLength: 30 }),
        (hours, steps) => {
          let now = 1000 * hour;
          let list = sent(
            hours.map((each, index) => climb(`r${index}`, each)),
            now,
          );
          for (const each of steps) {
            const before = list;
            if (each.kind === 'answer') {
              const rung = list[0]?.packets.length ?? 1;
              const taken = decideAcknowledgement(list, answer(rung, now), null, null, now);
              if (taken.ok) list = evolveEscalations(list, taken.value);
            } else {
              now += each.hours * hour;
              list = check(check(list, now), now);
              expect((list[0]?.packets.length ?? 0) - (before[0]?.packets.length ?? 0)).toBeLessThanOrEqual(1);
              if ((before[0]?.answers.length ?? 0) > 0) expect(list).toBe(before);
            }
          }
          const rungs = list[0]?.packets.map(({ id }) => Number(id.split('-').at(-1))) ?? [];
          expect(rungs).toEqual(rungs.map((_rung, index) => index + 1));
          expect(rungs.length).toBeLessThanOrEqual(hours.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('an acknowledgement', () => {
  const list = check(sent([climb('a', 1), climb('b', 2)], 10 * hour), 11 * hour);
  const take = (change: Partial<Acknowledgement>, expected: string | null = null, known = list) => {
    const taken = decideAcknowledgement(known, { ...answer(2, 11.5 * hour), ...change }, null, expected, 12 * hour);
    return taken.ok ? 'taken' : taken.error.message;
  };

  it('[M1.6] answers a packet that was sent from here', () => {
    expect(take({})).toBe('taken');
    expect(take({ packet: 'f'.repeat(64) })).toMatch(/^No packet with the hash ffffffffffff… was sent/);
    expect(take({}, 'r-2026-002-top9')).toMatch(/answers another packet/);
  });

  it('[M1.6] an earlier rung may still answer, but no packet twice', () => {
    const taken = decideAcknowledgement(list, answer(1, 11.5 * hour), null, null, 12 * hour);
    if (!taken.ok) throw new Error(taken.error.message);
    const answered = evolveEscalations(list, taken.value);
    expect(take({ packet: '1'.padStart(64, '0') }, null, answered)).toMatch(/answered already/);
    expect(answered.map((each) => standingOf(each, 100 * hour).name)).toEqual(['accepted']);
    expect(check(answered, 100 * hour)).toBe(answered);
  });

  it('[M1.6] is refused when it is older than the packet, or from the future', () => {
    expect(take({ at: new Date(10 * hour).toISOString() })).toMatch(/before the packet was made/);
    expect(take({ at: new Date(40 * hour).toISOString() })).toMatch(/which is to come/);
  });
});
