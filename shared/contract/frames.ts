import { z } from 'zod';
import { invariant } from '../lib/invariant.ts';
import { rowChunkSchema, sampleChunkSchema } from '../domain/release/intake-line.ts';

/** The name the intake log goes by among the streams. */
export const intakeStream = 'intake';

/** The stream of a recording's list, and the recording that a stream is of. */
export const recordingStream = (id: string): string => `m-${id}`;
export const isRecordingStream = (stream: string): boolean => stream.startsWith('m-');
export const streamToRecording = (stream: string): string => stream.slice(2);

/** How far a stream is: its last line's sequence and hash. Sequence 0 is a stream that has not begun. */
export const streamHeadSchema = z.object({ stream: z.string(), seq: z.int().min(0), hash: z.string() });
export type StreamHead = z.infer<typeof streamHeadSchema>;

/**
 * One frame of the sync stream: `u32 LE header length | header JSON | u32 LE payload length | payload`.
 * - `hello`: first of all; payload is JSON, the {@link StreamHead} of every stream. `total` lines are going to be sent
 *   before `caught-up`. A stream that is ahead of its head here is not sent: the main process lost what it had.
 * - `fork`: the page's cursor names a line that is another one here; the stream is not sent.
 * - `journal`: payload is the lines `from..to` of one journal, each ended by a line feed. `receipt` is what the main
 *   process will know its line `to` again by.
 * - `chunks`: payload is packed chunks one after the other, `bytes` long each, opaque to the page's main thread: first
 *   those of samples, then the sealed ones of rows (`rows`). They come before the intake line that names them.
 * - `intake`: payload is the lines `from..to` of the intake log.
 * - `recording`: payload is the entries `from..to` of a recording's list as lines, `text` bytes long, then the bytes of
 *   their chunks in order, or none where they are `gone`. `link` is what the list's chain reaches with `to`, where `to` is
 *   its last entry; the head of its stream is that link too.
 * - `caught-up`: the page now has every journal and the intake; recordings follow, since nothing waits for them. The stream
 *   stays open. `total` counts no entries of recordings.
 */
export const frameHeaderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), total: z.int() }),
  z.object({ kind: z.literal('fork'), stream: z.string(), seq: z.int() }),
  z.object({
    kind: z.literal('journal'),
    stream: z.string(),
    from: z.int(),
    to: z.int(),
    receipt: z.string(),
  }),
  z.object({ kind: z.literal('intake'), from: z.int(), to: z.int() }),
  z.object({
    kind: z.literal('chunks'),
    chunks: z.array(z.object({ chunk: sampleChunkSchema, bytes: z.int().min(1) })).max(64),
    rows: z.exactOptional(z.array(z.object({ chunk: rowChunkSchema, bytes: z.int().min(1) })).max(64)),
  }),
  z.object({
    kind: z.literal('recording'),
    stream: z.string(),
    review: z.string(),
    from: z.int(),
    to: z.int(),
    text: z.int().min(1),
    chunks: z.enum(['here', 'gone']),
    link: z.string().nullable(),
  }),
  z.object({ kind: z.literal('caught-up') }),
]);
export type FrameHeader = z.infer<typeof frameHeaderSchema>;
export type Frame = { readonly header: FrameHeader; readonly payload: Uint8Array<ArrayBuffer> };

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();
/** A chunk of rows may name 4,096 owners. */
const largestHeader = 4 * 1024 * 1024;
const largestPayload = 64 * 1024 * 1024;

/** The bytes of a frame; the payload's parts are copied once, into their place. */
export function encodeFrame(header: FrameHeader, parts: readonly Uint8Array[] = []): Uint8Array<ArrayBuffer> {
  const head = utf8.encode(JSON.stringify(header));
  const payloadLength = parts.reduce((sum, part) => sum + part.length, 0);
  invariant(head.length <= largestHeader && payloadLength <= largestPayload, 'a frame has a bound');
  const bytes = new Uint8Array(8 + head.length + payloadLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, head.length, true);
  bytes.set(head, 4);
  view.setUint32(4 + head.length, payloadLength, true);
  let offset = 8 + head.length;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Lines as a payload: each ended by a line feed. */
export const linesToPayload = (lines: readonly string[]): Uint8Array => utf8.encode(`${lines.join('\n')}\n`);

export const payloadToLines = (payload: Uint8Array): string[] => fromUtf8.decode(payload).split('\n').slice(0, -1);

export const headsToPayload = (heads: readonly StreamHead[]): Uint8Array => utf8.encode(JSON.stringify(heads));

export const payloadToHeads = (payload: Uint8Array): StreamHead[] =>
  z.array(streamHeadSchema).parse(JSON.parse(fromUtf8.decode(payload)));

/**
 * Cuts a stream of bytes into frames as they complete, however the bytes were divided. Every payload has a buffer of its
 * own. Throws on bytes that are not ours.
 */
export function createFrameReader(): (bytes: Uint8Array) => Frame[] {
  const queue = createByteQueue();
  let header: FrameHeader | undefined;
  let wanted = 4;
  let part: 'header-length' | 'header' | 'payload-length' | 'payload' = 'header-length';
  const step = (): Frame | undefined => {
    const bytes = queue.take(wanted);
    if (part === 'header-length' || part === 'payload-length') {
      wanted = new DataView(bytes.buffer).getUint32(0, true);
      part = part === 'header-length' ? 'header' : 'payload';
      invariant(wanted <= (part === 'header' ? largestHeader : largestPayload), 'a frame has a bound');
      return undefined;
    }
    wanted = 4;
    if (part === 'header') {
      header = frameHeaderSchema.parse(JSON.parse(fromUtf8.decode(bytes)));
      part = 'payload-length';
      return undefined;
    }
    part = 'header-length';
    invariant(header !== undefined, 'a payload follows a header');
    return { header, payload: bytes };
  };
  return (bytes) => {
    queue.push(bytes);
    const frames: Frame[] = [];
    while (queue.length() >= wanted) {
      const frame = step();
      if (frame !== undefined) frames.push(frame);
    }
    return frames;
  };
}

/** Bytes in the pieces they came in; joined only when a whole part is asked for. */
function createByteQueue() {
  const pieces: Uint8Array[] = [];
  let first = 0;
  let length = 0;
  return {
    length: () => length,
    push: (bytes: Uint8Array): void => {
      if (bytes.length > 0) pieces.push(bytes);
      length += bytes.length;
    },
    take: (count: number): Uint8Array<ArrayBuffer> => {
      const taken = new Uint8Array(count);
      let offset = 0;
      while (offset < count) {
        const piece = pieces[0];
        invariant(piece !== undefined, 'as many bytes are taken as there are');
        const part = piece.subarray(first, first + count - offset);
        taken.set(part, offset);
        offset += part.length;
        first += part.length;
        if (first === piece.length) {
          pieces.shift();
          first = 0;
        }
      }
      length -= count;
      return taken;
    },
  };
}
