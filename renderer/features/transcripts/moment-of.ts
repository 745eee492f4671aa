import type { Locator } from '../../../shared/domain/claim/claim.ts';
import type { Segment, Transcript } from '../../../shared/domain/transcript/transcript.ts';

/** The most a quote holds, in code units. */
export const mostQuoted = 1000;

/**
 * The chosen words as a place that evidence names; null where there are none. Of more words than a quote holds it is the
 * first segments, whole, or of one long segment the first words.
 */
export function momentOf(
  { id, recording }: Pick<Transcript, 'id' | 'recording'>,
  chosen: readonly Segment[],
): (Locator & { readonly type: 'moment' }) | null {
  let quote = '';
  let to = 0;
  for (const segment of chosen) {
    // A quote is one statement: line breaks of a subtitle say nothing about what was said.
    const words = segment.text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
    const longer = [quote, words].filter((part) => part !== '').join(' ');
    if (longer.length > mostQuoted && quote !== '') break;
    quote = longer;
    to = Math.max(to, segment.end);
  }
  const [first] = chosen;
  if (first === undefined || quote === '') return null;
  return { type: 'moment', transcript: id, recording, from: first.start, to, quote: cutAtWord(quote) };
}

/** Its first words; of one endless word, its first signs, none of them cut in two. */
function cutAtWord(words: string): string {
  if (words.length <= mostQuoted) return words;
  const space = words.lastIndexOf(' ', mostQuoted);
  return space > 0 ? words.slice(0, space) : words.slice(0, mostQuoted).replace(/[\uD800-\uDBFF]$/, '');
}
