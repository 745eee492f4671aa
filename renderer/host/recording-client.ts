import { z } from 'zod';
import { callFaultSchema, type CallFault } from '../../shared/contract/procedures.ts';
import { chunkAnswerSchema, type ChunkAnswer } from '../../shared/contract/recording-procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: chunkAnswerSchema }),
  z.object({ ok: z.literal(false), error: callFaultSchema }),
]);

export type ChunkPlace = {
  readonly review: string;
  readonly recording: string;
  readonly part: number;
  /** From 0 in its part. */
  readonly index: number;
  /** How far the part is with it. */
  readonly ms: number;
};

/** A flush of a busy disk takes a while; after so long the same chunk is sent again, which keeps it once. */
const patienceMs = 10_000;

/** Sends sound; the answer comes when it is durable. `no-host` and `bad-answer` mean: nobody knows, send it again. */
export async function sendChunk(
  place: ChunkPlace,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<ChunkAnswer, CallFault>> {
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
  const { review, recording } = place;
  const figures = { part: String(place.part), index: String(place.index), ms: String(place.ms) };
  const query = new URLSearchParams({ review, recording, ...figures, sha256 });
  try {
    const response = await fetch(`/api/recording.chunk?${query.toString()}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = answerSchema.safeParse(await response.json());
    if (!answer.success) return err({ code: 'bad-answer', message: 'The answer was not understood.' });
    return answer.data.ok ? ok(answer.data.value) : err(answer.data.error);
  } catch {
    return err({ code: 'no-host', message: 'Hotwash does not answer. What was acknowledged is kept.' });
  }
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
