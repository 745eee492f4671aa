import {
  createVoiceSegmenter,
  frameSamples,
  soundRate,
  type VoiceSegment,
} from '../../shared/domain/speech/voice-segments.ts';
import type { Sound } from './sound.ts';
import type { VoiceDetector } from './voice-detector.ts';

/** Voice with its sound, or, about once a second, only how far it was listened. Places are samples of the recording. */
export type Listened =
  | { readonly kind: 'voice'; readonly start: number; readonly samples: Float32Array }
  | { readonly kind: 'listened'; readonly at: number };

/**
 * Finds voice in sound that comes in order and without gaps. Holds no more of it than the longest segment.
 */
export async function* findVoice(sound: AsyncIterable<Sound>, detector: VoiceDetector): AsyncGenerator<Listened, void> {
  const segmenter = createVoiceSegmenter();
  const held = createHeldSound();
  let begin: number | null = null;
  let judged = 0;
  let told = 0;
  const cutOut = ({ start, end }: VoiceSegment): Listened => ({
    kind: 'voice',
    start: (begin ?? 0) + start,
    samples: held.slice(start, end),
  });
  for await (const { at, samples } of sound) {
    begin ??= at;
    held.add(samples);
    while (held.end() - judged >= frameSamples) {
      const likelihood = await detector.judge(held.slice(judged, judged + frameSamples));
      judged += frameSamples;
      for (const segment of segmenter.push(likelihood)) yield cutOut(segment);
      held.dropBefore(Math.min(judged, segmenter.neededFrom()));
    }
    if (judged - told >= soundRate) {
      told = judged;
      yield { kind: 'listened', at: begin + judged };
    }
  }
  for (const segment of segmenter.end()) yield cutOut(segment);
}

/** Sound that may still be needed, addressed by samples from the beginning of the listening. */
function createHeldSound() {
  let buffer = new Float32Array(soundRate * 4);
  let from = 0;
  let length = 0;
  return {
    end: (): number => from + length,
    add: (samples: Float32Array): void => {
      if (length + samples.length > buffer.length) {
        const larger = new Float32Array(Math.max(buffer.length * 2, length + samples.length));
        larger.set(buffer.subarray(0, length));
        buffer = larger;
      }
      buffer.set(samples, length);
      length += samples.length;
    },
    slice: (start: number, end: number): Float32Array => buffer.slice(start - from, Math.min(end - from, length)),
    /** Moves what is left only when half of the room is free, so that dropping costs next to nothing. */
    dropBefore: (sample: number): void => {
      const gone = sample - from;
      if (gone < buffer.length / 2) return;
      buffer.copyWithin(0, gone, length);
      from += gone;
      length -= gone;
    },
  };
}
