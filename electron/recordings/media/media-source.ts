import { open } from 'node:fs/promises';
import {
  EncodedPacketSink,
  FilePathSource,
  Input,
  WEBM,
  type AudioCodec,
  type EncodedPacket,
  type InputAudioTrack,
  type InputVideoTrack,
  type VideoCodec,
} from 'mediabunny';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { RecordingFault } from '../recording-folder.ts';
import { opusMs } from './opus-frames.ts';

/** A file whose packets are to be taken over, and where it stands in the recording. */
export type GivenSource = {
  readonly path: string;
  /** What it is called in a message: `part 3`. */
  readonly name: string;
  readonly offsetMs: number;
  readonly bytes: number;
  /** How long its list says it is; null where nothing says so. */
  readonly durationMs: number | null;
};

export type TrackKind = 'audio' | 'video';
export type SourceTrack = {
  readonly kind: TrackKind;
  readonly codec: AudioCodec | VideoCodec;
  readonly input: InputAudioTrack | InputVideoTrack;
  readonly packets: number;
};

/** An opened source. `at`: where it is placed, ms; never before the end of the one before it. */
export type MediaSource = {
  readonly name: string;
  readonly at: number;
  readonly endMs: number;
  readonly tracks: readonly SourceTrack[];
};

/** A part this short without a whole block was cut off as it began: it holds no sound. */
const hardlyBegun = { bytes: 8192, ms: 1000 };
/** What a block and its cluster cost beside their packet, bytes; measured on Chromium's at some 12. */
const bytesAroundPacket = 64;
const bytesAroundFile = 8192;

/**
 * Opens the sources one after the other and looks at every packet of theirs once. Answers with those that hold any. A file
 * whose bytes are not accounted for by its packets is damaged somewhere, and nothing may stand in its place.
 */
export async function openSources(
  given: readonly GivenSource[],
  signal: AbortSignal,
): Promise<Result<{ readonly sources: readonly MediaSource[]; readonly close: () => void }, RecordingFault>> {
  const inputs: Input[] = [];
  const close = (): void => inputs.forEach((input) => input.dispose());
  const sources: MediaSource[] = [];
  let end = 0;
  for (const file of given) {
    signal.throwIfAborted();
    if (file.bytes === 0) continue;
    const input = new Input({ source: new FilePathSource(file.path, { maxCacheSize: 2 << 20 }), formats: [WEBM] });
    inputs.push(input);
    const opened = await openSource(input, file, Math.max(end, file.offsetMs), signal);
    if (!opened.ok) {
      close();
      return opened;
    }
    if (opened.value === null) continue;
    sources.push(opened.value);
    end = opened.value.endMs;
  }
  return ok({ sources, close });
}

async function openSource(
  input: Input,
  file: GivenSource,
  at: number,
  signal: AbortSignal,
): Promise<Result<MediaSource | null, RecordingFault>> {
  const tracks = await tracksOf(input);
  if (tracks === null)
    return file.bytes <= hardlyBegun.bytes &&
      (file.durationMs ?? 0) <= hardlyBegun.ms &&
      (await beginsAsWebm(file.path))
      ? ok(null)
      : err(notWebm(file.name));
  const looked: SourceTrack[] = [];
  let endMs = 0;
  let packetBytes = 0;
  let largest = 0;
  for (const track of tracks) {
    const codec = await track.getCodec();
    if (codec === null) return err(notWebm(file.name));
    let packets = 0;
    for await (const packet of packetsOf(track)) {
      if (packets % 1000 === 0) signal.throwIfAborted();
      packets += 1;
      packetBytes += packet.byteLength + bytesAroundPacket;
      largest = Math.max(largest, packet.byteLength);
      endMs = Math.max(endMs, endOf(packet, codec));
    }
    if (packets > 0) looked.push({ kind: track.isAudioTrack() ? 'audio' : 'video', codec, input: track, packets });
  }
  // The last packet of a part that a kill ended may be there in part.
  if (file.bytes > packetBytes + bytesAroundFile + 2 * largest) return err(damaged(file.name, endMs));
  return ok(looked.length === 0 ? null : { name: file.name, at, endMs: at + endMs, tracks: looked });
}

async function tracksOf(input: Input): Promise<readonly (InputAudioTrack | InputVideoTrack)[] | null> {
  try {
    const tracks = await input.getTracks();
    return tracks.filter((track) => track.isAudioTrack() || track.isVideoTrack());
  } catch {
    return null;
  }
}

/** Whether a file begins as every WebM does, however little of it there is. */
async function beginsAsWebm(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.equals(Buffer.from('1a45dfa3', 'hex'));
  } finally {
    await file.close();
  }
}

/** A track's packets in their order in the file. */
export const packetsOf = (track: InputAudioTrack | InputVideoTrack): AsyncGenerator<EncodedPacket, void, unknown> =>
  new EncodedPacketSink(track).packets();

/** Where a packet stands in its file, ms; the format counts in whole ones. */
export const startOf = ({ timestamp }: EncodedPacket): number => Math.max(0, Math.round(timestamp * 1000));

/** Where a packet ends in its file, ms. */
export const endOf = (packet: EncodedPacket, codec: AudioCodec | VideoCodec): number =>
  Math.round(startOf(packet) + ((codec === 'opus' ? opusMs(packet.data) : null) ?? packet.duration * 1000));

const notWebm = (name: string): RecordingFault => ({
  code: 'not-webm',
  message: `${capital(name)} cannot be read as WebM: it is empty, cut short at its beginning, or a file of another kind. All parts are kept as they are; look at this one with a player, or bring it back from a backup.`,
});

const damaged = (name: string, endMs: number): RecordingFault => ({
  code: 'damaged',
  message: `${capital(name)} can be read for ${(endMs / 1000).toFixed(1)} s only, and then goes on with bytes that are no sound. All parts are kept as they are; bring this one back from a backup.`,
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
