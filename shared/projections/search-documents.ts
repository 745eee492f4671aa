import type { Review } from '../domain/review/review.ts';
import { isTimed } from '../domain/transcript/transcript-length.ts';
import type { Transcript } from '../domain/transcript/transcript.ts';
import type { SearchBlock, SearchDocument } from '../search/document.ts';

/** About as much of a transcript as one block of the index holds, ms: a hit leads to the moment, not to the meeting. */
const blockMs = 60_000;
const titleWeight = 4;

/** What a review says, as documents to search: the review itself, and each decision, cause, action and note. */
export function reviewToDocuments(review: Review): readonly SearchDocument[] {
  const at = review.closedAt ?? review.agenda.startedAt ?? review.openedAt;
  const one = (kind: SearchDocument['kind'], id: string, texts: readonly string[], when = at): SearchDocument => ({
    id: `${review.id}/${kind}/${id}`,
    kind,
    review: review.id,
    at: when,
    blocks: texts.filter((text) => text !== '').map(plainBlock),
  });
  const whole: SearchDocument = {
    id: review.id,
    kind: 'review',
    review: review.id,
    at,
    blocks: [
      {
        text: `${review.title} ${review.id} ${review.release.replace('@', ' ')}`,
        startMs: null,
        weight: titleWeight,
      },
      ...[review.summary ?? '', ...review.claims.map(({ text }) => text), ...review.parked.map(({ text }) => text)]
        .filter((text) => text !== '')
        .map(plainBlock),
    ],
  };
  return [
    whole,
    ...review.decisions.map(({ id, question, options, rationale }) =>
      one('decision', id, [question, ...options, rationale ?? '']),
    ),
    ...review.causes.map(({ id, text }) => one('cause', id, [text])),
    ...review.actions.map(({ id, text }) => one('action', id, [text])),
    ...review.notes.map((note) => one('note', note.id, [note.text], note.at)),
  ].filter(({ blocks }) => blocks.length > 0);
}

/** About as many code units as are said in a minute, for a transcript that says no times. */
const blockLength = 900;

/**
 * A transcript in blocks of about a minute; what is said on after a minute is over begins the next. Without times a block
 * is as long as a minute's words, and begins at none.
 */
export function transcriptToDocument(transcript: Transcript, at: number): SearchDocument {
  const isKnown = isTimed(transcript.segments);
  const blocks: { startMs: number; length: number; texts: string[] }[] = [];
  for (const { start, speaker, text } of transcript.segments) {
    const last = blocks.at(-1);
    // A line for each segment, so that a place in the text tells the segment.
    const said = (speaker === null ? text : `${speaker}: ${text}`).replace(/\s+/g, ' ');
    const isOver = last === undefined || (isKnown ? start - last.startMs >= blockMs : last.length >= blockLength);
    if (isOver) blocks.push({ startMs: start, length: said.length, texts: [said] });
    else {
      last.texts.push(said);
      last.length += said.length;
    }
  }
  return {
    id: `t-${transcript.id}`,
    kind: 'transcript',
    review: transcript.review,
    at: transcript.startedAt ?? at,
    blocks: blocks.map(({ startMs, texts }) => ({ startMs: isKnown ? startMs : null, text: texts.join('\n') })),
  };
}

/** Where what stands at offset `at` of the block that begins at `startMs` was said, ms of the transcript. */
export function momentInBlock({ segments }: Transcript, startMs: number, text: string, at: number): number {
  const first = segments.findIndex(({ start }) => start === startMs);
  const line = text.slice(0, at).split('\n').length - 1;
  return segments[first + line]?.start ?? startMs;
}

const plainBlock = (text: string): SearchBlock => ({ text, startMs: null });
