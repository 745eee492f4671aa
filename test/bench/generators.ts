import { createHash } from 'node:crypto';
import type { SeriesId } from '../../shared/domain/ids.ts';
import { intakeGenesis, type IntakeLine, type SampleChunk } from '../../shared/domain/release/intake-line.ts';
import { chunkCapacity, encodeChunk, summarize } from '../../shared/formats/chunk.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';

export const series = 'checkout/errors/production' as SeriesId;
const chunksPerLine = 64;

/** Mulberry32: the same numbers for the same seed, everywhere. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One sample a second; values are whole, so that their sum is exact in any order. */
export function* makeChunks(
  samples: number,
): Generator<{ readonly chunk: SampleChunk; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const random = createRandom(1);
  for (let from = 0; from < samples; from += chunkCapacity) {
    const count = Math.min(chunkCapacity, samples - from);
    const times = Float64Array.from({ length: count }, (_, i) => 1_767_225_600_000 + (from + i) * 1000);
    const values = Float64Array.from({ length: count }, () => Math.floor(random() * 1000));
    const bytes = encodeChunk(series, times, values);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    yield { bytes, chunk: { ...summarize(series, times, values), series, sha256 } };
  }
}

/** The intake's lines that name these chunks. */
export function makeIntakeLines(chunks: readonly SampleChunk[]): string[] {
  const lines: string[] = [];
  let prev = intakeGenesis;
  for (let from = 0; from < chunks.length; from += chunksPerLine) {
    const line: IntakeLine = {
      seq: lines.length + 1,
      prev,
      at: '2026-03-12T09:00:00.000Z',
      source: {
        name: 'made-up.csv',
        sha256: intakeGenesis,
        format: 'made-up',
        mapVersion: 1,
        mapping: { columns: {}, constants: {} },
      },
      rows: [],
      samples: chunks.slice(from, from + chunksPerLine),
      quarantined: [],
      unchanged: 0,
      done: from + chunksPerLine >= chunks.length,
    };
    const text = canonicalJson(line as unknown as Json);
    prev = createHash('sha256').update(text, 'utf8').digest('hex');
    lines.push(text);
  }
  return lines;
}

/** Number of samples and sum of values: what every way of storing them must give back. */
export function checksumOf(samples: number): string {
  const random = createRandom(1);
  let sum = 0;
  for (let i = 0; i < samples; i += 1) sum += Math.floor(random() * 1000);
  return `${samples}/${sum}`;
}
