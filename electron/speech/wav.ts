import { soundRate } from '../../shared/domain/speech/voice-segments.ts';

const headerBytes = 44;

/** A WAV file of 16 bits in one channel at 16 kHz. */
export function wavOf(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(headerBytes + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, word: string): void => void new TextEncoder().encodeInto(word, bytes.subarray(at));
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, soundRate, true);
  view.setUint32(28, soundRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => {
    const level = Math.max(-1, Math.min(1, sample));
    view.setInt16(headerBytes + index * 2, Math.round(level * (level < 0 ? 0x8000 : 0x7fff)), true);
  });
  return bytes;
}
