import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { transcriptOfStream } from '../../shared/domain/transcript/transcript.ts';
import { readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import { peekHead, transcriptHeadSchema, type TranscriptHead } from './transcript-head.ts';

const indexName = 'heads.json';
const statsAtOnce = 64;

const entrySchema = z.strictObject({ size: z.int().min(0), changed: z.number(), head: transcriptHeadSchema });
const indexSchema = z.strictObject({ version: z.literal(1), streams: z.record(z.string(), entrySchema) });
type Entry = z.infer<typeof entrySchema>;

/** What was found of a folder of transcripts without opening them: their heads, and those that have to be recovered. */
export type FoundHeads = {
  readonly heads: Map<string, TranscriptHead>;
  readonly torn: readonly string[];
};

/**
 * The heads of all streams of a folder. An index that was written at the last closing answers for every file whose size
 * and time of change are as they were then; of the others the first and last line are read. The index follows from the
 * files: where it is missing or wrong it costs time and nothing else.
 */
export async function findHeads(directory: string): Promise<FoundHeads> {
  const known = await readIndex(directory);
  const heads = new Map<string, TranscriptHead>();
  const torn: string[] = [];
  const streams = (await readdir(directory)).flatMap((name) => {
    const stream = name.endsWith('.jsonl') ? name.slice(0, -'.jsonl'.length) : '';
    return transcriptOfStream(stream) === undefined ? [] : [stream];
  });
  for (let from = 0; from < streams.length; from += statsAtOnce)
    await Promise.all(
      streams.slice(from, from + statsAtOnce).map(async (stream) => {
        const path = join(directory, `${stream}.jsonl`);
        const { size, mtimeMs } = await stat(path);
        const entry = known[stream];
        const isKnown = entry?.size === size && entry.changed === mtimeMs;
        const head = isKnown ? entry.head : await peekHead(path, size);
        if (head === undefined) torn.push(stream);
        else heads.set(stream, head);
      }),
    );
  return { heads, torn: torn.toSorted() };
}

async function readIndex(directory: string): Promise<{ readonly [stream: string]: Entry | undefined }> {
  const text = (await readFileIfAny(join(directory, indexName)))?.toString('utf8');
  if (text === undefined) return {};
  try {
    return indexSchema.parse(JSON.parse(text)).streams;
  } catch {
    return {};
  }
}

/** Writes the index for the next start. Throws the file system's error. */
export async function writeHeads(directory: string, heads: ReadonlyMap<string, TranscriptHead>): Promise<void> {
  const streams: { [stream: string]: Entry } = {};
  const all = [...heads];
  for (let from = 0; from < all.length; from += statsAtOnce)
    await Promise.all(
      all.slice(from, from + statsAtOnce).map(async ([stream, head]) => {
        const found = await stat(join(directory, `${stream}.jsonl`)).catch(() => undefined);
        if (found !== undefined) streams[stream] = { size: found.size, changed: found.mtimeMs, head };
      }),
    );
  await writeFileAtomic(join(directory, indexName), JSON.stringify({ version: 1, streams }));
}
