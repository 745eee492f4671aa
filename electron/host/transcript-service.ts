import { randomBytes } from 'node:crypto';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { breachOf } from '../../shared/domain/transcript/audit-transcript.ts';
import { decideTranscript } from '../../shared/domain/transcript/decide-transcript.ts';
import type { SourceSegment } from '../../shared/domain/transcript/fit-segments.ts';
import type { FoldedTranscript } from '../../shared/domain/transcript/fold-transcript.ts';
import type { TranscriptCommand } from '../../shared/domain/transcript/transcript-commands.ts';
import { transcriptToDraft } from '../../shared/domain/transcript/transcript-draft.ts';
import {
  transcriptEventSchemas,
  transcriptStream,
  type HappenedTranscriptEvent,
  type Segment,
  type TranscriptEvent,
} from '../../shared/domain/transcript/transcript.ts';
import { decideSeated } from '../../shared/domain/workspace/seated.ts';
import type { NewEvent } from '../../shared/journal/line.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readTranscriptLines, type ReadTranscript } from '../../shared/projections/transcript-events.ts';
import type { Journal } from '../journal/journal.ts';
import { onDisk } from '../platform/files.ts';
import type { Origins } from '../transcripts/origins.ts';
import type { TranscriptHead } from '../transcripts/transcript-head.ts';
import type { TranscriptStore } from '../transcripts/transcript-store.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import { numberedSegments, segmentEvents } from './transcript-lines.ts';
import { ownCommandId, type WorkspaceService } from './workspace-service.ts';

type BodyOf<T extends TranscriptEvent['type']> = Extract<TranscriptEvent, { type: T }>['body'];
export type TranscriptOpening = Omit<BodyOf<'transcript.opened.v1'>, 'id'>;
export type ErasureReason = BodyOf<'transcript.erased.v1'>['why'];

/** A transcript's fold and the head of its stream it was folded at. */
export type TranscriptReading = {
  readonly folded: FoldedTranscript;
  readonly head: { readonly seq: number; readonly hash: string };
};

/** All transcripts of the workspace. Words change by commands alone; segments come from a source, in order. */
export interface TranscriptService {
  readonly store: TranscriptStore;
  list(review?: string): readonly (TranscriptHead & { readonly transcript: string })[];
  /** Refuses one that was deleted. */
  read(transcript: string): Promise<Result<TranscriptReading, CallFault>>;
  run(
    transcript: string,
    id: string,
    command: TranscriptCommand,
  ): Promise<Result<Output<'transcript.command'>, CallFault>>;
  /** Begins a transcript that a source is going to fill, and answers with its id. */
  open(opening: TranscriptOpening, by: string): Promise<Result<{ transcript: string }, CallFault>>;
  /** Makes a transcript with all its segments: it is there whole or not at all. */
  found(
    opening: TranscriptOpening,
    segments: readonly SourceSegment[],
    state: Segment['state'],
    by: string,
  ): Promise<Result<{ transcript: string }, CallFault>>;
  /** Appends what the source brought next; on the disk when it resolves. Drafts of a machine. */
  append(transcript: string, segments: readonly SourceSegment[]): Promise<Result<{ segments: number }, CallFault>>;
  /** Nothing more comes from the source. */
  fill(transcript: string): Promise<Result<object, CallFault>>;
  /** Erases every body and the file it came from, for good. */
  erase(transcript: string, why: ErasureReason, by: string): Promise<Result<Record<string, never>, CallFault>>;
}

export type TranscriptServiceParts = {
  readonly store: TranscriptStore;
  readonly origins: Origins;
  readonly workspace: WorkspaceService;
};

const noTranscript = fail('no-transcript', 'There is no such transcript in this workspace.');
const deleted = fail('deleted', 'This transcript was deleted. That there was one, and when it was deleted, stays.');

export function createTranscriptService({ store, origins, workspace }: TranscriptServiceParts): TranscriptService {
  const readings = new WeakMap<Journal, ReadTranscript>();
  const queues = new Map<string, Promise<unknown>>();

  const serially = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const run = (queues.get(key) ?? Promise.resolve()).then(work, work);
    const settled = run.catch(() => undefined).then(() => void (queues.get(key) === settled && queues.delete(key)));
    queues.set(key, settled);
    return run;
  };

  type Kept = Extract<ReadTranscript, { state: 'kept' }>;

  function readJournal(journal: Journal): Result<Kept, CallFault> {
    const read = readTranscriptLines(journal.read(0), readings.get(journal));
    if (!read.ok)
      return err({ code: read.error.code, message: `${read.error.message} The transcript can be read no further.` });
    if (read.value === undefined) return noTranscript;
    readings.set(journal, read.value);
    return read.value.state === 'deleted' ? deleted : ok(read.value);
  }

  /** Works on a transcript that is there, one after the other. */
  const within = <T>(
    transcript: string,
    work: (journal: Journal, kept: Kept) => Promise<Result<T, CallFault>>,
  ): Promise<Result<T, CallFault>> =>
    serially(transcript, async () => {
      const stream = transcriptStream(transcript);
      if ((store.head(stream)?.seq ?? 0) === 0) return noTranscript;
      const done = await store.use(stream, async (journal) => {
        const kept = readJournal(journal);
        return kept.ok ? work(journal, kept.value) : kept;
      });
      return done.ok ? done.value : err(toCallFault(done.error));
    });

  const appendTo = async (
    journal: Journal,
    by: string,
    command: string,
    events: readonly TranscriptEvent[],
  ): Promise<Result<{ seq: number; events: string[] }, CallFault>> => {
    const appended = await journal.append(journal.head().seq, by, toLines(events, command));
    if (!appended.ok) return err(toCallFault(appended.error));
    return ok({ seq: journal.head().seq, events: events.map(({ type }) => type) });
  };

  /** Appends what a source brings, if the transcript as it stands can take it. */
  const bring = (
    transcript: string,
    events: (kept: Kept) => readonly TranscriptEvent[],
  ): Promise<Result<{ seq: number; events: string[] }, CallFault>> =>
    within(transcript, async (journal, kept) => {
      const { folded } = kept;
      const fresh = events(kept);
      const draft = transcriptToDraft(folded.transcript, folded.brought);
      const breach = fresh.map((event) => breachOf(draft, event)).find((found) => found !== undefined);
      if (breach !== undefined) return fail('not-taken', breach.message);
      return appendTo(journal, 'hotwash', ownCommandId(), fresh);
    });

  return {
    store,
    list: (review) =>
      store.streams().flatMap((stream) => {
        const head = store.head(stream);
        const isWanted = head !== undefined && head.seq > 0 && (review === undefined || head.review === review);
        return isWanted ? [{ ...head, transcript: stream.slice(2) }] : [];
      }),
    read: (transcript) =>
      within(transcript, async (journal, { folded }) => Promise.resolve(ok({ folded, head: journal.head() }))),
    run: (transcript, id, command) =>
      within(transcript, async (journal, { events, folded }) => {
        const earlier = events.filter((event: HappenedTranscriptEvent) => event.command === id);
        if (earlier.length > 0) return ok({ seq: journal.head().seq, events: earlier.map(({ type }) => type) });
        const here = workspace.current();
        const seated = decideSeated(here);
        if (!seated.ok) return err(refusalToFault(seated.error));
        const members = here.members.map((member) => member.id);
        const verdict = decideTranscript(folded, command, { members });
        if (!verdict.ok) return err(refusalToFault(verdict.error));
        if (verdict.value.length === 0) return ok({ seq: journal.head().seq, events: [] });
        return appendTo(journal, seated.value, id, verdict.value);
      }),
    open: async (opening, by) => {
      const id = newTranscriptId();
      const opened: TranscriptEvent = { type: 'transcript.opened.v1', body: { id, ...opening } };
      const made = await store.found(transcriptStream(id), by, toLines([opened], ownCommandId()));
      return made.ok ? ok({ transcript: id }) : err(toCallFault(made.error));
    },
    found: async (opening, segments, state, by) => {
      const id = newTranscriptId();
      const events: readonly TranscriptEvent[] = [
        { type: 'transcript.opened.v1', body: { id, ...opening } },
        ...segmentEvents(numberedSegments(segments, state, 0, () => false)),
        { type: 'transcript.filled.v1', body: { segments: segments.length } },
      ];
      const made = await store.found(transcriptStream(id), by, toLines(events, ownCommandId()));
      return made.ok ? ok({ transcript: id }) : err(toCallFault(made.error));
    },
    append: async (transcript, segments) => {
      if (segments.length === 0) return ok({ segments: 0 });
      const brought = await bring(transcript, ({ folded }) => {
        const taken = new Set(folded.transcript.segments.map(({ id }) => id));
        return segmentEvents(numberedSegments(segments, 'machine-draft', folded.brought, (id) => taken.has(id)));
      });
      return brought.ok ? ok({ segments: segments.length }) : brought;
    },
    fill: (transcript) =>
      bring(transcript, ({ folded }) => [{ type: 'transcript.filled.v1', body: { segments: folded.brought } }]),
    erase: async (transcript, why, by) => {
      const source = store.head(transcriptStream(transcript))?.source;
      const erased = await within(transcript, async (journal, { folded }) => {
        const { review, recording } = folded.transcript;
        const { seq } = journal.head();
        const event: TranscriptEvent = { type: 'transcript.erased.v1', body: { why, through: seq, review, recording } };
        const [line] = toLines([event], ownCommandId());
        invariant(line !== undefined, 'one event is one line');
        const done = await journal.erase(seq, by, line);
        return done.ok ? ok<Record<string, never>>({}) : err(toCallFault(done.error));
      });
      if (!erased.ok || source?.kind !== 'imported') return erased;
      const forgotten = await onDisk(() => forgetUnused(store, origins));
      return forgotten.ok ? erased : err(toCallFault(forgotten.error));
    },
  };
}

/** Deletes files of origin that no transcript rests on any more. Throws the file system's error. */
export async function forgetUnused(store: TranscriptStore, origins: Origins): Promise<void> {
  const used = new Set(
    store.streams().flatMap((stream) => {
      const source = store.head(stream)?.source;
      return source?.kind === 'imported' ? [source.sha256] : [];
    }),
  );
  for (const sha256 of await origins.list()) if (!used.has(sha256)) await origins.forget(sha256);
}

const newTranscriptId = (): string => `t${randomBytes(8).toString('hex')}`;

function toLines(events: readonly TranscriptEvent[], command: string): readonly NewEvent[] {
  return events.map(({ type, body }) => {
    // A line of another shape would end the transcript for good, so a bug stops here, before the disk.
    invariant(transcriptEventSchemas[type].safeParse(body).success, `${type} has the shape of its kind`);
    return { type, body: { ...body, command } };
  });
}
