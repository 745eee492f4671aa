import type { Locator } from '../domain/claim/claim.ts';
import { anchor, placesOfQuote } from '../domain/transcript/anchor.ts';
import { momentTimes } from '../domain/transcript/moment-times.ts';
import { isTimed } from '../domain/transcript/transcript-length.ts';
import type { Segment, Transcript } from '../domain/transcript/transcript.ts';
import { err, ok, type Result } from '../lib/result.ts';

export type MomentLocator = Extract<Locator, { type: 'moment' }>;

const longestLabelQuote = 120;

/**
 * What a moment of a transcript shows as evidence: a text that says of which review and transcript, when, by whom and
 * what was said, and the head of the stream it was read at. Fails where the quote does not stand there word for word.
 */
export function momentExhibit(
  locator: MomentLocator,
  transcript: Transcript,
  head: string,
): Result<{ readonly text: string; readonly label: string }, string> {
  const { quote, from, to } = locator;
  if (locator.recording !== transcript.recording) return err('the transcript is of another recording');
  if (anchor(quote, from, to, transcript.segments).state !== 'exact')
    return err('what was quoted does not stand at that time of the transcript; choose the words again');
  const places = placesOf(locator, transcript);
  const names = [
    ...new Set(
      places.map((said) =>
        speakersOf(said)
          .map((each) => nameOf(each, transcript))
          .join(', '),
      ),
    ),
  ];
  const codes = [...new Set(places.flatMap(speakersOf))].flatMap((each) =>
    each === null ? [] : (transcript.members[each] ?? []),
  );
  const isChecked = places.flat().every(({ state }) => state === 'human-verified');
  const times = isTimed(transcript.segments) ? momentTimes(locator, transcript.offsetMs) : null;
  const lines = [
    `Review: ${transcript.review}`,
    `Transcript: ${transcript.id}`,
    `Recording: ${transcript.recording ?? 'none'}`,
    `Time: ${times ?? 'not known, the transcript says none'}`,
    `Speaker: ${names.join(' or ')}`,
    `Words: ${isChecked ? 'verified by a person' : 'draft, not verified by a person'}`,
    `Transcript head: ${head}`,
    '',
    quote,
    '',
  ];
  const short = quote.length > longestLabelQuote ? `${quote.slice(0, longestLabelQuote - 1).trimEnd()}…` : quote;
  // Labels name roster codes alone, as every list of a review does.
  const who = codes.length > 0 ? `, ${codes.join(', ')}` : '';
  return ok({
    text: lines.join('\n'),
    label: `${times ?? 'transcript'}${who}: ${short.replaceAll('\n', ' ')}`,
  });
}

/**
 * What was said at each place that the quote may be of, within its times. Without times it may be of several. A quote of
 * signs alone has no place; then all that was said in its times counts.
 */
function placesOf({ quote, from, to }: MomentLocator, { segments }: Transcript): readonly (readonly Segment[])[] {
  const touching = segments.filter(({ start, end }) => start <= to && end >= from);
  const lasting = touching.filter(({ start, end }) => start < to && end > from);
  const within = lasting.length === 0 ? touching : lasting;
  const places = placesOfQuote(quote, within);
  return places.length === 0 ? [within] : places;
}

const speakersOf = (said: readonly Segment[]): readonly (string | null)[] => [
  ...new Set(said.map(({ speaker }) => speaker)),
];

function nameOf(speaker: string | null, { members }: Transcript): string {
  if (speaker === null) return 'not said';
  const code = members[speaker];
  return code === undefined ? speaker : `${speaker} (${code})`;
}
