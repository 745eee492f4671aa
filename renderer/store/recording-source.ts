import { pageStore } from './page-store.ts';
import { isPartHere, type KeptRecording } from './recording-tables.ts';
import type { Store } from './schema.ts';

/** Sound that plays in one go, and where it stands in its recording, ms. */
export type SoundPiece = {
  readonly url: string;
  readonly mime: string;
  readonly fromMs: number;
  readonly durationMs: number;
};

/** Pieces in their order. Call `release` when they are not played any more: until then the browser holds them. */
export type RecordingSource = { readonly pieces: readonly SoundPiece[]; release(): void };

/** What a recording's sound is made of: the one file, or each part that is here. Null where none is. */
export async function recordingSource(id: string, store: Store = pageStore()): Promise<RecordingSource | null> {
  const kept = (await store.recordings.where('id').equals(id).toArray()).find(({ asideAt }) => asideAt === null);
  return kept === undefined ? null : copySource(kept, store);
}

/** The same of one copy, one that was set aside for instance. */
export async function copySource(kept: KeptRecording, store: Store = pageStore()): Promise<RecordingSource | null> {
  const blobs = kept.media?.whole === true ? [await mediaBlob(store, kept)] : await partBlobs(store, kept);
  const pieces = blobs.flatMap((each) => (each === null ? [] : [toPiece(each)]));
  if (pieces.length === 0) return null;
  return { pieces, release: () => pieces.forEach(({ url }) => URL.revokeObjectURL(url)) };
}

type SoundBlob = { readonly blob: Blob; readonly mime: string; readonly fromMs: number; readonly durationMs: number };

const toPiece = ({ blob, ...place }: SoundBlob): SoundPiece => ({ ...place, url: URL.createObjectURL(blob) });

async function mediaBlob(store: Store, { copy, list, media }: KeptRecording): Promise<SoundBlob | null> {
  const blocks = await store.mediaBlocks.where('[copy+block]').between([copy, 0], [copy, Infinity]).toArray();
  const mime = list.parts[0]?.mime ?? 'audio/webm';
  if (media === null || blocks.length === 0) return null;
  const blob = new Blob(
    blocks.map((each) => each.blob),
    { type: mime },
  );
  return { blob, mime, fromMs: 0, durationMs: list.media?.durationMs ?? 0 };
}

async function partBlobs(store: Store, kept: KeptRecording): Promise<readonly SoundBlob[]> {
  const blobs: SoundBlob[] = [];
  for (const { part, mime, offsetMs, durationMs } of kept.list.parts) {
    if (!isPartHere(kept, part)) continue;
    const blob = await partBlob(store, kept.copy, part, mime);
    blobs.push({ blob, mime, fromMs: offsetMs, durationMs });
  }
  return blobs;
}

/** Chunks of one part as one blob. They are handed to the browser a few at a time: a screen's may be hundreds of MB. */
async function partBlob(store: Store, copy: number, part: number, mime: string): Promise<Blob> {
  const atOnce = 256;
  let blob = new Blob([], { type: mime });
  for (let after = -1; ;) {
    const some = await store.recordingBytes
      .where('[copy+part+seq]')
      .between([copy, part, after], [copy, part, Infinity], false)
      .limit(atOnce)
      .toArray();
    const last = some.at(-1);
    if (last === undefined) return blob;
    blob = new Blob([blob, ...some.map(({ bytes }) => bytes)], { type: mime });
    after = last.seq;
  }
}
