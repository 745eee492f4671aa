import { describe, expect, it } from 'vitest';
import { standardPolicy } from '../policy/standard-policy.ts';
import { governanceOf } from '../policy/governance.ts';
import { emptyTemplate } from '../template/template.ts';
import { foldReview } from '../review/fold.ts';
import { openTestReview, testStart, type TestReview } from '../review/test-review.ts';
import { meetingOf } from './meetings.ts';

const hour = 3_600_000;
const live = testStart - 2 * hour;
const schedule = (at: number, reason: string | null = null) => ({ type: 'meeting.schedule', at, reason }) as const;
const opened = (goLive: number | null = live): TestReview => Object.assign(openTestReview(), { goLive });

const told = (test: TestReview, at: number, reason: string | null = null): string => {
  const verdict = test.run(schedule(at, reason));
  return verdict.ok ? 'done' : `${verdict.error.rule} ${verdict.error.message}`;
};

describe('setting the date', () => {
  it('[M1.4] is refused before there is enough data, with the earliest moment named, whatever the reason', () => {
    expect(told(opened(), live + 23 * hour, 'we are in a hurry')).toBe(
      'M1.4 Before Tue 17 Mar 08:00 there is too little data: checkout@4.18.0 went live Mon 16 Mar 08:00, and its first 24 h are waited for.',
    );
    const test = opened();
    test.done(schedule(live + 24 * hour));
    expect(test.review()).toMatchObject({ scheduledAt: live + 24 * hour, scheduleReason: null, schedulings: 1 });
  });

  it('[M1.4] is refused on a day that the pinned policy keeps free', () => {
    const test = opened();
    const calendar = {
      ...standardPolicy.calendar,
      blackouts: [{ from: '2026-03-18', to: '2026-03-19', name: 'Stocktaking' }],
      sprint: { start: '2026-03-16', days: 14, keepFree: [5] },
    };
    const policy = { ...standardPolicy, calendar };
    const governance = governanceOf({ policy, base: null, overlay: null }, 'full', emptyTemplate);
    const opening = test.events[0];
    if (opening?.type !== 'review.opened.v1') throw new Error('the test review is opened by v1');
    test.events[0] = { ...opening, type: 'review.opened.v2', body: { ...opening.body, governance } };
    expect(told(test, testStart + 48 * hour)).toContain('M1.4 Wed 18 Mar lies in the blackout “Stocktaking”');
    expect(told(test, testStart + 96 * hour)).toContain('day 5 of the sprint');
    expect(told(test, testStart + 30 * hour)).toBe('done');
    test.append({ type: 'meeting.scheduled.v2', body: { at: testStart + 48 * hour, reason: null } });
    expect(test.folded().fault).toMatchObject({ rule: 'M1.4', seq: test.events.length });
  });

  it('[M1.4] past due, in the past and without a known go-live it needs a reason, which is kept', () => {
    const late = live + 11 * 24 * hour;
    const test = opened();
    expect(told(test, late)).toContain('is past due: this review was to be held by Thu 26 Mar');
    test.done(schedule(late, 'the vendor was away'));
    expect(test.review().scheduleReason).toBe('the vendor was away');
    test.done(schedule(live + 30 * hour, 'needless'));
    expect(test.review().scheduleReason).toBeNull();

    const after = opened(testStart - 96 * hour);
    expect(told(after, testStart - hour)).toContain('is over');
    expect(told(after, testStart - hour, 'held on paper')).toBe('done');

    const unknown = opened(null);
    expect(told(unknown, testStart + hour)).toContain('It is not known when');
    expect(told(unknown, testStart + hour, 'deployed by hand')).toBe('done');
  });

  it('[M1.4] the same date again changes nothing, and an older journal is read', () => {
    const test = opened();
    test.done(schedule(live + 24 * hour));
    const before = test.events.length;
    test.done(schedule(live + 24 * hour));
    expect(test.events.length).toBe(before);
    test.append({ type: 'meeting.scheduled.v1', body: { at: live } });
    expect(foldReview(test.events)?.review).toMatchObject({ scheduledAt: live, scheduleReason: null, schedulings: 2 });
  });

  it('[M7.5] a date makes a meeting of the planned length with everybody who is named', () => {
    const test = opened();
    expect(meetingOf(test.review())).toBeNull();
    test.done({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: 'ops-01' });
    test.done(schedule(live + 24 * hour));
    expect(meetingOf(test.review())).toEqual({
      review: 'r-2026-001',
      at: live + 24 * hour,
      minutes: 60,
      people: ['rel-01', 'ops-01'],
      isHeld: false,
    });
  });
});
