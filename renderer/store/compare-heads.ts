import { intakeStream, isRecordingStream, type StreamHead } from '../../shared/contract/frames.ts';
import { hashLine, parseLine } from '../../shared/journal/line.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import type { Store } from './schema.ts';
import type { LostStream } from './sync-state.ts';

export type Comparison = {
  /** The main process has the beginning of what is kept here: its copy was lost or rolled back and can be given back. */
  readonly lost: readonly LostStream[];
  /** The main process has something else: its history and the one kept here went apart. */
  readonly forked: readonly string[];
};

/**
 * Compares what is kept here with the heads of the main process, for the streams of which more is kept here. Recordings
 * are not among them: they are not given back (recording-losses.ts).
 */
export async function compareHeads(store: Store, heads: readonly StreamHead[]): Promise<Comparison> {
  const byStream = new Map(heads.map((head) => [head.stream, head]));
  const lost: LostStream[] = [];
  const forked: string[] = [];
  for (const { stream, seq } of await store.cursors.toArray()) {
    if (isRecordingStream(stream)) continue;
    const head = byStream.get(stream);
    const there = head?.seq ?? 0;
    if (there >= seq) continue;
    const isBeginning = there === 0 || (await hashAt(store, stream, there)) === head?.hash;
    if (isBeginning) lost.push({ stream, here: seq, there });
    else forked.push(stream);
  }
  return { lost, forked };
}

async function hashAt(store: Store, stream: string, seq: number): Promise<string | undefined> {
  if (stream === intakeStream) {
    const kept = await store.intake.get(seq);
    return kept === undefined ? undefined : sha256Hex(kept.text);
  }
  const kept = await store.lines.get([stream, seq]);
  const line = kept === undefined ? undefined : parseLine(kept.text, seq);
  return line?.ok === true ? hashLine(line.value) : undefined;
}
