import type { HeardWord } from '../../shared/domain/speech/engine.ts';
import { soundRate } from '../../shared/domain/speech/voice-segments.ts';
import { findVoice } from './find-voice.ts';
import type { Recognizer } from './recognizer.ts';
import { openPart, type Sound, type SoundPart } from './sound.ts';
import type { VoiceDetector } from './voice-detector.ts';
import type { Said } from './worker-protocol.ts';

export type Transcription = {
  readonly parts: readonly SoundPart[];
  readonly fromMs: number;
  readonly detector: VoiceDetector;
  readonly recognizer: Recognizer;
};

/** Transcribes a recording voice segment by voice segment, in order, and tells as it goes on. */
export async function* transcribe({ parts, fromMs, detector, recognizer }: Transcription): AsyncGenerator<Said, void> {
  const reading = readParts(parts, fromMs);
  for await (const found of findVoice(reading.sound, detector)) {
    if (found.kind === 'listened') {
      yield { say: 'listened', atMs: toMs(found.at) };
      continue;
    }
    const heard = await recognizer.transcribe(found.samples);
    if (!heard.ok) {
      yield { say: 'failed', ...heard.error };
      return;
    }
    const start = toMs(found.start);
    const shift = (word: HeardWord): HeardWord => ({ ...word, start: word.start + start, end: word.end + start });
    yield {
      say: 'heard',
      start,
      end: toMs(found.start + found.samples.length),
      text: heard.value.text,
      words: heard.value.words.map(shift),
    };
  }
  const fault = reading.fault();
  yield fault === null ? { say: 'ended', damaged: reading.damaged() } : { say: 'failed', ...fault };
}

const toMs = (samples: number): number => Math.round((samples * 1000) / soundRate);

/** The sound of all parts as one. A part that cannot be opened ends it, and says why. */
function readParts(parts: readonly SoundPart[], fromMs: number) {
  let fault: { readonly code: string; readonly message: string } | null = null;
  let damaged = 0;
  async function* sound(): AsyncGenerator<Sound, void> {
    // A part that ends before the place is not even opened.
    const first = parts.findLastIndex(({ offsetMs }) => offsetMs <= fromMs);
    let next: number | null = null;
    for (const part of parts.slice(Math.max(0, first))) {
      const opened = await openPart(part);
      if (!opened.ok) {
        fault = opened.error;
        return;
      }
      try {
        for await (const each of opened.value.sound(Math.max(fromMs, toMs(next ?? 0)))) {
          for (let at: number = next ?? each.at; at < each.at; at += soundRate)
            yield { at, samples: new Float32Array(Math.min(soundRate, each.at - at)) };
          yield each;
          next = each.at + each.samples.length;
        }
        damaged += opened.value.damaged();
      } finally {
        opened.value.close();
      }
    }
  }
  return { sound: sound(), fault: () => fault, damaged: () => damaged };
}
