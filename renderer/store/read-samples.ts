import type { SampleChunk } from '../../shared/domain/release/intake-line.ts';
import { decodeChunk } from '../../shared/formats/chunk.ts';
import { drawTogether, type RawSamples, type Samples } from './samples.ts';
import type { Store } from './schema.ts';

/** Reads a window of a series, epoch ms both ends included, in at most `points` stretches. */
export async function readSamples(
  store: Store,
  series: string,
  from: number,
  to: number,
  points: number,
): Promise<Samples> {
  const entries = await store.directory.where('[series+seq]').between([series, 0], [series, Infinity]).toArray();
  const chunks = entries.flatMap((entry) => entry.chunks);
  return drawTogether(chunks, from, to, points, (chunk) => readChunk(store, chunk));
}

async function readChunk(store: Store, { series, t0, sha256 }: SampleChunk): Promise<RawSamples | undefined> {
  const kept = await store.chunks.get([series, t0, sha256]);
  const decoded = kept === undefined ? undefined : decodeChunk(new Uint8Array(kept.bytes));
  return decoded?.ok === true ? decoded.value : undefined;
}
