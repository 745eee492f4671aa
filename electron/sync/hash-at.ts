import { intakeStream, isRecordingStream, streamToRecording, type StreamHead } from '../../shared/contract/frames.ts';
import { hashLine } from '../../shared/journal/line.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import type { IntakeSource, JournalsSource, RecordingsSource } from './sources.ts';

/** The hash of a stream's line `seq`, which is at most its head's. */
export async function hashAt(
  sources: { readonly journals: JournalsSource; readonly intake: IntakeSource; readonly recordings: RecordingsSource },
  head: StreamHead,
  seq: number,
): Promise<string | undefined> {
  if (seq === head.seq) return head.hash;
  if (head.stream === intakeStream) {
    for await (const text of sources.intake.lines(seq - 1)) return sha256Hex(text);
    return undefined;
  }
  if (isRecordingStream(head.stream)) return sources.recordings.linkAt(streamToRecording(head.stream), seq);
  const line = (await sources.journals.get(head.stream)?.read(seq - 1))?.[0];
  return line === undefined ? undefined : hashLine(line);
}
