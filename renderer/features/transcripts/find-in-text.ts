/** A stretch of a text, in its code units; `to` stands after it. */
export type Stretch = { readonly from: number; readonly to: number };

const marks = /\p{M}/gu;

/** Case and accents fall away, so that `uber` finds `Über`. */
export const foldText = (text: string): string =>
  /^[ -~\n\t]*$/.test(text)
    ? text.toLowerCase()
    : text.toLowerCase().normalize('NFKD').replace(marks, '').replaceAll('ς', 'σ');

const folded = new WeakMap<object, string>();

/** Indexes of the items whose text holds what is looked for, in order; an item's folded text is kept as long as the item. */
export function findInItems(items: readonly { readonly text: string }[], wanted: string): readonly number[] {
  const needle = foldText(wanted.trim());
  if (needle === '') return [];
  const found: number[] = [];
  for (const [index, item] of items.entries()) {
    let text = folded.get(item);
    if (text === undefined) folded.set(item, (text = foldText(item.text)));
    if (text.includes(needle)) found.push(index);
  }
  return found;
}

/** Where in one text it stands, without overlaps. */
export function findInText(text: string, wanted: string): readonly Stretch[] {
  const needle = foldText(wanted.trim());
  if (needle === '') return [];
  const { plain, starts } = foldWithPlaces(text);
  const found: Stretch[] = [];
  for (let at = plain.indexOf(needle); at !== -1; at = plain.indexOf(needle, at + needle.length)) {
    const from = starts[at] ?? 0;
    // What carries no letter of its own, an accent, belongs to the letter before it.
    let last = at + needle.length;
    while (starts[last] !== undefined && starts[last] === starts[at + needle.length - 1]) last += 1;
    found.push({ from, to: starts[last] ?? text.length });
  }
  return found;
}

/** The folded text, and for each of its code units where the sign it came from begins. */
function foldWithPlaces(text: string): { readonly plain: string; readonly starts: readonly number[] } {
  let plain = '';
  const starts: number[] = [];
  let at = 0;
  for (const sign of text) {
    const folds = foldText(sign);
    for (let unit = 0; unit < folds.length; unit += 1) starts.push(at);
    plain += folds;
    at += sign.length;
  }
  return { plain, starts };
}

/** A piece of a text and what it is marked as. */
export type TextPiece = {
  readonly text: string;
  readonly at: number;
  readonly isFound: boolean;
  readonly isHeard: boolean;
};

/** A text cut where a mark begins or ends; put together again it is the text. */
export function cutText(text: string, found: readonly Stretch[], heard: Stretch | null): readonly TextPiece[] {
  const cuts = new Set([0, text.length]);
  for (const { from, to } of heard === null ? found : [...found, heard]) cuts.add(from).add(to);
  const places = [...cuts].toSorted((a, b) => a - b);
  const isIn = (stretch: Stretch, at: number): boolean => stretch.from <= at && at < stretch.to;
  return places.slice(0, -1).map((at, index) => ({
    text: text.slice(at, places[index + 1]),
    at,
    isFound: found.some((stretch) => isIn(stretch, at)),
    isHeard: heard !== null && isIn(heard, at),
  }));
}
