import { expect, it } from 'vitest';
import type { MemberId, ReviewId } from '../ids.ts';
import type { ReviewEvent } from '../review/events.ts';
import { member, openTestReview, startTestReview, type TestReview } from '../review/test-review.ts';
import type { Said } from './packet.ts';

const hour = 3_600_000;
const everybody = ['rel-01', 'ops-01', 'prod-01'];

function prepared(): TestReview {
  const test = openTestReview();
  for (const [seat, accountable] of [
    ['release', 'rel-01'],
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const)
    test.done({ type: 'seat.fill', seat, accountable, deputy: null });
  test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
  test.done({ type: 'review.prepare' });
  return test;
}

function asked(...answered: readonly string[]): TestReview {
  const test = prepared();
  const deadline = test.now + 24 * hour;
  test.done({ type: 'round.ask', id: 'round1', phase: 'facts', deadline, reviewers: everybody.map(member) });
  for (const author of answered) test.append(taken({ author }));
  expect(test.folded().fault).toBeNull();
  return test;
}

const agree: Said = { kind: 'agree', agrees: true };

function taken({ author = 'rel-01', round = 'round1', said = [agree] as Said[], late = false }): ReviewEvent {
  const [review, revision] = ['r-2026-001' as ReviewId, 1];
  const packet = { format: 'hotwash-packet/1' as const, review, round, author: author as MemberId, revision, said };
  // Each author signs one file here.
  const sha256 = String(everybody.indexOf(author) + 1)
    .repeat(64)
    .slice(0, 64);
  return { type: 'packet.taken.v1', body: { packet, sha256, fingerprint: 'made up', late } };
}

const asking = (phase: 'facts' | 'causes', id = 'round2', deadline = Number.MAX_SAFE_INTEGER): ReviewEvent => ({
  type: 'round.asked.v1',
  body: { id, phase, deadline, reviewers: everybody.map(member) },
});
const settled = (inquorateReason: string | null, round = 'round1'): ReviewEvent => ({
  type: 'round.settled.v1',
  body: { round, inquorateReason, lost: [], comments: [] },
});
const prolonged = (deadline: number): ReviewEvent => ({
  type: 'round.prolonged.v1',
  body: { round: 'round1', deadline, reason: 'x' },
});

const idea: Said = { kind: 'action', id: 'act1', text: 'Add an alert' };

it.each<[string, string, () => TestReview, (test: TestReview) => ReviewEvent]>([
  ['M7.5', 'a second open round', () => asked(), () => asking('facts')],
  ['M7.5', 'a round while people meet', startTestReview, () => asking('facts')],
  ['M1.1', 'a round of a draft', openTestReview, () => asking('facts')],
  ['M3.1', 'causes before the facts', prepared, () => asking('causes')],
  ['M7.5', 'a deadline that had passed', prepared, (test) => asking('facts', 'round1', test.now - hour)],
  ['M7.5', 'a round that was cut short', () => asked(), (test) => prolonged(test.now + hour)],
  ['M7.5', 'an answer to no round', () => asked(), () => taken({ round: 'round9' })],
  ['M7.5', 'an answer of somebody who was not asked', () => asked(), () => taken({ author: 'eng-02' })],
  ['M7.5', 'an answer taken in twice', () => asked('rel-01'), () => taken({ author: 'rel-01' })],
  ['M7.5', 'an answer to something else', () => asked(), () => taken({ said: [idea] })],
  ['M7.5', 'an answer in time that is said to be late', () => asked(), () => taken({ late: true })],
  ['M7.5', 'a round settled before its deadline', () => asked('rel-01', 'ops-01'), () => settled('at sea')],
  ['M7.5', 'a round settled that is not open', () => asked(...everybody), () => settled(null, 'round9')],
])('[%s] is found: %s', (rule, _what, begin, event) => {
  const test = begin();
  test.append(event(test));
  expect(test.folded().fault).toMatchObject({ rule, seq: test.events.length });
});

it('[M7.5] [M1.2] a late answer that is said to be in time is found, and a settling below quorum without a reason', () => {
  const late = asked();
  late.pass(25 * hour);
  late.append(taken({}));
  expect(late.folded().fault?.rule).toBe('M7.5');
  const few = asked('rel-01');
  few.pass(25 * hour);
  few.append(settled(null));
  expect(few.folded().fault?.rule).toBe('M1.2');
});

it('[M7.5] a meeting, somebody at its door and a closing are found while answers are waited for', () => {
  const events: readonly ReviewEvent[] = [
    { type: 'attendee.arrived.v1', body: { member: member('rel-01') } },
    { type: 'review.closed.v1', body: { summary: 'done' } },
  ];
  for (const event of events) {
    const test = asked();
    test.append(event);
    expect(test.folded().fault?.rule).toBe('M7.5');
  }
});
