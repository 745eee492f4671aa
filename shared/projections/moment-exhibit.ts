import type { Locator } from '../domain/claim/claim.ts';
import { anchor } from '../domain/transcript/anchor.ts';
import { momentTimes } from '../domain/transcript/moment-times.ts';
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
  const said = transcript.segments.filter(({ start, end }) => start <= to && end >= from);
  const speakers = [...new Set(spokenWithin(said, from, to).map(({ speaker }) => speaker))];
  const names = speakers.map((speaker) => nameOf(speaker, transcript));
  const codes = speakers.flatMap((speaker) => (speaker === null ? [] : (transcript.members[speaker] ?? [])));
  const isChecked = spokenWithin(said, from, to).every(({ state }) => state === 'human-verified');
  const lines = [
    `Review: ${transcript.review}`,
    `Transcript: ${transcript.id}`,
    `Recording: ${transcript.recording ?? 'none'}`,
    `Time: ${momentTimes(locator, transcript.offsetMs)}`,
    `Speaker: ${names.join(', ')}`,
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
    label: `${momentTimes(locator, transcript.offsetMs)}${who}: ${short.replaceAll('\n', ' ')}`,
  });
}

/** Segments that last into the times; where the times have no length, those that touch them. */
function spokenWithin(segments: readonly Segment[], from: number, to: number): readonly Segment[] {
  const within = segments.filter(({ start, end }) => start < to && end > from);
  return within.length === 0 ? segments : within;
}

function nameOf(speaker: string | null, { members }: Transcript): string {
  if (speaker === null) return 'not said';
  const code = members[speaker];
  return code === undefined ? speaker : `${speaker} (${code})`;
}
