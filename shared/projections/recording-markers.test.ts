import { expect, it } from 'vitest';
import { emptyList, withEntry, type RecordingEntry, type RecordingList } from '../domain/recording/entry.ts';
import { causePropose, claimAdd, goTo, startTestReview, type TestReview } from '../domain/review/test-review.ts';
import { recordingChapters, recordingMarkers } from './recording-markers.ts';

const minute = 60_000;
const link = '0'.repeat(64);

/** Parts that were recorded from one wall time to another. */
function recorded(...parts: readonly (readonly [from: number, to: number])[]): RecordingList {
  let offsetMs = 0;
  const entries = parts.flatMap(([from, to], index): RecordingEntry[] => {
    const part = { kind: 'part', part: index + 1, mime: 'audio/webm', startedAt: from, offsetMs } as const;
    offsetMs += to - from;
    return [part, { kind: 'ended', part: index + 1, durationMs: to - from, why: 'paused', link }];
  });
  return entries.reduce(withEntry, emptyList);
}

const told = (test: TestReview, list: RecordingList): string[] =>
  recordingMarkers(test.events, test.review(), list).map(
    ({ atMs, kind, title }) => `${atMs / minute} ${kind} ${title}`,
  );

it('[M3.6] marks items, claims, ideas, parked topics and actions where they came up, with their words of today', () => {
  const test = startTestReview();
  const start = test.now;
  test.pass(minute);
  goTo(test, 'facts');
  test.pass(minute);
  test.done(claimAdd('fact1', 'the pool ran dry'));
  test.pass(minute);
  test.done({ type: 'claim.reword', claim: 'fact1', text: 'the pool was empty', happenedAt: null });
  test.done(claimAdd('fact2', 'said by mistake'));
  test.done({ type: 'undo' });
  test.done(causePropose('idea1'));
  test.pass(minute);
  test.done({ type: 'topic.park', id: 'topic1', text: 'who is on call' });
  const list = recorded([start - minute, test.now + minute]);
  expect(told(test, list)).toEqual([
    '1 item Open',
    '2 item Facts',
    '3 claim the pool was empty',
    '4 idea cause idea1',
    '5 parked who is on call',
  ]);
  expect(recordingChapters(recordingMarkers(test.events, test.review(), list), list)).toEqual([
    { startMs: 0, title: 'Before the meeting' },
    { startMs: minute, title: 'Open' },
    { startMs: 2 * minute, title: 'Facts' },
  ]);
});

it('[M3.6] leaves pauses out: what came up in one has no place, and its item begins where the recording goes on', () => {
  const test = startTestReview();
  const start = test.now;
  test.pass(10 * minute);
  goTo(test, 'facts');
  test.done(claimAdd('fact1', 'off the record'));
  test.pass(10 * minute);
  test.done(claimAdd('fact2', 'on the record'));
  const list = recorded([start + minute, start + 5 * minute], [start + 15 * minute, start + 30 * minute]);
  expect(told(test, list)).toEqual(['0 item Open', '4 item Facts', '9 claim on the record']);
  expect(
    recordingChapters(recordingMarkers(test.events, test.review(), list), list).map(({ startMs }) => startMs),
  ).toEqual([0, 4 * minute]);
});

it('has no chapters where nothing was recorded', () => {
  const test = startTestReview();
  expect(recordingMarkers(test.events, test.review(), emptyList)).toEqual([]);
  expect(recordingChapters([], emptyList)).toEqual([]);
});
