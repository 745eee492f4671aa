import { withoutConsent } from '../../../shared/domain/recording/consent.ts';
import { runningRecording, type Recording } from '../../../shared/domain/recording/recording.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { meetingTimeText } from '../../../shared/meeting/clock-text.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { countOf } from '../../ui/format-number.ts';
import type { RecorderSignal } from '../../state/recorder-signal.ts';

/** What both windows say of the recording. `text` says it without colour or mark. */
export type RecordingSign =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly text: string }
  | { readonly kind: 'on'; readonly time: string | null; readonly text: string; readonly trouble: string | null }
  | { readonly kind: 'off-the-record' }
  | { readonly kind: 'paused'; readonly text: string }
  | { readonly kind: 'stopped'; readonly text: string; readonly isFault: boolean };

/** A stop that was asked for is news for so long, ms. */
const newsMs = 60_000;

/** Reads the review, and what the window that records told last; null where none was heard of lately. */
export function recordingSign(
  review: Pick<Review, 'recordings' | 'consent' | 'present' | 'phase'>,
  signal: RecorderSignal | null,
  now: number,
): RecordingSign {
  const running = runningRecording(review.recordings);
  const last = review.recordings.at(-1);
  if (running === undefined) return last === undefined ? askedSign(review) : stoppedSign(last, now);
  const { state } = running;
  if (state.name === 'paused') return pausedSign(review, state.why);
  const told = signal?.recording === running.id ? signal : null;
  const time = told === null ? null : meetingTimeText(told.elapsedMs);
  return { kind: 'on', time, text: 'REC', trouble: told === null ? 'no sound arrives' : troubleText[told.trouble] };
}

const troubleText: { readonly [T in RecorderSignal['trouble']]: string | null } = {
  none: null,
  'no-sound': 'no sound arrives',
  'device-lost': 'the microphone is gone',
  refused: 'nothing more is kept',
  behind: 'the disk is slow',
};

type PauseWhy = Extract<Recording['state'], { name: 'paused' }>['why'];

function pausedSign(review: Pick<Review, 'consent' | 'present'>, why: PauseWhy): RecordingSign {
  if (why === 'off-the-record') return { kind: 'off-the-record' };
  if (why === 'pause') return { kind: 'paused', text: 'recording paused' };
  const missing = withoutConsent(review).length;
  if (missing === 0) return { kind: 'paused', text: 'recording paused: everybody has agreed, it can go on' };
  const who = missing === 1 ? 'one of us has' : `${missing} of us have`;
  return { kind: 'paused', text: `recording paused: ${who} not agreed` };
}

/** What people answer before anything is recorded: nobody is to wonder whether it runs already. */
function askedSign({ consent, present, phase }: Pick<Review, 'consent' | 'present' | 'phase'>): RecordingSign {
  if (consent === null || phase === 'closed' || phase === 'signed') return { kind: 'none' };
  const missing = withoutConsent({ consent, present }).length;
  const agreed = missing === 0 ? 'everybody agrees' : `${present.length - missing} of ${present.length} agree`;
  return { kind: 'asked', text: `not recorded; may we? ${agreed}` };
}

function stoppedSign(last: Recording, now: number): RecordingSign {
  if (last.state.name !== 'stopped') return { kind: 'none' };
  const { why, at } = last.state;
  const isFault = why !== 'asked' && why !== 'closed';
  if (!isFault && now - at > newsMs) return { kind: 'none' };
  return { kind: 'stopped', text: `recording stopped${stopText[why]}`, isFault };
}

const stopText: { readonly [W in Extract<Recording['state'], { name: 'stopped' }>['why']]: string } = {
  asked: '',
  closed: ': the review is closed',
  'disk-full': ': the disk is nearly full',
  'device-lost': ': the microphone is gone',
  recovered: ': Hotwash was away',
};

/** What a stopped recording holds: `00:41:07 in 3 parts`. */
export function keptText({ state, cuts }: Recording): string {
  if (state.name !== 'stopped') return '';
  const { durationMs, parts } = state;
  const removed = cuts.length === 0 ? '' : `, ${cuts.length === 1 ? 'one range' : `${cuts.length} ranges`} taken out`;
  return `${meetingTimeText(durationMs)}${parts > 1 ? ` in ${parts} parts` : ''}${removed}`;
}

/** The first few of those who have not agreed, and how many more. */
export function missingText(members: readonly string[], most = 4): string {
  const named = members.slice(0, most).map(codeText).join(', ');
  return members.length > most ? `${named} and ${members.length - most} more` : named;
}

/** What is asked where nothing else was worded; `days` is how long the policy keeps recordings. */
export const usualConsent = (days: number): string =>
  `This meeting is to be recorded: our voices, and the screen if we say so. The recording stays in this workspace, is used to write the review's record, and is deleted after ${days} days. Nothing is recorded unless everybody in the room agrees. Whoever says “off the record” stops it at once, and anybody can have a part taken out later.`;

/** Reads `41:07`, `1:02:03` or `90` (seconds) as ms; null where it is no time. */
export function readRecordingTime(typed: string): number | null {
  const parts = typed.trim().split(':');
  if (parts.length > 3 || parts.some((part) => !/^\d{1,5}$/.test(part))) return null;
  const figures = parts.map(Number);
  if (figures.slice(1).some((figure) => figure > 59)) return null;
  return figures.reduce((sum, figure) => sum * 60 + figure, 0) * 1000;
}

/** How long can still be recorded, `40 minutes`, `1.4 hours`; `hours` by the rate so far. */
export function roomText(hours: number): string {
  if (hours < 1) return countOf(Math.floor(hours * 60), 'minute');
  if (hours > 100) return 'more than 100 hours';
  return `${hours < 10 ? hours.toFixed(1) : Math.floor(hours)} hours`;
}
