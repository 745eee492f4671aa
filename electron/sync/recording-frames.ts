import { encodeFrame, linesToPayload, recordingStream, streamToRecording } from '../../shared/contract/frames.ts';
import type { RecordingsSource } from './sources.ts';

/** Of one frame, with its lines. */
const bytesPerFrame = 1024 * 1024;
/** A recording that runs grows ten times a second; nobody plays the last second of it. */
const gapMs = 1000;

export type RecordingFrames = {
  /** Something of this stream is to be sent. */
  readonly note: (stream: string) => void;
  /** The next frame that is due, or undefined. `position` is the last entry sent of a stream. */
  readonly next: (position: (stream: string) => number) => Promise<RecordingFrame | undefined>;
  /** In how many ms the next frame falls due; undefined while none waits. */
  readonly dueInMs: () => number | undefined;
};

export type RecordingFrame = {
  readonly frame: Uint8Array<ArrayBuffer>;
  readonly stream: string;
  /** The last entry sent with it. */
  readonly seq: number;
};

/**
 * Frames for the recordings' lists, one at a time, so that journals go between any two of them. Of a recording that runs
 * there is a frame a second; what has ended goes at once. `now` is monotonic, in ms.
 */
export function createRecordingFrames(recordings: RecordingsSource, now: () => number): RecordingFrames {
  const waiting = new Set<string>();
  const sentAt = new Map<string, number>();
  const dueIn = (stream: string): number => {
    const last = sentAt.get(stream);
    if (last === undefined || !recordings.isRunning(streamToRecording(stream))) return 0;
    return Math.max(0, last + gapMs - now());
  };
  return {
    note: (stream) => waiting.add(stream),
    dueInMs: () => (waiting.size === 0 ? undefined : Math.min(...[...waiting].map(dueIn))),
    next: async (position) => {
      for (const stream of waiting) {
        if (dueIn(stream) > 0) continue;
        const after = position(stream);
        const frame = await frameAfter(recordings, stream, after);
        // A stream with more to send waits behind the others.
        waiting.delete(stream);
        if (frame === undefined) continue;
        // What there is to catch up with does not wait.
        if (frame.frame.length < bytesPerFrame / 2) sentAt.set(stream, now());
        if (recordings.head(streamToRecording(stream)).seq > frame.seq) waiting.add(stream);
        return frame;
      }
      return undefined;
    },
  };
}

async function frameAfter(
  recordings: RecordingsSource,
  stream: string,
  after: number,
): Promise<RecordingFrame | undefined> {
  const id = streamToRecording(stream);
  if (recordings.head(id).seq <= after) return undefined;
  // One that cannot be read must not keep the others, and every journal after them, from the page.
  const batch = await recordings.entries(id, after, bytesPerFrame).catch(() => undefined);
  if (batch === undefined) return undefined;
  const { texts, bytes, kept } = batch;
  if (texts.length === 0) return undefined;
  const lines = linesToPayload(texts);
  const seq = after + texts.length;
  const head = recordings.head(id);
  const header = {
    kind: 'recording',
    stream,
    review: recordings.review(id),
    from: after + 1,
    to: seq,
    text: lines.length,
    chunks: kept ? 'here' : 'gone',
    link: head.seq === seq ? head.hash : null,
  } as const;
  return { frame: encodeFrame(header, kept ? [lines, bytes] : [lines]), stream, seq };
}

/** The heads of all recordings, as streams. */
export const recordingHeads = (recordings: RecordingsSource) =>
  recordings.ids().map((id) => ({ stream: recordingStream(id), ...recordings.head(id) }));
