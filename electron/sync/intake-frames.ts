import { encodeFrame, linesToPayload, type FrameHeader } from '../../shared/contract/frames.ts';
import type { IntakeLine, RowChunk, SampleChunk } from '../../shared/domain/release/intake-line.ts';
import type { IntakeSource } from './sources.ts';

const chunksPerFrame = 16;
const linesPerFrame = 64;
const textPerFrame = 512 * 1024;
/** Bytes of chunks after which a frame is sent; one chunk of rows with long texts may be several megabytes. */
const bytesPerFrame = 1024 * 1024;

/** `seq` is the last line sent by this frame or one before it. */
export type IntakeFrame = { readonly frame: Uint8Array<ArrayBuffer>; readonly seq: number };

type Named =
  { readonly of: 'samples'; readonly chunk: SampleChunk } | { readonly of: 'rows'; readonly chunk: RowChunk };
type PackedChunk = Named & { readonly bytes: Uint8Array };

/**
 * Frames for the intake lines above `after`, up to the log's end as it is when reached. Lines wait until the chunks they
 * name have gone ahead, so that whoever has a line has its samples and its rows. A chunk that is lost here is left out: the
 * page says so.
 */
export async function* intakeFrames(intake: IntakeSource, after: number): AsyncGenerator<IntakeFrame> {
  let lines: string[] = [];
  let textLength = 0;
  let chunks: PackedChunk[] = [];
  let seq = after;
  const flushLines = function* () {
    const from = seq - lines.length + 1;
    if (chunks.length > 0) yield { frame: chunksFrame(chunks), seq: from - 1 };
    if (lines.length > 0) yield { frame: encodeFrame({ kind: 'intake', from, to: seq }, [linesToPayload(lines)]), seq };
    chunks = [];
    lines = [];
    textLength = 0;
  };
  for await (const text of intake.lines(after)) {
    if (lines.length >= linesPerFrame || textLength + text.length > textPerFrame) yield* flushLines();
    for (const named of chunksOf(text)) {
      const bytes = await intake.chunk(named.chunk.sha256);
      if (bytes !== undefined) chunks.push({ ...named, bytes });
      if (chunks.length < chunksPerFrame && chunks.reduce((sum, each) => sum + each.bytes.length, 0) < bytesPerFrame)
        continue;
      yield { frame: chunksFrame(chunks), seq: seq - lines.length };
      chunks = [];
    }
    seq += 1;
    lines.push(text);
    textLength += text.length;
  }
  yield* flushLines();
}

function chunksFrame(packed: readonly PackedChunk[]): Uint8Array<ArrayBuffer> {
  const samples = packed.flatMap((each) => (each.of === 'samples' ? [each] : []));
  const rows = packed.flatMap((each) => (each.of === 'rows' ? [each] : []));
  const header: FrameHeader = {
    kind: 'chunks',
    chunks: samples.map(({ chunk, bytes }) => ({ chunk, bytes: bytes.length })),
    ...(rows.length === 0 ? {} : { rows: rows.map(({ chunk, bytes }) => ({ chunk, bytes: bytes.length })) }),
  };
  return encodeFrame(
    header,
    [...samples, ...rows].map(({ bytes }) => bytes),
  );
}

/** The log holds only lines that were checked when they were written and when it was opened. */
function chunksOf(text: string): readonly Named[] {
  const { samples, bulk = [] } = JSON.parse(text) as IntakeLine;
  return [
    ...samples.map((chunk) => ({ of: 'samples' as const, chunk })),
    ...bulk.map((chunk) => ({ of: 'rows' as const, chunk })),
  ];
}
