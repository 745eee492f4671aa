import { EncodedPacketSink, FilePathSource, Input, WEBM } from 'mediabunny';
import { endOf } from './media-source.ts';

/** How long a WebM file's sound and pictures last, ms; null where nothing in it can be read. */
export async function measureMs(path: string): Promise<number | null> {
  const input = new Input({ source: new FilePathSource(path), formats: [WEBM] });
  try {
    let endMs = 0;
    for (const track of await input.getTracks()) {
      const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
      const codec = track.isAudioTrack() || track.isVideoTrack() ? await track.getCodec() : null;
      if (last !== null && codec !== null) endMs = Math.max(endMs, endOf(last, codec));
    }
    return endMs > 0 ? endMs : null;
  } catch {
    // A file of another kind, cut short in its header, or gone: its length is what its list says.
    return null;
  } finally {
    input.dispose();
  }
}
