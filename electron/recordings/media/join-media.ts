import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  FilePathTarget,
  Output,
  WebMOutputFormat,
  type AudioCodec,
  type VideoCodec,
} from 'mediabunny';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { RecordingFault } from '../recording-folder.ts';
import type { MediaSource, SourceTrack, TrackKind } from './media-source.ts';
import { plannedPackets, type CutRange, type PlannedPacket } from './planned-packets.ts';

/** How far a piece of work is, ms of the recording. */
export type TellMs = (doneMs: number) => void;

type Track = {
  readonly next: () => Promise<PlannedPacket | undefined>;
  readonly add: (planned: PlannedPacket) => Promise<void>;
  readonly close: () => void;
  waiting: PlannedPacket | undefined;
};

/**
 * Writes the sources' packets, one source after the other, into one WebM file with an index and a length. Every packet
 * keeps its bytes and its time. Throws the signal's reason; the file is then not finished.
 */
export async function joinMedia(
  sources: readonly MediaSource[],
  cuts: readonly CutRange[],
  path: string,
  tell: TellMs,
  signal: AbortSignal,
): Promise<Result<null, RecordingFault>> {
  const output = new Output({
    format: new WebMOutputFormat(),
    target: new FilePathTarget(path, { chunkSize: 1 << 20 }),
  });
  try {
    const tracks: Track[] = [];
    for (const kind of ['audio', 'video'] as const) {
      const made = await addTrack(output, sources, kind, cuts);
      if (!made.ok) return made;
      if (made.value !== null) tracks.push(made.value);
    }
    await output.start();
    for (const track of tracks) track.waiting = await track.next();
    for (let written = 0; ; written += 1) {
      if (written % 500 === 0) {
        signal.throwIfAborted();
        tell(Math.min(...tracks.flatMap(({ waiting }) => (waiting === undefined ? [] : [waiting.ms]))));
      }
      const first = earliest(tracks);
      if (first?.waiting === undefined) break;
      await first.add(first.waiting);
      first.waiting = await first.next();
      // The others are written without waiting for a track that has nothing more to say.
      if (first.waiting === undefined) first.close();
    }
    await output.finalize();
    return ok(null);
  } finally {
    if (output.state !== 'finalized') await output.cancel().catch(() => undefined);
  }
}

const earliest = (tracks: readonly Track[]): Track | undefined =>
  tracks
    .filter(({ waiting }) => waiting !== undefined)
    .toSorted((a, b) => (a.waiting?.ms ?? 0) - (b.waiting?.ms ?? 0))
    .at(0);

async function addTrack(
  output: Output,
  sources: readonly MediaSource[],
  kind: TrackKind,
  cuts: readonly CutRange[],
): Promise<Result<Track | null, RecordingFault>> {
  const found = sources.flatMap(({ tracks, name }) =>
    tracks.filter((track) => track.kind === kind).map((track) => ({ track, name })),
  );
  const [first] = found;
  if (first === undefined) return ok(null);
  const other = found.find(({ track }) => track.codec !== first.track.codec);
  if (other !== undefined)
    return err({
      code: 'mixed-codecs',
      message: `${kind === 'audio' ? 'The sound' : 'The screen'} is ${first.track.codec} in ${first.name} and ${other.track.codec} in ${other.name}, which do not go into one file. All parts are kept and play one by one.`,
    });
  const planned = plannedPackets(sources, kind, cuts);
  const into = await adder(output, first.track);
  return ok({
    ...into,
    waiting: undefined,
    next: async () => {
      const { value, done } = await planned.next();
      return done === true ? undefined : value;
    },
  });
}

async function adder(output: Output, { input, codec }: SourceTrack): Promise<Pick<Track, 'add' | 'close'>> {
  const packetOf = ({ packet, ms, data }: PlannedPacket): EncodedPacket =>
    new EncodedPacket(data, packet.type, ms / 1000, packet.duration);
  if (input.isAudioTrack()) {
    const source = new EncodedAudioPacketSource(codec as AudioCodec);
    output.addAudioTrack(source);
    const decoderConfig = await input.getDecoderConfig();
    const meta = decoderConfig === null ? undefined : { decoderConfig };
    return { add: (planned) => source.add(packetOf(planned), meta), close: () => source.close() };
  }
  const source = new EncodedVideoPacketSource(codec as VideoCodec);
  output.addVideoTrack(source);
  const config = await input.getDecoderConfig();
  // With a colour space at hand the library writes it into VP9's key frames, and no byte may change.
  const { colorSpace: _left, ...decoderConfig } = config ?? { codec };
  return { add: (planned) => source.add(packetOf(planned), { decoderConfig }), close: () => source.close() };
}
