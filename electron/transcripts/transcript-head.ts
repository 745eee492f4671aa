import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { transcriptEventSchemas, transcriptSourceSchema } from '../../shared/domain/transcript/transcript.ts';
import { genesis, hashLine, parseLine, type JournalLine } from '../../shared/journal/line.ts';

/** How far a transcript's stream is, and what lists need of it. `source` is null once the transcript was deleted. */
export const transcriptHeadSchema = z.strictObject({
  seq: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  review: z.string(),
  recording: z.string().nullable(),
  startedAt: z.number().nullable(),
  /** When the transcript was made, epoch ms. */
  openedAt: z.number().nullable(),
  source: transcriptSourceSchema.nullable(),
});
export type TranscriptHead = z.infer<typeof transcriptHeadSchema>;

/** The head of a stream that has no line yet. */
export const noHead: TranscriptHead = {
  seq: 0,
  hash: genesis,
  review: '',
  recording: null,
  startedAt: null,
  openedAt: null,
  source: null,
};

/** The head after a line, of a stream whose head was `before`. */
export function headAfter(before: TranscriptHead, line: JournalLine): TranscriptHead {
  const head = { ...before, seq: line.seq, hash: hashLine(line) };
  const { command: _command, ...fields } = line.body ?? {};
  if (line.type === 'transcript.opened.v1') {
    const { data } = transcriptEventSchemas[line.type].safeParse(fields);
    if (data === undefined) return head;
    const { review, recording, startedAt, source } = data;
    return { ...head, review, recording, startedAt, source, openedAt: Date.parse(line.at) };
  }
  if (line.type !== 'transcript.erased.v1') return head;
  const { data } = transcriptEventSchemas[line.type].safeParse(fields);
  return data === undefined ? head : { ...head, review: data.review, recording: data.recording, source: null };
}

/** The first piece that is looked at for a line; most lines are shorter. */
const firstPiece = 8192;

/**
 * The head of a stream by its first and its last line alone, `size` bytes of file: a transcript that is not opened costs
 * two reads. Undefined where the last line has no end or either cannot be read; then the file has to be opened and
 * recovered. That the lines between follow each other is checked whenever the stream is opened.
 */
export async function peekHead(path: string, size: number): Promise<TranscriptHead | undefined> {
  if (size === 0) return noHead;
  const handle = await open(path, 'r');
  try {
    const last = await lineAt(handle, size, 'last');
    if (last === undefined) return undefined;
    const first = last.seq === 1 ? last : await lineAt(handle, size, 'first');
    if (first?.seq !== 1) return undefined;
    const opened = headAfter(noHead, first);
    return last.seq === 1 ? opened : headAfter(opened, last);
  } finally {
    await handle.close();
  }
}

async function lineAt(handle: FileHandle, size: number, which: 'first' | 'last'): Promise<JournalLine | undefined> {
  for (let length = Math.min(size, firstPiece); ; length = Math.min(size, length * 8)) {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, which === 'first' ? 0 : size - length);
    if (bytesRead < length) return undefined;
    const text = which === 'first' ? firstLine(bytes) : lastLine(bytes, length === size);
    if (text === 'torn') return undefined;
    if (text !== undefined) {
      const line = parseLine(text, 1);
      return line.ok ? line.value : undefined;
    }
    if (length === size) return undefined;
  }
}

function firstLine(bytes: Buffer): string | undefined {
  const end = bytes.indexOf(0x0a);
  return end < 0 ? undefined : bytes.subarray(0, end).toString('utf8');
}

function lastLine(bytes: Buffer, isWhole: boolean): string | undefined {
  if (bytes.at(-1) !== 0x0a) return 'torn';
  const begin = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
  return begin === 0 && !isWhole ? undefined : bytes.subarray(begin, -1).toString('utf8');
}
