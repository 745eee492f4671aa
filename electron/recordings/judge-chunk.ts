import type { RecordingPart } from '../../shared/domain/recording/entry.ts';
import { largestChunk } from '../../shared/contract/recording-procedures.ts';
import { sha256, type RecordingFault } from './recording-folder.ts';

/** One chunk as the page sends it. */
export type GivenChunk = {
  readonly part: number;
  /** From 0, in its part. */
  readonly index: number;
  /** How far the part is with it, ms. */
  readonly ms: number;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** Epoch ms. */
  readonly at: number;
};

export type ChunkVerdict =
  | { readonly is: 'next' }
  /** It came before and is durable, or about to be. */
  | { readonly is: 'known' }
  | { readonly is: 'refused'; readonly fault: RecordingFault };

/**
 * Whether a chunk is the one that comes next. `given` are the hashes of the running part's chunks, those that wait for
 * the disk among them; `lastMs` is how far the part is with them.
 */
export function judgeChunk(
  chunk: GivenChunk,
  part: RecordingPart | undefined,
  given: readonly string[],
  lastMs: number,
): ChunkVerdict {
  const { index, bytes, ms } = chunk;
  if (part === undefined)
    return refuse('no-part', `This recording has no part ${chunk.part}. Begin a part before its chunks are sent.`);
  if (bytes.length === 0 || bytes.length > largestChunk)
    return refuse(
      'too-large',
      `A chunk has between 1 and ${largestChunk} bytes, and this one ${bytes.length}. Make chunks of 250 ms or less.`,
    );
  if (sha256(bytes) !== chunk.sha256)
    return refuse(
      'wrong-hash',
      `Chunk ${index} of part ${part.part} changed on its way. It was not kept; send it again.`,
    );
  const known = given[index];
  if (known !== undefined)
    return known === chunk.sha256
      ? { is: 'known' }
      : refuse(
          'other-bytes',
          `Chunk ${index} of part ${part.part} is here already with other bytes, which are kept. Send chunk ${given.length} next.`,
        );
  if (part.ended !== null)
    return refuse('part-ended', `Part ${part.part} has ended and is kept as it was. Begin another part.`);
  if (index !== given.length)
    return refuse(
      'out-of-order',
      `Chunk ${index} of part ${part.part} came out of order. What came before it is kept; send chunk ${given.length} next.`,
    );
  if (ms < lastMs)
    return refuse(
      'out-of-order',
      `Chunk ${index} of part ${part.part} ends at ${ms} ms, before the one it follows (${lastMs} ms). It was not kept; send it with its own time.`,
    );
  return { is: 'next' };
}

const refuse = (code: string, message: string): ChunkVerdict => ({ is: 'refused', fault: { code, message } });
