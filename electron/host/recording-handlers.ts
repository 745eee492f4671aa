import {
  chunkQuerySchema,
  largestChunk,
  type recordingProcedures,
  type SeekableProgress,
} from '../../shared/contract/recording-procedures.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { heldBack } from '../../shared/domain/retention/decide-retention.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { fail, refusalToFault } from './fault.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { RecordingRef } from './recording-service.ts';
import type { Services } from './services.ts';

/** What the procedures of recording do. */
export function createRecordingHandlers({
  recordings,
  recordingMedia,
  workspace,
}: Services): Pick<ProcedureHandlers, keyof typeof recordingProcedures> {
  return {
    'recording.begin-part': ({ mime, startedAt, ...ref }) => recordings.beginPart(ref, mime, startedAt),
    'recording.end-part': ({ part, why, ...ref }) => recordings.endPart(ref, part, why),
    'recording.stop': async ({ why = 'asked', ...ref }) => {
      const stopped = await recordings.stop(ref, why);
      recordingMedia.nudge();
      return stopped;
    },
    'recording.note': async ({ what, atMs, forMs, ...ref }) => {
      const noted = await recordings.note(ref, what, atMs, forMs);
      return noted.ok ? ok({}) : noted;
    },
    'recording.state': (ref) => recordings.state(ref),
    'recording.space': async () => ok(await recordings.space()),
    'recording.cut': async ({ fromMs, toMs, member, reason, ...ref }) => {
      const held = heldBack(workspace.current(), ref.review);
      if (held !== undefined) return err(refusalToFault(held));
      const cut = await recordingMedia.cut(ref, { fromMs, toMs, member, reason });
      return cut.ok ? recordings.state(ref) : cut;
    },
  };
}

/** Puts a recording together and tells how far it is. */
export async function tellSeekable(
  { recordingMedia }: Services,
  ref: RecordingRef,
  signal: AbortSignal,
  tell: (event: SeekableProgress) => void,
): Promise<void> {
  const kept = await recordingMedia.seekable(ref, tell, signal);
  if (kept.ok) tell({ state: 'done', ...kept.value });
  else tell({ state: 'failed', error: { code: kept.error.code, message: kept.error.message } });
}

/** Takes a chunk that was put to `recording.chunk`. */
export async function takeChunk(
  { recordings, recordingMedia }: Pick<Services, 'recordings' | 'recordingMedia'>,
  url: URL,
  body: ReadableStream<Uint8Array>,
): Promise<Result<unknown, CallFault>> {
  const query = chunkQuerySchema.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) {
    const [issue] = query.error.issues;
    return {
      ok: false,
      error: { code: 'invalid-input', path: issue?.path.join('.') ?? '', message: issue?.message ?? '' },
    };
  }
  const bytes = await readUpTo(body, largestChunk);
  if (bytes === undefined)
    return fail('too-large', `A chunk has at most ${largestChunk} bytes. Make chunks of 250 ms or less.`);
  const taken = await recordings.chunk(query.data, bytes);
  const isStopped = taken.ok ? taken.value.stopped : taken.error.code === 'disk-full';
  if (isStopped) recordingMedia.nudge();
  return taken;
}

async function readUpTo(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
