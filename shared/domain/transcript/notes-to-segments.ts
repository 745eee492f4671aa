import type { Note } from '../note/note.ts';
import type { SourceSegment } from './fit-segments.ts';

/** A note tells of what was said just before it was written; nobody timed that. Longest that a note counts for, ms. */
const longestNote = 30_000;

/**
 * The scribe's notes as segments: each ends where it was written down and begins where the one before ended, at most half
 * a minute earlier. Who spoke is not known; the scribe's words tell it. `at` gives a note's place in the transcript, ms,
 * or null where it lies in none of it.
 */
export function notesToSegments(notes: readonly Note[], at: (note: Note) => number | null): readonly SourceSegment[] {
  const placed = notes
    .flatMap((note) => {
      const end = at(note);
      return end === null ? [] : [{ end: Math.max(0, Math.round(end)), text: note.text }];
    })
    .toSorted((a, b) => a.end - b.end);
  return placed.map(({ end, text }, index) => ({
    start: Math.max(placed[index - 1]?.end ?? 0, end - longestNote),
    end,
    speaker: null,
    text,
  }));
}
