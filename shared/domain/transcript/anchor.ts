import { alignTokens, tokensOf } from './align-words.ts';
import type { Segment } from './transcript.ts';

/**
 * Where a quote stands in a transcript as it reads now. Times are ms of the transcript.
 * - `exact`: word for word within its times.
 * - `moved`: word for word elsewhere, or with a few other words; `share` of its words stand there.
 * - `stale`: not any more. The times are those it had.
 */
export type Anchor = {
  readonly state: 'exact' | 'moved' | 'stale';
  readonly from: number;
  readonly to: number;
  /** The first segment of the place; null where there is none. */
  readonly segment: string | null;
  readonly share: number;
};

/** How far from its times a quote is looked for word for word, ms. */
export const nearby = 10 * 60_000;
/** How far from its times it is looked for with other words, ms; and the least share of its words, in order. */
export const nearbyChanged = 60_000;
export const leastShare = 0.8;
/** A shorter quote is found word for word or not at all: of few words too many places have most. */
const fewestWords = 5;

type AnchorSegment = Pick<Segment, 'id' | 'start' | 'end' | 'text'>;
type Spoken<S = AnchorSegment> = { readonly key: string; readonly segment: S };

/**
 * Looks a quote up again: within its times, then word for word nearby, then by aligning its words with those said
 * nearby. Case, punctuation and line breaks do not count. `segments` are in the order of their beginnings.
 */
export function anchor(quote: string, from: number, to: number, segments: readonly AnchorSegment[]): Anchor {
  const wanted = tokensOf(quote).map(({ key }) => key);
  const stale: Anchor = { state: 'stale', from, to, segment: null, share: 0 };
  if (wanted.length === 0) return wordless(quote, stale, segments);
  const within = spokenIn(segments.filter((segment) => overlaps(segment, from, to)));
  const there = placesOf(wanted, within)[0];
  if (there !== undefined) return { state: 'exact', from, to, segment: within[there]?.segment.id ?? null, share: 1 };
  const around = spokenIn(segments.filter((segment) => overlaps(segment, from - nearby, to + nearby)));
  const places = placesOf(wanted, around).map((place) => placed(around, place, place + wanted.length - 1, 1));
  return nearest(places, from) ?? changed(wanted, from, to, segments) ?? stale;
}

/** The segments of every place at which a quote stands word for word, place by place; none where it has no words. */
export function placesOfQuote<S extends AnchorSegment>(
  quote: string,
  segments: readonly S[],
): readonly (readonly S[])[] {
  const wanted = tokensOf(quote).map(({ key }) => key);
  if (wanted.length === 0) return [];
  const spoken = spokenIn(segments);
  return placesOf(wanted, spoken).map((place) => [
    ...new Set(spoken.slice(place, place + wanted.length).map(({ segment }) => segment)),
  ]);
}

/** Segments that only touch the times count where the times have no length themselves. */
const overlaps = ({ start, end }: AnchorSegment, from: number, to: number): boolean =>
  from < to && start < end ? start < to && end > from : start <= to && end >= from;

const spokenIn = <S extends AnchorSegment>(segments: readonly S[]): readonly Spoken<S>[] =>
  segments.flatMap((segment) => tokensOf(segment.text).map(({ key }) => ({ key, segment })));

/** Where the words stand one after the other. */
function placesOf(wanted: readonly string[], spoken: readonly Spoken[]): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place + wanted.length <= spoken.length; place += 1)
    if (wanted.every((key, index) => spoken[place + index]?.key === key)) places.push(place);
  return places;
}

function placed(spoken: readonly Spoken[], first: number, last: number, share: number): Anchor {
  const [begin, end] = [spoken[first]?.segment, spoken[last]?.segment];
  return { state: 'moved', from: begin?.start ?? 0, to: end?.end ?? 0, segment: begin?.id ?? null, share };
}

function nearest(anchors: readonly Anchor[], from: number): Anchor | undefined {
  return anchors.toSorted((a, b) => b.share - a.share || Math.abs(a.from - from) - Math.abs(b.from - from))[0];
}

/** The stretch that has the most of the words in their order, where that is enough of them. */
function changed(
  wanted: readonly string[],
  from: number,
  to: number,
  segments: readonly AnchorSegment[],
): Anchor | undefined {
  if (wanted.length < fewestWords) return undefined;
  const spoken = spokenIn(segments.filter((each) => overlaps(each, from - nearbyChanged, to + nearbyChanged)));
  const quote = wanted.map((key) => ({ from: 0, to: 0, key }));
  const length = Math.ceil(wanted.length / leastShare);
  const found: Anchor[] = [];
  for (let first = 0; first < spoken.length; first += 1) {
    // A stretch worth a look begins with a word of the quote.
    if (!wanted.slice(0, 3).includes(spoken[first]?.key ?? '')) continue;
    const stretch = spoken.slice(first, first + length).map(({ key }) => ({ from: 0, to: 0, key }));
    const became = alignTokens(quote, stretch).filter((place) => place >= 0);
    const share = became.length / wanted.length;
    if (share >= leastShare) found.push(placed(spoken, first + (became[0] ?? 0), first + (became.at(-1) ?? 0), share));
  }
  return nearest(found, from);
}

/** A quote of signs alone, `???`, has to stand within its times as it is. */
function wordless(quote: string, stale: Anchor, segments: readonly AnchorSegment[]): Anchor {
  const sign = quote.trim();
  const there = segments.find((segment) => overlaps(segment, stale.from, stale.to) && segment.text.includes(sign));
  return sign === '' || there === undefined ? stale : { ...stale, state: 'exact', segment: there.id, share: 1 };
}
