import { assertNever } from '../../shared/lib/invariant.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import {
  intakeStream,
  payloadToHeads,
  payloadToLines,
  type Frame,
  type StreamHead,
} from '../../shared/contract/frames.ts';
import { intakeGenesis, intakeLineSchema, type IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { isErasing } from '../../shared/journal/erased-lines.ts';
import { checkLine, genesis, hashLine, parseLine, type JournalLine } from '../../shared/journal/line.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import { deriveLines } from './derive-lines.ts';
import { forgetBodies } from './forget-bodies.ts';
import { noteTranscript } from './kept-transcripts.ts';
import { putChunks } from './put-chunks.ts';
import { keepRecording } from './recording-keep.ts';
import { inRowTransaction } from './row-transaction.ts';
import type { Cursor, KeptLine, Store } from './schema.ts';
import { sealTails } from './seal-tail.ts';

/** What a frame meant once it was kept. */
export type Applied =
  | { readonly kind: 'hello'; readonly total: number; readonly heads: readonly StreamHead[] }
  | { readonly kind: 'fork'; readonly stream: string }
  | { readonly kind: 'kept'; readonly lines: number }
  | { readonly kind: 'recording' }
  | { readonly kind: 'caught-up' };

export type FrameFault = { readonly code: 'bad-frame'; readonly stream: string; readonly message: string };

/**
 * Keeps one frame. Its data and its cursor are one transaction, so that after a kill at any instant the next round goes
 * on exactly where this one stood. Lines that are kept already are passed over; a line that does not continue its chain
 * is a fault and nothing of its frame is kept.
 */
export async function applyFrame(store: Store, { header, payload }: Frame): Promise<Result<Applied, FrameFault>> {
  switch (header.kind) {
    case 'hello':
      return ok({ kind: 'hello', total: header.total, heads: payloadToHeads(payload) });
    case 'fork':
      return ok({ kind: 'fork', stream: header.stream });
    case 'journal':
      return keepJournal(store, header.stream, payloadToLines(payload), header.receipt);
    case 'intake':
      return keepIntake(store, payloadToLines(payload));
    case 'chunks':
      await putChunks(store, header, payload);
      return ok({ kind: 'kept', lines: 0 });
    case 'recording':
      await keepRecording(store, header, payload);
      return ok({ kind: 'recording' });
    case 'caught-up':
      return ok({ kind: 'caught-up' });
    default:
      return assertNever(header);
  }
}

async function keepJournal(
  store: Store,
  stream: string,
  texts: readonly string[],
  receipt: string,
): Promise<Result<Applied, FrameFault>> {
  return store.transaction('rw', store.lines, store.cursors, store.forked, store.transcripts, async () => {
    let cursor: Cursor = (await store.cursors.get(stream)) ?? { stream, seq: 0, hash: genesis, at: 0 };
    const fresh: KeptLine[] = [];
    const telling: JournalLine[] = [];
    for (const text of texts) {
      const line = parseLine(text, cursor.seq + 1);
      if (!line.ok) return fault(stream, line.error.message);
      if (line.value.seq <= cursor.seq) continue;
      const wrong = checkLine(line.value, cursor.seq + 1, cursor.hash);
      if (wrong !== undefined) return fault(stream, wrong.message);
      fresh.push({ stream, seq: line.value.seq, text });
      if (isErasing(line.value.type) || line.value.seq === 1) telling.push(line.value);
      cursor = { stream, seq: line.value.seq, hash: hashLine(line.value), at: Date.parse(line.value.at), receipt };
    }
    if (fresh.length > 0) {
      await store.lines.bulkAdd(fresh);
      await forgetBodies(store, stream, telling);
      await noteTranscript(store, stream, telling);
      await store.cursors.put(cursor);
    }
    return ok({ kind: 'kept', lines: fresh.length });
  });
}

async function keepIntake(store: Store, texts: readonly string[]): Promise<Result<Applied, FrameFault>> {
  const kept = await inRowTransaction(store, async (changes, _, reach): Promise<Result<Applied, FrameFault>> => {
    const before = await store.cursors.get(intakeStream);
    let cursor: Cursor = before ?? { stream: intakeStream, seq: 0, hash: intakeGenesis, at: 0 };
    const fresh: { readonly text: string; readonly line: IntakeLine }[] = [];
    for (const text of texts) {
      const line = readIntakeLine(text);
      if (line === undefined) return fault(intakeStream, `the line after ${cursor.seq} cannot be read`);
      if (line.seq <= cursor.seq) continue;
      if (line.seq !== cursor.seq + 1 || line.prev !== cursor.hash)
        return fault(intakeStream, `line ${line.seq} does not follow line ${cursor.seq}`);
      fresh.push({ text, line });
      cursor = { stream: intakeStream, seq: line.seq, hash: sha256Hex(text), at: Date.parse(line.at) };
    }
    if (fresh.length === 0) return ok({ kind: 'kept', lines: 0 });
    await store.intake.bulkAdd(fresh.map(({ line, text }) => ({ seq: line.seq, text })));
    await deriveLines(
      changes,
      fresh.map(({ line }) => line),
    );
    reach(cursor.seq);
    await store.cursors.put(cursor);
    return ok({ kind: 'kept', lines: fresh.length });
  });
  if (kept.ok) await sealTails(store);
  return kept;
}

function readIntakeLine(text: string): IntakeLine | undefined {
  try {
    return intakeLineSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const fault = (stream: string, message: string): Result<never, FrameFault> =>
  err({ code: 'bad-frame', stream, message });
