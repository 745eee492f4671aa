import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { MemberId } from '../domain/ids.ts';
import {
  goTo,
  member,
  startTestReview,
  openTestReview,
  testStart,
  type TestReview,
} from '../domain/review/test-review.ts';
import { evolveWorkspace } from '../domain/workspace/workspace.ts';
import { writeIcs } from '../formats/write-ics.ts';
import { reviewCalendar } from './review-calendar.ts';

const hour = 3_600_000;
const live = testStart - 2 * hour;

const read = (test: TestReview, at: number | null = live): ICAL.Component => {
  const workspace = { ...test.workspace, id: 'w0123', name: 'North Quay' };
  const lives = new Map([['r-2026-001', at]]);
  return ICAL.Component.fromString(writeIcs(reviewCalendar([test.review()], workspace, lives, test.now)));
};
const byUid = (calendar: ICAL.Component, uid: string): ICAL.Component | undefined =>
  calendar.getAllSubcomponents().find((each) => each.getFirstPropertyValue('uid') === uid);
const textOf = (component: ICAL.Component | undefined, name: string): string =>
  String(component?.getFirstPropertyValue(name) ?? '');

/** A closed review with one commitment. */
function closed(): TestReview {
  const test = startTestReview();
  goTo(test, 'actions');
  test.append({
    type: 'action.noted.v1',
    body: { id: 'act1', text: 'Add an alert', author: member('ops-01'), causes: [], soakUntil: '2026-04-01' },
  });
  test.append({
    type: 'action.committed.v1',
    body: {
      action: 'act1',
      owner: 'ops-01' as MemberId,
      due: '2026-04-09',
      criterion: { kind: 'artefact', artefact: 'the alert' },
    },
  });
  test.append({ type: 'review.closed.v1', body: { summary: 'An alert follows.' } });
  return test;
}

describe('the calendar of a review', () => {
  it('[M1.4] has an event that every rescheduling moves, under the same id', () => {
    const test = Object.assign(openTestReview(), { goLive: live });
    expect(read(test).getAllSubcomponents('vevent')).toEqual([]);
    for (const [index, hours] of [30, 54, 31].entries()) {
      test.done({ type: 'meeting.schedule', at: live + hours * hour });
      const event = byUid(read(test), 'r-2026-001@w0123.hotwash');
      expect(textOf(event, 'sequence')).toBe(String(index));
      const { startDate, endDate } = new ICAL.Event(event);
      expect(startDate.toUnixTime() * 1000).toBe(live + hours * hour);
      expect(endDate.toUnixTime() - startDate.toUnixTime()).toBe(3600);
    }
  });

  it('[M1.4] has a task for its due window where the go-live is known', () => {
    const test = openTestReview();
    const task = byUid(read(test), 'r-2026-001-due@w0123.hotwash');
    expect(textOf(task, 'dtstart')).toBe('2026-03-17T07:00:00Z');
    // The day ends with the local one: the clock has not changed yet in Berlin.
    expect(textOf(task, 'due')).toBe('2026-03-26T23:00:00Z');
    expect(textOf(task, 'status')).toBe('NEEDS-ACTION');
    expect(byUid(read(test, null), 'r-2026-001-due@w0123.hotwash')).toBeUndefined();
  });

  it('[M1.4] has a task for each commitment, with what became of it, and no more of people than their code and text', () => {
    const test = closed();
    const open = byUid(read(test), 'r-2026-001-act1@w0123.hotwash');
    expect(textOf(open, 'due')).toBe('2026-04-09');
    expect([textOf(open, 'status'), textOf(open, 'contact'), textOf(open, 'sequence')]).toEqual([
      'NEEDS-ACTION',
      'ops-01',
      '0',
    ]);
    test.workspace = evolveWorkspace(
      test.workspace,
      {
        type: 'commitment.settled.v1',
        body: { review: 'r-2026-001', action: 'act1', outcome: 'done', note: 'it rang' },
      } as Parameters<typeof evolveWorkspace>[1],
      test.now,
    );
    const done = byUid(read(test), 'r-2026-001-act1@w0123.hotwash');
    expect([textOf(done, 'status'), textOf(done, 'sequence')]).toEqual(['COMPLETED', '1']);
    expect(textOf(done, 'completed')).toBe(new Date(test.now).toISOString().replace('.000', ''));
  });
});
