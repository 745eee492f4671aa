import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const rate = 16_000;
const wavHeader = 44;

export type Spoken = {
  readonly path: string;
  /** Where each sentence is heard, ms: flite's own silence at the edges is not counted. */
  readonly sentences: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly durationMs: number;
};

/**
 * Speaks sentences with flite, a pause before each and one at the end, and encodes them as Opus in WebM by ffmpeg.
 * `voice` is one of flite's at 16 kHz: slt, rms, awb, kal16.
 */
export function speak(
  folder: string,
  name: string,
  sentences: readonly { readonly text: string; readonly pauseMs: number }[],
  { voice = 'slt', endMs = 800 }: { readonly voice?: string; readonly endMs?: number } = {},
): Spoken {
  const pieces: Int16Array[] = [];
  const places: Spoken['sentences'][number][] = [];
  let at = 0;
  const add = (piece: Int16Array): void => {
    pieces.push(piece);
    at += piece.length;
  };
  for (const [index, { text, pauseMs }] of sentences.entries()) {
    add(new Int16Array((pauseMs * rate) / 1000));
    const wav = join(folder, `${name}-${index}.wav`);
    execFileSync('flite', ['-voice', voice, '-t', text, '-o', wav]);
    const bytes = readFileSync(wav).subarray(wavHeader);
    const spoken = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const loud = Math.max(...spoken.map(Math.abs)) / 50;
    const ms = (sample: number): number => Math.round(((at + sample) * 1000) / rate);
    const isLoud = (sample: number): boolean => Math.abs(sample) > loud;
    places.push({ start: ms(spoken.findIndex(isLoud)), end: ms(spoken.findLastIndex(isLoud)), text });
    add(spoken);
  }
  add(new Int16Array((endMs * rate) / 1000));
  const raw = join(folder, `${name}.raw`);
  writeFileSync(
    raw,
    Buffer.concat(pieces.map((piece) => Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))),
  );
  const path = join(folder, `${name}.webm`);
  const from = ['-f', 's16le', '-ar', String(rate), '-ac', '1', '-i', raw];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...from, '-c:a', 'libopus', '-b:a', '24k', path]);
  return { path, sentences: places, durationMs: Math.round((at * 1000) / rate) };
}
