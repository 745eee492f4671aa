import {
  encodeFrame,
  headsToPayload,
  intakeStream,
  isRecordingStream,
  linesToPayload,
  recordingStream,
  type StreamHead,
} from '../../shared/contract/frames.ts';
import { transcriptOfStream } from '../../shared/domain/transcript/transcript.ts';
import { hashLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import type { Result } from '../../shared/lib/result.ts';
import { systemClock } from '../platform/clock.ts';
import { hashAt } from './hash-at.ts';
import { intakeFrames } from './intake-frames.ts';
import { createRecordingFrames, recordingHeads } from './recording-frames.ts';
import { restoreLines } from './restore.ts';
import type { IntakeSource, JournalsSource, ReceiptSource, RecordingsSource, SourceFault } from './sources.ts';

export type Cursors = { readonly [stream: string]: { readonly seq: number; readonly hash: string } };

export type Sync = {
  /**
   * Frames (shared/contract/frames.ts) for everything above the cursors, journals first, then the intake, then recordings,
   * then whatever is appended, until `signal` aborts or the reader cancels. A frame is made when it is asked for, and at most two wait.
   */
  readonly pull: (cursors: Cursors, signal: AbortSignal) => ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Takes back lines that the page kept and this side lost: `workspace`, a review's id, or `intake`. */
  readonly restore: (
    stream: string,
    lines: readonly string[],
    receipt: string,
  ) => Promise<Result<{ seq: number }, SourceFault>>;
  /** Takes back a chunk of samples, before the intake lines that name it. */
  readonly restoreChunk: (bytes: Uint8Array) => Promise<Result<string, SourceFault>>;
};

type Sources = {
  readonly journals: JournalsSource;
  readonly intake: IntakeSource;
  readonly receipts: ReceiptSource;
  readonly recordings: RecordingsSource;
};

/** Of a workspace whose recordings nobody asks for. */
const noRecordings: RecordingsSource = {
  ids: () => [],
  review: () => '',
  head: () => ({ seq: 0, hash: '' }),
  linkAt: () => Promise.resolve(undefined),
  isRunning: () => false,
  entries: () => Promise.resolve({ texts: [], bytes: new Uint8Array(), kept: false }),
  subscribe: () => () => undefined,
};

const linesPerFrame = 200;
/** Characters of a frame of lines; one line alone may be longer. A line of a transcript holds hundreds of segments. */
const lengthOfFrame = 1 << 20;
const framesWaiting = 2;

export function createSync(given: Omit<Sources, 'recordings'> & Partial<Pick<Sources, 'recordings'>>): Sync {
  const sources: Sources = { recordings: noRecordings, ...given };
  return {
    pull: (cursors, signal) => toStream((ends) => frames(sources, cursors, ends), signal),
    restore: (stream, lines, receipt) => restoreLines(sources, stream, lines, receipt),
    restoreChunk: (bytes) => sources.intake.restoreChunk(bytes),
  };
}

type Bytes = Uint8Array<ArrayBuffer>;

function toStream(make: (ends: AbortSignal) => AsyncGenerator<Bytes>, signal: AbortSignal): ReadableStream<Bytes> {
  const ends = new AbortController();
  const end = (): void => ends.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  const source = make(ends.signal);
  return new ReadableStream<Bytes>(
    {
      pull: async (controller) => {
        const next = await source.next();
        if (next.done !== true) return controller.enqueue(next.value);
        signal.removeEventListener('abort', end);
        controller.close();
      },
      cancel: async () => {
        signal.removeEventListener('abort', end);
        end();
        await source.return(undefined);
      },
    },
    new CountQueuingStrategy({ highWaterMark: framesWaiting }),
  );
}

async function* frames(sources: Sources, cursors: Cursors, ends: AbortSignal): AsyncGenerator<Bytes> {
  const { journals, intake, recordings } = sources;
  const sound = createRecordingFrames(recordings, systemClock.monotonic);
  const bell = createBell(ends);
  const pending = new Set<string>();
  // Listening begins before the heads are read, so that nothing falls between.
  const stops = [
    journals.subscribe((stream) => {
      pending.add(stream);
      bell.ring();
    }),
    intake.subscribe(() => bell.ring()),
    recordings.subscribe((id) => {
      sound.note(recordingStream(id));
      bell.ring();
    }),
  ];
  try {
    const plan = await planPull(sources, cursors);
    yield encodeFrame({ kind: 'hello', total: plan.total }, [headsToPayload(plan.heads)]);
    for (const stream of plan.forked) yield encodeFrame({ kind: 'fork', stream, seq: cursors[stream]?.seq ?? 0 });
    for (const stream of plan.positions.keys()) {
      if (isRecordingStream(stream)) sound.note(stream);
      else if (stream !== intakeStream) pending.add(stream);
    }
    let isCaughtUp = false;
    while (!ends.aborted) {
      yield* journalFrames(sources, pending, plan);
      const intakePosition = plan.positions.get(intakeStream) ?? 0;
      if (!plan.held.has(intakeStream) && intake.head().seq > intakePosition) {
        for await (const { frame, seq } of intakeFrames(intake, intakePosition)) {
          plan.positions.set(intakeStream, seq);
          yield frame;
          // A review must not wait for the end of a long import.
          yield* journalFrames(sources, pending, plan);
        }
        continue;
      }
      if (!isCaughtUp) yield encodeFrame({ kind: 'caught-up' });
      isCaughtUp = true;
      const next = await sound.next((stream) => (plan.held.has(stream) ? Infinity : (plan.positions.get(stream) ?? 0)));
      if (next === undefined) {
        await bell.rung(sound.dueInMs());
        continue;
      }
      plan.positions.set(next.stream, next.seq);
      yield next.frame;
    }
  } finally {
    stops.forEach((stop) => stop());
  }
}

type Plan = {
  readonly heads: readonly StreamHead[];
  readonly forked: readonly string[];
  /** Streams that are not sent: those that forked and those of which the page has more. */
  readonly held: ReadonlySet<string>;
  /** The last line sent, by stream. */
  readonly positions: Map<string, number>;
  readonly total: number;
};

async function planPull(sources: Sources, cursors: Cursors): Promise<Plan> {
  const heads = readHeads(sources);
  const held = new Set<string>();
  const forked: string[] = [];
  const positions = new Map<string, number>();
  let total = 0;
  for (const head of heads) {
    const { seq, hash } = cursors[head.stream] ?? { seq: 0, hash: '' };
    const isFork = seq > 0 && seq <= head.seq && (await hashAt(sources, head, seq)) !== hash;
    if (isFork) forked.push(head.stream);
    if (isFork || seq > head.seq) {
      held.add(head.stream);
      continue;
    }
    positions.set(head.stream, seq);
    if (!isRecordingStream(head.stream)) total += head.seq - seq;
  }
  // Streams the page knows and this side does not: were one to begin here now, its lines would be another history.
  for (const [stream, { seq }] of Object.entries(cursors)) if (seq > 0 && !positions.has(stream)) held.add(stream);
  return { heads, forked, held, positions, total };
}

async function* journalFrames(
  { journals, receipts }: Sources,
  pending: Set<string>,
  plan: Plan,
): AsyncGenerator<Bytes> {
  // What is appended meanwhile joins the set again and is visited after the others.
  for (const stream of pending) {
    pending.delete(stream);
    if (plan.held.has(stream)) continue;
    const next = async (): Promise<readonly JournalLine[]> => {
      const position = plan.positions.get(stream) ?? 0;
      const journal = journals.get(stream);
      return journal === undefined || journal.head().seq <= position
        ? []
        : (await journal.read(position)).slice(0, linesPerFrame);
    };
    for (let read = await next(); read.length > 0; read = await next()) {
      const texts = fittingTexts(read);
      const lines = read.slice(0, texts.length);
      const from = (plan.positions.get(stream) ?? 0) + 1;
      const to = from + lines.length - 1;
      plan.positions.set(stream, to);
      const last = lines.at(-1);
      const receipt = receipts.give({ stream, seq: to, hash: last === undefined ? '' : hashLine(last) });
      yield encodeFrame({ kind: 'journal', stream, from, to, receipt }, [linesToPayload(texts)]);
    }
  }
}

/** As many of the lines as one frame holds, at least the first, as they are written. */
function fittingTexts(lines: readonly JournalLine[]): readonly string[] {
  const texts: string[] = [];
  let length = 0;
  for (const line of lines) {
    const text = serializeLine(line);
    length += text.length;
    if (texts.length > 0 && length > lengthOfFrame) break;
    texts.push(text);
  }
  return texts;
}

/** `workspace` first, for everything else needs it; then the reviews, then transcripts; the intake; recordings. */
function readHeads({ journals, intake, recordings }: Sources): StreamHead[] {
  const streams = journals.streams().toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const heads = streams.flatMap((stream) => {
    const journal = journals.get(stream);
    return journal === undefined ? [] : [{ stream, ...journal.head() }];
  });
  return [...heads, { stream: intakeStream, ...intake.head() }, ...recordingHeads(recordings)];
}

const rank = (stream: string): number =>
  stream === 'workspace' ? 0 : transcriptOfStream(stream) === undefined ? 1 : 2;

/**
 * Rings once for any number of calls since it was last waited for, and by itself after `withinMs`; rings for good when
 * `ends` aborts.
 */
function createBell(ends: AbortSignal) {
  let isRung = false;
  let wake: (() => void) | undefined;
  const ring = (): void => {
    isRung = true;
    wake?.();
  };
  ends.addEventListener('abort', ring, { once: true });
  return {
    ring,
    rung: async (withinMs?: number): Promise<void> => {
      const timer = withinMs === undefined ? undefined : setTimeout(ring, withinMs);
      if (!isRung && !ends.aborted) await new Promise<void>((resolve) => (wake = resolve));
      clearTimeout(timer);
      isRung = false;
      wake = undefined;
    },
  };
}
