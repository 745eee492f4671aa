import type { RecordingMarker } from '../../../shared/projections/recording-markers.ts';
import { markerAfter, markerBefore } from './play-places.ts';

export type PlayerKey = { readonly key: string; readonly shift: boolean };

/** What a key asks of the player. */
export type PlayerAsk = { readonly do: 'toggle' } | { readonly do: 'seek'; readonly ms: number };

const stepMs = 5000;
const strideMs = 30_000;

/** Space plays and pauses, arrows go 5 s or with Shift 30 s, comma and period go from marker to marker. */
export function keyToAsk(
  { key, shift }: PlayerKey,
  at: { readonly ms: number; readonly lengthMs: number; readonly markers: readonly RecordingMarker[] },
): PlayerAsk | undefined {
  const seek = (ms: number): PlayerAsk => ({ do: 'seek', ms: Math.min(Math.max(0, ms), at.lengthMs) });
  const by = shift ? strideMs : stepMs;
  switch (key) {
    case ' ':
      return { do: 'toggle' };
    case 'ArrowLeft':
      return seek(at.ms - by);
    case 'ArrowRight':
      return seek(at.ms + by);
    case 'Home':
      return seek(0);
    case 'End':
      return seek(at.lengthMs);
    case ',':
    case '<':
      return seek(markerBefore(at.markers, at.ms)?.atMs ?? 0);
    case '.':
    case '>':
      return seek(markerAfter(at.markers, at.ms)?.atMs ?? at.ms);
    default:
      return undefined;
  }
}
