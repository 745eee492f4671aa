import { z } from 'zod';
import { invariant } from '../lib/invariant.ts';
import { sampleChunkSchema } from '../domain/release/intake-line.ts';

/**
 * One frame of the sync stream: `u32 LE header length | header JSON | u32 LE payload length | payload`.
 * - `journal`: payload is the lines `from..to` of one journal, each ended by a line feed.
 * - `chunk`: payload is the bytes of one packed chunk of samples, opaque to the page's main thread. It always comes
 *   before the intake lines that name it.
 * - `intake`: payload is the lines `from..to` of the intake log.
 * - `caught-up`: the page now has everything; the stream stays open and follows.
 */
export const frameHeaderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('journal'), stream: z.string(), from: z.int(), to: z.int(), total: z.int() }),
  z.object({ kind: z.literal('intake'), from: z.int(), to: z.int(), total: z.int() }),
  z.object({ kind: z.literal('chunk'), chunk: sampleChunkSchema }),
  z.object({ kind: z.literal('caught-up') }),
]);
export type FrameHeader = z.infer<typeof frameHeaderSchema>;
export type Frame = { readonly header: FrameHeader; readonly payload: Uint8Array<ArrayBuffer> };

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();
const largestFrame = 64 * 1024 * 1024;

/** The bytes of a frame, in two parts so that a large payload is not copied. */
export function encodeFrame(frame: {
  readonly header: FrameHeader;
  readonly payload: Uint8Array;
}): readonly Uint8Array[] {
  const header = utf8.encode(JSON.stringify(frame.header));
  const front = new Uint8Array(4 + header.length + 4);
  const view = new DataView(front.buffer);
  view.setUint32(0, header.length, true);
  front.set(header, 4);
  view.setUint32(4 + header.length, frame.payload.length, true);
  return [front, frame.payload];
}

/** Cuts a stream of bytes into frames as they complete. Throws on bytes that are not ours. */
export function createFrameReader(): (bytes: Uint8Array) => Frame[] {
  let rest = new Uint8Array(0);
  return (bytes) => {
    const joined = new Uint8Array(rest.length + bytes.length);
    joined.set(rest);
    joined.set(bytes, rest.length);
    const frames: Frame[] = [];
    let offset = 0;
    for (let frame = readFrame(joined, offset); frame !== undefined; frame = readFrame(joined, offset)) {
      frames.push(frame);
      offset = frame.end;
    }
    rest = joined.slice(offset);
    return frames;
  };
}

function readFrame(bytes: Uint8Array, start: number): (Frame & { end: number }) | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < start + 4) return undefined;
  const headerLength = view.getUint32(start, true);
  invariant(headerLength <= 65_536, 'a frame header is small');
  const headerEnd = start + 4 + headerLength;
  if (bytes.length < headerEnd + 4) return undefined;
  const payloadLength = view.getUint32(headerEnd, true);
  invariant(payloadLength <= largestFrame, 'a frame payload has a bound');
  const end = headerEnd + 4 + payloadLength;
  if (bytes.length < end) return undefined;
  const header = frameHeaderSchema.parse(JSON.parse(fromUtf8.decode(bytes.subarray(start + 4, headerEnd))));
  return { header, payload: bytes.slice(headerEnd + 4, end), end };
}
