import type { FrameHeader } from '../../shared/contract/frames.ts';
import type { RecordingEntry } from '../../shared/domain/recording/entry.ts';
import { recordingLink } from '../../shared/journal/recording-link.ts';
import { parseEntry } from '../../shared/journal/recording-lines.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import { payloadToLines } from '../../shared/contract/frames.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

export type RecordingHeader = Extract<FrameHeader, { kind: 'recording' }>;

export type FramedEntry = {
  readonly text: string;
  readonly entry: RecordingEntry;
  /** Of a chunk; null where the main process has no such bytes any more, or others than the list names. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
};

export type ReadFrame = {
  readonly entries: readonly FramedEntry[];
  /** Chunks whose bytes are not the ones that were acknowledged. */
  readonly wrong: number;
};

/** Takes a frame apart and holds every chunk to its hash. The error says what in the frame makes no sense. */
export function readRecordingFrame(
  header: RecordingHeader,
  payload: Uint8Array<ArrayBuffer>,
): Result<ReadFrame, { readonly message: string }> {
  const texts = payloadToLines(payload.subarray(0, header.text));
  if (texts.length !== header.to - header.from + 1) return err({ message: 'it does not hold the entries it names' });
  const entries: FramedEntry[] = [];
  let at = header.text;
  let wrong = 0;
  for (const text of texts) {
    const parsed = parseEntry(text);
    if (!parsed.ok) return err({ message: `entry ${header.from + entries.length} cannot be read` });
    const entry = parsed.value;
    let bytes: Uint8Array<ArrayBuffer> | null = null;
    if (entry.kind === 'chunk' && header.chunks === 'here') {
      bytes = payload.subarray(at, at + entry.bytes);
      at += entry.bytes;
      if (bytes.length !== entry.bytes) return err({ message: 'it ends within a chunk' });
      if (sha256Hex(bytes) !== entry.sha256) {
        wrong += 1;
        bytes = null;
      }
    }
    entries.push({ text, entry, bytes });
  }
  return at === payload.length ? ok({ entries, wrong }) : err({ message: 'it holds more than its entries name' });
}

/** The link after entries, from the link before them; an `ended` entry must name the one it follows. */
export function linkAfter(link: string, entries: readonly FramedEntry[]): Result<string, { readonly message: string }> {
  let reached = link;
  for (const { text, entry } of entries) {
    if (entry.kind === 'ended' && entry.link !== reached)
      return err({ message: `part ${entry.part} ended after another list` });
    reached = recordingLink(reached, text);
  }
  return ok(reached);
}
