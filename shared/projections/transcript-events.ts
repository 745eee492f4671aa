import { foldTranscript, foldTranscriptFurther, type FoldedTranscript } from '../domain/transcript/fold-transcript.ts';
import {
  isTranscriptEventType,
  transcriptEventSchemas,
  type HappenedTranscriptEvent,
  type TranscriptEvent,
} from '../domain/transcript/transcript.ts';
import { localIdSchema } from '../domain/text.ts';
import { transcriptErasingType } from '../journal/erased-lines.ts';
import type { JournalLine } from '../journal/line.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { EventFault } from './review-events.ts';

/** What is left to say of a transcript that was deleted. `at` is epoch ms. */
export type DeletedTranscript = Extract<TranscriptEvent, { type: 'transcript.erased.v1' }>['body'] & {
  readonly at: number;
  readonly actor: string;
};

/** A transcript's stream read as far as it was: its events stay, so that what is added later costs its own lines. */
export type ReadTranscript =
  | { readonly state: 'deleted'; readonly deleted: DeletedTranscript }
  | { readonly state: 'kept'; readonly events: readonly HappenedTranscriptEvent[]; readonly folded: FoldedTranscript };

/** Reads a journal line as an event of a transcript. The body carries the command it came from beside its own fields. */
export function lineToTranscriptEvent(line: JournalLine): Result<HappenedTranscriptEvent, EventFault> {
  const { type, seq, body } = line;
  const fault = (message: string): Result<never, EventFault> => err({ code: 'unknown-event', seq, message });
  if (!isTranscriptEventType(type)) return fault(`Event ${seq} is of a kind this version does not know: ${type}.`);
  const { command, ...fields } = body ?? {};
  const parsed = transcriptEventSchemas[type].safeParse(fields);
  const commandId = localIdSchema.safeParse(command);
  if (!parsed.success || !commandId.success)
    return fault(`Event ${seq} (${type}) does not have the shape of its kind.`);
  const at = Date.parse(line.at);
  return ok({
    type,
    body: parsed.data,
    seq,
    at,
    actor: line.actor,
    command: commandId.data,
  } as HappenedTranscriptEvent);
}

/**
 * Reads the lines of a transcript's stream; `before` is what its first lines came to, and then only the others are read.
 * Undefined where nothing was opened yet.
 */
export function readTranscriptLines(
  lines: readonly JournalLine[],
  before?: ReadTranscript,
): Result<ReadTranscript | undefined, EventFault> {
  const last = lines.at(-1);
  if (last?.type === transcriptErasingType) return readDeleted(last);
  const known = before?.state === 'kept' ? before : undefined;
  const events = [...(known?.events ?? [])];
  for (const line of lines.slice(events.length)) {
    const event = lineToTranscriptEvent(line);
    if (!event.ok) return event;
    events.push(event.value);
  }
  const folded =
    known === undefined ? foldTranscript(events) : foldTranscriptFurther(known.folded, events, known.events.length);
  return ok(folded === undefined ? undefined : { state: 'kept', events, folded });
}

function readDeleted(line: JournalLine): Result<ReadTranscript, EventFault> {
  const event = lineToTranscriptEvent(line);
  if (!event.ok) return event;
  const { type, body, at, actor } = event.value;
  return type === 'transcript.erased.v1'
    ? ok({ state: 'deleted', deleted: { ...body, at, actor } })
    : err({ code: 'unknown-event', seq: line.seq, message: 'The last event is not the deletion it was.' });
}
