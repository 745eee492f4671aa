import { expect, it } from 'vitest';
import { testSegment, testTranscript } from '../domain/transcript/test-transcript.ts';
import { momentCandidates } from './moment-candidates.ts';

it('[M3.6] offers what was said that shares words with what is looked for, verified words first among equals', () => {
  const { transcript } = testTranscript([
    testSegment('s0001', 0, 'yes'),
    testSegment('s0002', 61_000, 'nobody looked at the dashboard'),
    testSegment('s0003', 122_000, 'the pool was exhausted before the alarm'),
    testSegment('s0004', 183_000, 'somebody looked at the logs afterwards', { state: 'human-verified' }),
  ]).folded();
  const offered = momentCandidates([{ ...transcript, recording: 'rec1', offsetMs: 1000 }], 'The pool was exhausted');
  expect(offered.map(({ title }) => title)).toEqual([
    'the pool was exhausted before the alarm',
    'somebody looked at the logs afterwards',
    'nobody looked at the dashboard',
  ]);
  expect(offered[0]).toMatchObject({
    detail: 'Ada Lovelace · recording 00:02:03–00:02:04 · not checked; as testimony',
    locator: { type: 'moment', transcript: 'tr001', recording: 'rec1', from: 122_000, to: 123_000 },
    at: null,
  });
});

it('[M3.6] offers at most a hundred of a long meeting, and no quote that is longer than a statement', () => {
  const many = Array.from({ length: 5000 }, (_, at) =>
    testSegment(`s${10_000 + at}`, at * 1000, `sentence ${at} was said about pools`),
  );
  const { transcript } = testTranscript([...many, testSegment('s9999', 0, 'the pool ran dry '.repeat(200))]).folded();
  const offered = momentCandidates([transcript], 'the pool ran dry');
  expect(offered).toHaveLength(100);
  expect(offered.every(({ title }) => title.length <= 2000)).toBe(true);
});
