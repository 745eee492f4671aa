import { findingWords } from '../domain/cause/finding-words.ts';
import { tokensOf } from '../domain/transcript/align-words.ts';
import { momentTimes } from '../domain/transcript/moment-times.ts';
import { isTimed } from '../domain/transcript/transcript-length.ts';
import type { Segment, Transcript } from '../domain/transcript/transcript.ts';
import type { Candidate } from './evidence-candidates.ts';

/** Segments of all transcripts together that are offered; the editor of a transcript offers every word of it. */
const mostMoments = 100;
/** A shorter text shows nothing by itself: "yes", "go on". */
const fewestWords = 4;

/**
 * What was said that may show `text`: segments by how many of its words they share, those that a person verified first
 * among equals. A quote is at most as long as a statement.
 */
export function momentCandidates(transcripts: readonly Transcript[], text: string): readonly Candidate[] {
  const wanted = new Set(findingWords(text));
  const found = transcripts.flatMap((transcript) =>
    transcript.segments.flatMap((segment) => {
      const words = wordsOf(segment);
      return words === null ? [] : [{ transcript, segment, score: words.filter((word) => wanted.has(word)).length }];
    }),
  );
  return found
    .toSorted((a, b) => b.score - a.score || rank(a.segment) - rank(b.segment))
    .slice(0, mostMoments)
    .map(({ transcript, segment }) => momentCandidate(transcript, segment));
}

/** Segments stay as they are while somebody types; their words are looked at once. */
const kept = new WeakMap<Segment, readonly string[] | null>();

/** What a segment can be found by, each word once; null where it is too short or too long to be quoted. */
function wordsOf(segment: Segment): readonly string[] | null {
  const known = kept.get(segment);
  if (known !== undefined) return known;
  const { text } = segment;
  const isQuotable = text.length <= 2000 && tokensOf(text).length >= fewestWords;
  const words = isQuotable ? [...new Set(findingWords(text))] : null;
  kept.set(segment, words);
  return words;
}

const rank = ({ state }: Segment): number => (state === 'human-verified' ? 0 : 1);

function momentCandidate(transcript: Transcript, segment: Segment): Candidate {
  const { id, recording, offsetMs, startedAt } = transcript;
  const { start: from, end: to, speaker } = segment;
  const isKnown = isTimed(transcript.segments);
  const state = segment.state === 'human-verified' ? 'as testimony' : 'not checked; as testimony';
  return {
    key: `moment ${id} ${segment.id}`,
    group: 'Transcripts',
    title: segment.text,
    detail: [speaker, isKnown ? momentTimes({ recording, from, to }, offsetMs) : null, state]
      .filter((part) => part !== null)
      .join(' · '),
    locator: { type: 'moment', transcript: id, recording, from, to, quote: segment.text.trim() },
    at: startedAt === null || !isKnown ? null : startedAt + from,
  };
}
