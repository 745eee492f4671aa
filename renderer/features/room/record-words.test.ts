import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../shared/domain/recording/recording.ts';
import { readRecordingTime, recordingSign } from './record-words.ts';

const now = 1_000_000;
const base: Recording = {
  id: 'rec1',
  startedAt: 0,
  consent: 'a'.repeat(64),
  sources: ['microphone'],
  state: { name: 'recording' },
  notices: [],
  kept: null,
  cuts: [],
};
const consent = {
  text: 'May we?',
  sha256: 'a'.repeat(64),
  answers: [{ member: 'm1', answer: 'agrees', at: 1 }],
} as const;
const reviewWith = (state: Recording['state']) => ({
  recordings: [{ ...base, state }],
  consent,
  present: ['m1', 'm2'] as never[],
  phase: 'facts' as const,
});
const signal = { recording: 'rec1', elapsedMs: 2_467_999, trouble: 'none', at: now } as const;

describe('what both windows say of a recording', () => {
  it('[M3.6] says REC with the time, and in words when nothing arrives', () => {
    const review = reviewWith({ name: 'recording' });
    expect(recordingSign(review, signal, now)).toEqual({ kind: 'on', time: '00:41:07', text: 'REC', trouble: null });
    expect(recordingSign(review, null, now)).toMatchObject({ time: null, trouble: 'no sound arrives' });
    expect(recordingSign(review, { ...signal, recording: 'other' }, now)).toMatchObject({
      trouble: 'no sound arrives',
    });
    expect(recordingSign(review, { ...signal, trouble: 'device-lost' }, now)).toMatchObject({
      trouble: 'the microphone is gone',
    });
  });

  it('[M3.6] says why it stands still, without a name', () => {
    const why = (state: 'pause' | 'off-the-record' | 'consent') =>
      recordingSign(reviewWith({ name: 'paused', why: state, at: 5 }), signal, now);
    expect(why('off-the-record')).toEqual({ kind: 'off-the-record' });
    expect(why('pause')).toEqual({ kind: 'paused', text: 'recording paused' });
    expect(why('consent')).toEqual({ kind: 'paused', text: 'recording paused: one of us has not agreed' });
  });

  it('[M3.6] says that nothing is recorded yet while the room is asked', () => {
    const asked = { ...reviewWith({ name: 'recording' }), recordings: [] };
    expect(recordingSign(asked, null, now)).toEqual({ kind: 'asked', text: 'not recorded; may we? 1 of 2 agree' });
    expect(recordingSign({ ...asked, present: ['m1'] as never[] }, null, now)).toMatchObject({
      text: 'not recorded; may we? everybody agrees',
    });
    expect(recordingSign({ ...asked, consent: null }, null, now)).toEqual({ kind: 'none' });
    expect(recordingSign({ ...asked, phase: 'closed' }, null, now)).toEqual({ kind: 'none' });
  });

  it('keeps a stop by fault in sight, and forgets one that was asked for', () => {
    const stopped = (why: 'asked' | 'disk-full', at: number) =>
      recordingSign(
        reviewWith({ name: 'stopped', why, at, durationMs: 1, parts: 1, chunks: 1, bytes: 1, link: 'b'.repeat(64) }),
        null,
        now,
      );
    expect(stopped('asked', now - 59_000)).toMatchObject({ kind: 'stopped', text: 'recording stopped' });
    expect(stopped('asked', now - 61_000)).toEqual({ kind: 'none' });
    expect(stopped('disk-full', 0)).toMatchObject({
      text: 'recording stopped: the disk is nearly full',
      isFault: true,
    });
  });

  it('reads times of a recording', () => {
    expect([readRecordingTime('41:07'), readRecordingTime('1:02:03'), readRecordingTime(' 90 ')]).toEqual([
      2_467_000, 3_723_000, 90_000,
    ]);
    expect(['', '1:60', 'x', '1:2:3:4', '-1'].map(readRecordingTime)).toEqual([null, null, null, null, null]);
  });
});
