import { open } from 'node:fs/promises';
import { CustomSource, EncodedPacketSink, FilePathSource, Input, WEBM } from 'mediabunny';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { RecordingFault } from '../recording-folder.ts';
import type { TellMs } from './join-media.ts';
import { packetsOf, startOf, type MediaSource, type TrackKind } from './media-source.ts';
import { hasKind, plannedPackets, type CutRange } from './planned-packets.ts';

/** What a player may read to get to a place in a file: an index, and the cluster that it names. */
const seekBytes = 4 << 20;
/** How far the length that a file states may be from that of its packets, ms: the last one's own length. */
const lengthTolerance = 500;

/**
 * Reads a new file back and holds every packet in it, its time and its bytes, against those it was made from; then its
 * length, and that a place near its end is found without reading the file through.
 */
export async function checkMedia(
  sources: readonly MediaSource[],
  cuts: readonly CutRange[],
  path: string,
  tell: TellMs,
  signal: AbortSignal,
): Promise<Result<{ readonly durationMs: number; readonly packets: number }, RecordingFault>> {
  const input = new Input({ source: new FilePathSource(path, { maxCacheSize: 2 << 20 }), formats: [WEBM] });
  try {
    let packets = 0;
    for (const kind of ['audio', 'video'] as const) {
      if (!hasKind(sources, kind)) continue;
      const same = await comparePackets(input, sources, kind, cuts, tell, signal);
      if (same === null) return err(differs('a packet is not the one that was recorded'));
      packets += same;
    }
    const endMs = sources.at(-1)?.endMs ?? 0;
    const stated = (await input.getDurationFromMetadata()) ?? 0;
    if (Math.abs(stated * 1000 - endMs) > lengthTolerance) return err(differs('it states another length'));
    if ((await bytesToSeek(path, (endMs / 1000) * 0.9)) > seekBytes) return err(differs('it does not seek'));
    return ok({ durationMs: endMs, packets });
  } finally {
    input.dispose();
  }
}

/** How many packets were compared; null where one differs. */
async function comparePackets(
  input: Input,
  sources: readonly MediaSource[],
  kind: TrackKind,
  cuts: readonly CutRange[],
  tell: TellMs,
  signal: AbortSignal,
): Promise<number | null> {
  const track = kind === 'audio' ? await input.getPrimaryAudioTrack() : await input.getPrimaryVideoTrack();
  if (track === null) return null;
  const written = packetsOf(track);
  let compared = 0;
  for await (const { ms, data, packet } of plannedPackets(sources, kind, cuts)) {
    if (compared % 500 === 0) {
      signal.throwIfAborted();
      tell(ms);
    }
    const { value } = await written.next();
    if (value === undefined || startOf(value) !== ms || value.type !== packet.type) return null;
    if (Buffer.compare(value.data, data) !== 0) return null;
    compared += 1;
  }
  return (await written.next()).done === true ? compared : null;
}

/** How many bytes have to be read to find what is heard or seen at a second of the file. */
export async function bytesToSeek(path: string, second: number): Promise<number> {
  const file = await open(path);
  let bytes = 0;
  const source = new CustomSource({
    getSize: async () => (await file.stat()).size,
    read: async (start, end) => {
      bytes += end - start;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer.subarray(0, bytesRead);
    },
    maxCacheSize: 1 << 20,
    prefetchProfile: 'none',
  });
  const input = new Input({ source, formats: [WEBM] });
  try {
    const [track] = await input.getTracks();
    const packet = track === undefined ? null : await new EncodedPacketSink(track).getPacket(second);
    return packet === null ? Number.POSITIVE_INFINITY : bytes;
  } finally {
    input.dispose();
    await file.close();
  }
}

const differs = (how: string): RecordingFault => ({
  code: 'not-the-same',
  message: `The file that was to stand in the parts' place was checked and given up: ${how}. All parts are kept; try again, and if it happens again keep them as they are.`,
});
