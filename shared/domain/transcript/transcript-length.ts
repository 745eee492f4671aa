import type { Recording } from '../recording/recording.ts';
import type { Segment } from './transcript.ts';

/** Rounding in files and players: a word that ends so much after the sound, ms, is no fault. */
const slack = 1000;

/** Ms of the transcript's own time at its last word's end. */
export const lengthOfSegments = (segments: readonly Pick<Segment, 'end'>[]): number =>
  segments.reduce((last, { end }) => Math.max(last, end), 0);

/**
 * Whether it is known when its words were said. A text that says no times has 0 for each of them, which means nothing: it
 * is neither shown, written nor heard by them.
 */
export const isTimed = (segments: readonly Pick<Segment, 'end'>[]): boolean =>
  segments.length === 0 || segments.some(({ end }) => end > 0);

/**
 * How much a transcript goes on after the end of its recording, ms; 0 where it does not, or where the recording is not
 * over. Such a transcript is kept and says so: it may be of another meeting, or begin at another moment.
 */
export function longerBy(
  { offsetMs, segments }: { readonly offsetMs: number; readonly segments: readonly Pick<Segment, 'end'>[] },
  { state }: Pick<Recording, 'state'>,
): number {
  if (state.name !== 'stopped') return 0;
  const over = offsetMs + lengthOfSegments(segments) - state.durationMs;
  return over > slack ? over : 0;
}
