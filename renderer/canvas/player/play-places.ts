import type { RecordingMarker } from '../../../shared/projections/recording-markers.ts';

/** Sound in one go, and where it stands in the recording, ms. */
export type Piece = { readonly fromMs: number; readonly durationMs: number };
export type Cut = { readonly fromMs: number; readonly toMs: number };

/** A place in a piece: which one, and how far into it, ms. */
export type PlayPlace = { readonly piece: number; readonly withinMs: number };

/**
 * The place of `ms` of a recording. Where no piece has it (a part that is not here), the beginning of the next one; behind
 * all of them the end of the last. Null without pieces.
 */
export function toPlace(pieces: readonly Piece[], ms: number): PlayPlace | null {
  const at = pieces.findIndex(({ fromMs, durationMs }) => ms < fromMs + durationMs);
  const piece = pieces[at];
  if (piece !== undefined) return { piece: at, withinMs: Math.max(0, ms - piece.fromMs) };
  const last = pieces.at(-1);
  return last === undefined ? null : { piece: pieces.length - 1, withinMs: last.durationMs };
}

/** Where a place stands in the recording, ms; never beyond its piece, whatever the sound itself says. */
export function toMs(pieces: readonly Piece[], { piece, withinMs }: PlayPlace): number {
  const known = pieces[piece];
  return known === undefined ? 0 : known.fromMs + Math.min(Math.max(0, withinMs), known.durationMs);
}

/** Where sound follows what was taken out at `ms`; undefined where nothing was. */
export const afterCut = (cuts: readonly Cut[], ms: number): number | undefined =>
  cuts.find(({ fromMs, toMs }) => ms >= fromMs && ms < toMs)?.toMs;

/** A marker this near is the one that stands here, ms: going back from it goes to the one before. */
const hereMs = 2000;

export function markerBefore(markers: readonly RecordingMarker[], ms: number): RecordingMarker | undefined {
  return markers.findLast(({ atMs }) => atMs < ms - hereMs);
}

export function markerAfter(markers: readonly RecordingMarker[], ms: number): RecordingMarker | undefined {
  return markers.find(({ atMs }) => atMs > ms);
}

/** The marker that was passed last. */
export const markerAt = (markers: readonly RecordingMarker[], ms: number): RecordingMarker | undefined =>
  markers.findLast(({ atMs }) => atMs <= ms);

/** The nearest marker within `reachMs`. */
export function markerNear(
  markers: readonly RecordingMarker[],
  ms: number,
  reachMs: number,
): RecordingMarker | undefined {
  let nearest: RecordingMarker | undefined;
  for (const marker of markers) {
    const isNearer = Math.abs(marker.atMs - ms) < Math.abs((nearest?.atMs ?? Infinity) - ms);
    if (isNearer && Math.abs(marker.atMs - ms) <= reachMs) nearest = marker;
  }
  return nearest;
}

/** `0:41:07`; hours only where `longest` has some, so that times beside each other are equally wide. */
export function formatPlace(ms: number, longest: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return longest >= 3_600_000 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** A time as it is read out: `1 hour 2 minutes 3 seconds`. */
export function sayPlace(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}${n === 1 ? '' : 's'}`);
  return said.length === 0 ? '0 seconds' : said.join(' ');
}
