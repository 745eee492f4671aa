import type { EncodedPacket } from 'mediabunny';
import { endOf, packetsOf, startOf, type MediaSource, type TrackKind } from './media-source.ts';
import { silenceLike } from './opus-frames.ts';

/** A range that is taken out, ms of the recording. */
export type CutRange = { readonly fromMs: number; readonly toMs: number };

/** A packet as it has to stand in the new file. */
export type PlannedPacket = { readonly packet: EncodedPacket; readonly ms: number; readonly data: Uint8Array };

/**
 * The packets of one kind from all sources, in the order of the recording. Within a cut, sound gives way to silence of the
 * same length, so that no time shifts; pictures are left out up to the next one that needs none before it.
 */
export async function* plannedPackets(
  sources: readonly MediaSource[],
  kind: TrackKind,
  cuts: readonly CutRange[],
): AsyncGenerator<PlannedPacket> {
  for (const { at, tracks } of sources) {
    const track = tracks.find((each) => each.kind === kind);
    if (track === undefined) continue;
    let isBroken = false;
    for await (const packet of packetsOf(track.input)) {
      const ms = at + startOf(packet);
      const end = at + endOf(packet, track.codec);
      const isCut = cuts.some(({ fromMs, toMs }) => ms < toMs && Math.max(end, ms + 1) > fromMs);
      if (kind === 'audio') {
        const data = isCut ? (track.codec === 'opus' ? silenceLike(packet.data) : null) : packet.data;
        if (data !== null) yield { packet, ms, data };
        continue;
      }
      isBroken = isCut || (isBroken && packet.type !== 'key');
      if (!isBroken) yield { packet, ms, data: packet.data };
    }
  }
}

export const hasKind = (sources: readonly MediaSource[], kind: TrackKind): boolean =>
  sources.some(({ tracks }) => tracks.some((track) => track.kind === kind));
