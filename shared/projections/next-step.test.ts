import { describe, expect, it } from 'vitest';
import type { Phase, Review } from '../domain/review/review.ts';
import { byUrgency, emptySeats, isPastDue, missingSignOffs, nextStep } from './next-step.ts';

const seat = { accountable: 'rel-01', deputy: null };
const empty = { accountable: null, deputy: null };
const review = (phase: Phase, more: object = {}) =>
  ({
    phase,
    openedAt: 0,
    scheduledAt: null,
    seats: { release: seat, operations: seat, product: empty },
    requiredRoles: ['facilitator', 'release-manager'],
    signOffs: [],
    rounds: [],
    agenda: { current: null, items: [{ id: 'sign', kind: 'sign' }] },
    ...more,
  }) as unknown as Review;

describe('the one thing to do next', () => {
  it.each<[Phase, string, string]>([
    ['draft', 'Prepare', 'prepare'],
    ['prepared', 'Open the room', 'room'],
    ['facts', 'Back to the room', 'room'],
    ['causes', 'Back to the room', 'room'],
    ['actions', 'Back to the room', 'room'],
    ['closed', 'Sign', 'record'],
    ['signed', 'Look', 'record'],
  ])('at %s is %s', (phase, verb, place) => {
    expect(nextStep(review(phase))).toEqual({ verb, place });
  });

  it('is to close once the last item is entered', () => {
    const atEnd = review('actions', { agenda: { current: 'sign', items: [{ id: 'sign', kind: 'sign' }] } });
    expect(nextStep(atEnd).verb).toBe('Close');
  });
});

it('[M7.5] leads to the answers while there is no meeting, and to closing once the last are in', () => {
  const round = { settled: null };
  const settled = { settled: { at: 1 } };
  expect(nextStep(review('facts', { rounds: [round] }))).toEqual({ verb: 'Answers', place: 'rounds' });
  expect(nextStep(review('causes', { rounds: [settled] }))).toEqual({ verb: 'Answers', place: 'rounds' });
  expect(nextStep(review('actions', { rounds: [settled, round] }))).toEqual({ verb: 'Answers', place: 'rounds' });
  expect(nextStep(review('actions', { rounds: [settled] }))).toEqual({ verb: 'Close', place: 'room' });
});

it('[M1.1] names the seats that are empty', () => {
  expect(emptySeats(review('draft'))).toEqual(['product']);
});

it('names the roles that have not signed', () => {
  expect(missingSignOffs(review('closed', { signOffs: [{ role: 'facilitator' }] }))).toEqual(['release-manager']);
});

it('is past due only while it has not begun', () => {
  expect(isPastDue(review('prepared', { scheduledAt: 5 }), 6)).toBe(true);
  expect(isPastDue(review('prepared', { scheduledAt: 6 }), 6)).toBe(false);
  expect(isPastDue(review('facts', { scheduledAt: 5 }), 6)).toBe(false);
  expect(isPastDue(review('draft'), 6)).toBe(false);
});

it('puts a meeting under way first, then dates, then none, then signatures', () => {
  const sorted = [
    review('signed'),
    review('closed'),
    review('draft'),
    review('prepared', { scheduledAt: 9 }),
    review('draft', { scheduledAt: 3 }),
    review('causes'),
  ];
  expect(sorted.toSorted(byUrgency).map((each) => [each.phase, each.scheduledAt])).toEqual([
    ['causes', null],
    ['draft', 3],
    ['prepared', 9],
    ['draft', null],
    ['closed', null],
    ['signed', null],
  ]);
});
