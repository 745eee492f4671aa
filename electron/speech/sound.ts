import { stat } from 'node:fs/promises';
import { EncodedPacketSink, FilePathSource, Input, WEBM, type InputAudioTrack } from 'mediabunny';
import { OpusDecoder } from 'opus-decoder';
import { soundRate } from '../../shared/domain/speech/voice-segments.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

/** A file of a recording and where it begins in it, ms. */
export type SoundPart = { readonly path: string; readonly offsetMs: number };

/** Sound at 16 kHz in one channel. `at` is its first sample, counted from the recording's beginning. */
export type Sound = { readonly at: number; readonly samples: Float32Array };

export type SoundFault = { readonly code: 'no-sound' | 'foreign' | 'gone'; readonly message: string };

export interface OpenPart {
  /** The sound from a moment of the recording on (ms), in order and without gaps, about a packet at a time. */
  sound(fromMs: number): AsyncGenerator<Sound, void>;
  /** Packets that could not be read: what they held is silence. */
  damaged(): number;
  close(): void;
}

const tolerance = soundRate / 50;
/** Opus needs to hear a little before the place it is to be right at (RFC 7845, 4.6). */
const prerollMs = 80;

/** Opens a WebM file with Opus sound. Nothing is read but its beginning. */
export async function openPart({ path, offsetMs }: SoundPart): Promise<Result<OpenPart, SoundFault>> {
  const isThere = await stat(path).then(
    (about) => about.isFile(),
    () => false,
  );
  if (!isThere) return err({ code: 'gone', message: 'The sound is no longer where it was.' });
  const input = new Input({
    formats: [WEBM],
    source: new FilePathSource(path, { handleUnhandledError: () => undefined }),
  });
  const close = (): void => input.dispose();
  let track: InputAudioTrack | null;
  try {
    track = await input.getPrimaryAudioTrack();
  } catch {
    close();
    return err({ code: 'foreign', message: 'This is not a WebM file, or it is cut off before its sound begins.' });
  }
  if (track === null) {
    close();
    return err({ code: 'no-sound', message: 'This file has no sound.' });
  }
  const codec = await track.getCodec();
  if (codec !== 'opus') {
    close();
    return err({ code: 'foreign', message: `Its sound is ${codec ?? 'of an unknown kind'}; only Opus can be read.` });
  }
  const decoder = await openDecoder(await track.getNumberOfChannels());
  let damaged = 0;
  return ok({
    sound: (fromMs) =>
      soundOf(track, decoder, offsetMs, fromMs, () => {
        damaged += 1;
      }),
    damaged: () => damaged,
    close: () => {
      decoder.free();
      close();
    },
  });
}

async function openDecoder(channels: number): Promise<OpusDecoder<16_000>> {
  const decoder = new OpusDecoder({ sampleRate: soundRate, channels: Math.min(channels, 2), preSkip: 0 });
  await decoder.ready;
  return decoder;
}

async function* soundOf(
  track: InputAudioTrack,
  decoder: OpusDecoder<16_000>,
  offsetMs: number,
  fromMs: number,
  onDamage: () => void,
): AsyncGenerator<Sound, void> {
  const sink = new EncodedPacketSink(track);
  const offset = toSample(offsetMs);
  const first = toSample(fromMs);
  const start = fromMs <= offsetMs ? null : await sink.getPacket((fromMs - offsetMs - prerollMs) / 1000);
  let next: number | null = null;
  const packets = sink.packets(start ?? undefined);
  for (;;) {
    const step = await packets.next().catch(() => undefined);
    if (step === undefined) onDamage();
    if (step === undefined || step.done === true) return;
    const decoded = decoder.decodeFrame(step.value.data);
    if (decoded.errors.length > 0) {
      onDamage();
      continue;
    }
    const stamped = offset + Math.round(step.value.timestamp * soundRate);
    next ??= Math.max(first, stamped);
    // Times are rounded to ms in WebM; only a real gap or overlap moves the place.
    const at: number = Math.abs(stamped - next) <= tolerance ? next : stamped;
    if (at > next) yield* silence(next, at);
    const samples = mono(decoded.channelData).subarray(Math.max(0, Math.max(first, next) - at));
    if (samples.length === 0) continue;
    const from: number = Math.max(at, first, next);
    yield { at: from, samples };
    next = from + samples.length;
  }
}

const toSample = (ms: number): number => Math.round((ms * soundRate) / 1000);

/** What is missing between two packets, a second at a time: a cut may be hours long. */
function* silence(from: number, to: number): Generator<Sound> {
  for (let at = from; at < to; at += soundRate) yield { at, samples: new Float32Array(Math.min(soundRate, to - at)) };
}

function mono(channels: readonly Float32Array[]): Float32Array {
  const [left = new Float32Array(), right] = channels;
  return right === undefined ? left : left.map((sample, index) => (sample + (right[index] ?? 0)) / 2);
}
