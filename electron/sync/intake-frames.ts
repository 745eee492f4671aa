import { encodeFrame, linesToPayload, type FrameHeader } from '../../shared/contract/frames.ts';
import type { IntakeLine, SampleChunk } from '../../shared/domain/release/intake-line.ts';
import type { IntakeSource } from './sources.ts';

const chunksPerFrame = 16;
const linesPerFrame = 64;
const textPerFrame = 512 * 1024;

/** `seq` is the last line sent by this frame or one before it. */
export type IntakeFrame = { readonly frame: Uint8Array<ArrayBuffer>; readonly seq: number };

type PackedChunk = { readonly chunk: SampleChunk; readonly bytes: Uint8Array };

/**
 * Frames for the intake lines above `after`, up to the log's end as it is when reached. Lines wait until the chunks they
 * name have gone ahead, so that whoever has a line has its samples. A chunk that is lost here is left out: the page's
 * charts say so.
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
    for (const chunk of samplesOf(text)) {
      const bytes = await intake.chunk(chunk.sha256);
      if (bytes !== undefined) chunks.push({ chunk, bytes });
      if (chunks.length < chunksPerFrame) continue;
      yield { frame: chunksFrame(chunks), seq: seq - lines.length };
      chunks = [];
    }
    seq += 1;
    lines.push(text);
    textLength += text.length;
  }
  yield* flushLines();
}

function chunksFrame(chunks: readonly PackedChunk[]): Uint8Array<ArrayBuffer> {
  const header: FrameHeader = {
    kind: 'chunks',
    chunks: chunks.map(({ chunk, bytes }) => ({ chunk, bytes: bytes.length })),
  };
  return encodeFrame(
    header,
    chunks.map(({ bytes }) => bytes),
  );
}

/** The log holds only lines that were checked when they were written and when it was opened. */
const samplesOf = (text: string): readonly SampleChunk[] => (JSON.parse(text) as IntakeLine).samples;
