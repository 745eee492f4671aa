import { describe, expect, it } from 'vitest';
import type { AdoptedPolicy } from '../policy/adopted-policy.ts';
import { standardPolicy } from '../policy/standard-policy.ts';
import type { CommandOf } from '../review/commands.ts';
import { goTo, startTestReview, member, type TestReview } from '../review/test-review.ts';

const wording = 'May Hotwash record the sound of this meeting?';
const words = { type: 'consent.word', text: wording } as const;
const agrees = (id: string) => ({ type: 'consent.answer', member: member(id), answer: 'agrees' }) as const;
const objects = (id: string) => ({ type: 'consent.answer', member: member(id), answer: 'objects' }) as const;
const start: CommandOf<'recording.start'> = { type: 'recording.start', recording: 'rec1', sources: ['microphone'] };
const state = (test: TestReview) => test.review().recordings[0]?.state;

/** Everybody who is in the room has agreed, and the recording runs. */
function recorded(): TestReview {
  const test = startTestReview();
  test.done(words);
  for (const id of test.review().present) test.done(agrees(id));
  test.done(start);
  return test;
}

const stopped = {
  type: 'recording.stopped.v1',
  body: { recording: 'rec1', why: 'asked', durationMs: 1, parts: 1, chunks: 1, bytes: 1, link: 'a'.repeat(64) },
} as const;

describe('consent to be recorded', () => {
  it('[M3.6] records nobody who was not asked, or has not agreed to these words', () => {
    const test = startTestReview();
    expect(test.refused(start)).toBe('M3.6');
    test.done(words);
    const [first, ...others] = test.review().present;
    for (const id of others) test.done(agrees(id));
    expect(test.refused(start)).toBe('M3.6');
    test.done(objects(first ?? ''));
    expect(test.refused(start)).toBe('M3.6');
    test.done(agrees(first ?? ''));
    test.done(start);
    expect(state(test)).toEqual({ name: 'recording' });
  });

  it('[M3.6] asks everybody anew after other words, and keeps the words while they are recorded', () => {
    const test = recorded();
    expect(test.refused({ ...words, text: 'May Hotwash record sound and screen?' })).toBe('M3.6');
    test.append(stopped);
    test.done({ ...words, text: 'May Hotwash record sound and screen?' });
    expect(test.review().consent?.answers).toEqual([]);
    expect(test.refused({ ...start, recording: 'rec2' })).toBe('M3.6');
  });

  it('[M3.6] pauses when somebody comes in who was not asked, and goes on once they agree or left', () => {
    const test = recorded();
    const late = 'eng-02';
    test.done({ type: 'attendee.arrive', member: late });
    expect(state(test)).toMatchObject({ name: 'paused', why: 'consent' });
    expect(test.refused({ type: 'recording.resume', recording: 'rec1' })).toBe('M3.6');
    test.done({ type: 'attendee.leave', member: late });
    test.done({ type: 'recording.resume', recording: 'rec1' });
    expect(state(test)).toEqual({ name: 'recording' });
  });

  it('[M3.6] pauses at once when somebody objects', () => {
    const test = recorded();
    test.done(objects(test.review().present[0] ?? ''));
    expect(state(test)).toMatchObject({ name: 'paused', why: 'consent' });
    expect(test.refused({ type: 'recording.resume', recording: 'rec1' })).toBe('M3.6');
  });

  it('[M3.6] takes the answers of those in the room only', () => {
    const test = startTestReview();
    expect(test.refused(agrees(test.review().present[0] ?? ''))).toBe('M3.6');
    test.done(words);
    expect(test.refused(agrees('eng-02'))).toBe('M3.6');
  });
});

describe('a recording', () => {
  it('[M3.6] is one at a time, pauses off the record, and ends once', () => {
    const test = recorded();
    expect(test.refused({ ...start, recording: 'rec2' })).toBe('M3.6');
    test.done({ type: 'recording.pause', recording: 'rec1', why: 'off-the-record' });
    test.done({ type: 'recording.pause', recording: 'rec1', why: 'pause' });
    expect(state(test)).toMatchObject({ name: 'paused', why: 'off-the-record' });
    test.append(stopped);
    expect(test.refused({ type: 'recording.resume', recording: 'rec1' })).toBe('M3.6');
    test.done({ ...start, recording: 'rec2' });
    expect(test.review().recordings.map(({ state: { name } }) => name)).toEqual(['stopped', 'recording']);
  });

  it('[M3.6] is not begun where the policy keeps none', () => {
    const test = recorded();
    test.append(stopped);
    const policy = { ...standardPolicy, retention: { ...standardPolicy.retention, recordingDays: 0 } };
    const adopted = {
      at: 0,
      policy,
      base: { id: 'none', version: 1, sha256: 'a'.repeat(64), text: '' },
      overlay: null,
    };
    test.workspace = { ...test.workspace, policies: [adopted as unknown as AdoptedPolicy] };
    expect(test.refused({ ...start, recording: 'rec2' })).toBe('M3.6');
  });

  it('[M3.6] is stopped before the review closes, so that the record says what was kept', () => {
    const test = recorded();
    goTo(test, 'sign');
    const close = { type: 'review.close', summary: 'done' } as const;
    expect(test.refused(close)).toBe('M3.6');
    test.append(stopped);
    test.done(close);
    expect(test.review().recordings[0]?.state).toMatchObject({ name: 'stopped', why: 'asked' });
  });

  it('[M3.6] crosses no undo: what was recorded is not taken back by a key', () => {
    const test = recorded();
    expect(test.refused({ type: 'undo' })).toBe('H2');
  });
});

describe('the audit of recordings', () => {
  const [refusedLine, forged] = ['M3.6', 'b'.repeat(64)];
  it.each([
    [
      'a start without consent',
      { recording: 'rec2', consent: forged, sources: ['microphone'] as ('microphone' | 'screen')[] },
    ],
    ['a second one at the same time', null],
  ])('[M3.6] finds %s', (_, body) => {
    const test = recorded();
    const consent = test.review().consent?.sha256 ?? '';
    test.append({
      type: 'recording.started.v1',
      body: body ?? { recording: 'rec2', consent, sources: ['microphone'] },
    });
    expect(test.folded().fault?.rule).toBe(refusedLine);
  });

  it('[M3.6] finds one that goes on although somebody objected', () => {
    const test = recorded();
    test.done(objects(test.review().present[0] ?? ''));
    test.append({ type: 'recording.resumed.v1', body: { recording: 'rec1' } });
    expect(test.folded().fault?.rule).toBe(refusedLine);
  });

  it('[M3.6] lets it be stopped, kept and cut after the review was closed, and nothing told of one there is not', () => {
    const test = recorded();
    test.append(stopped);
    const link = 'c'.repeat(64);
    test.append({
      type: 'recording.kept.v1',
      body: { recording: 'rec1', sha256: link, bytes: 5, durationMs: 1, link },
    });
    expect(test.folded().fault).toBeNull();
    test.append({ type: 'recording.noted.v1', body: { recording: 'rec9', what: 'silence', atMs: 0, forMs: null } });
    expect(test.folded().fault?.rule).toBe(refusedLine);
  });
});
