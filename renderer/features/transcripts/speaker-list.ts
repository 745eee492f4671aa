import type { Segment } from '../../../shared/domain/transcript/transcript.ts';

export type SpeakerLine = { readonly name: string; readonly segments: number };

const byName = new Intl.Collator('en', { numeric: true });

/** Who speaks in how many segments, most first, then by name; `nobody` counts those of whom it is not known. */
export function speakersOf(segments: readonly Segment[]): {
  readonly speakers: readonly SpeakerLine[];
  readonly nobody: number;
} {
  const counts = new Map<string | null, number>();
  for (const { speaker } of segments) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  const speakers = [...counts]
    .flatMap(([name, count]) => (name === null ? [] : [{ name, segments: count }]))
    .toSorted((a, b) => b.segments - a.segments || byName.compare(a.name, b.name));
  return { speakers, nobody: counts.get(null) ?? 0 };
}
