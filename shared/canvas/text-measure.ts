import { textKernings, textWidths } from './text-widths.ts';

/** The text face at its plain and its strong weight (600 to 700), and the face of titles. */
export type FontName = keyof typeof textWidths;

/** What rounding, and ligatures of three letters, may add to a sum of widths and kernings. */
const slack = 1.004;

/** Widths in em by slot, 0 where another font has to draw; by left slot what a right slot adds, in hundredths of an em. */
type Known = {
  readonly low: Float64Array;
  readonly high: ReadonlyMap<number, number>;
  readonly gains: readonly (Uint8Array | undefined)[];
};

/** Code points below this are their own slots. Common punctuation has slots of control characters, which are not drawn. */
const end = 0x250;
const borrowed: ReadonlyMap<number, number> = new Map(
  Array.from('–—‘’“”…', (sign, at) => [sign.charCodeAt(0), at + 1]),
);

/** -1 for what has no slot. */
const slotOf = (code: number): number => (code < end ? (code < 0x20 ? 0 : code) : (borrowed.get(code) ?? -1));

const known: { readonly [F in FontName]: Known } = {
  text: table('text'),
  strong: table('strong'),
  title: table('title'),
};

function table(font: FontName): Known {
  const [low, high] = [new Float64Array(end), new Map<number, number>()];
  for (const row of textWidths[font]) {
    const [first = '', rest = ''] = row.split(': ');
    for (const [index, width] of rest.split(' ').entries()) {
      const point = Number.parseInt(first, 16) + index;
      const slot = slotOf(point);
      if (slot < 0) high.set(point, Number(width) / 1000);
      else low[slot] = Number(width) / 1000;
    }
  }
  return { low, high, gains: gainsOf(font) };
}

/** Letters with accents kern like their plain letters. */
function gainsOf(font: FontName): readonly (Uint8Array | undefined)[] {
  const accented = Array.from({ length: end }, (_, code) => code).filter((code) => code >= 0xa0);
  const like = (slots: ReadonlyMap<number, number>): readonly (readonly [number, number])[] => [
    ...slots,
    ...accented.flatMap((code) => {
      const gain = slots.get(String.fromCharCode(code).normalize('NFD').charCodeAt(0));
      return gain === undefined || slots.has(code) ? [] : [[code, gain] as const];
    }),
  ];
  const rows = new Map<number, Uint8Array>();
  for (const row of textKernings[font]) {
    const [lefts = '', ...parts] = row.split('\t');
    const rights = parts.flatMap((part) =>
      Array.from(part.slice(1), (sign) => [slotOf(sign.charCodeAt(0)), Number.parseInt(part.slice(0, 1), 36)] as const),
    );
    const gains = new Uint8Array(end);
    for (const [slot, gain] of like(new Map(rights))) gains[slot] = gain;
    for (const sign of lefts) rows.set(slotOf(sign.charCodeAt(0)), gains);
  }
  const plainOf = (code: number): number => String.fromCharCode(code).normalize('NFD').charCodeAt(0);
  return Array.from(
    { length: end },
    (_, slot) => rows.get(slot) ?? (slot < 0xa0 ? undefined : rows.get(plainOf(slot))),
  );
}

function drawnEm(point: number, font: FontName): number {
  const slot = slotOf(point);
  return (slot < 0 ? known[font].high.get(point) : known[font].low[slot]) ?? 0;
}

/**
 * Widths, in em, of characters that another font has to draw, by class; wide enough for the usual fonts. The first class
 * that fits holds.
 */
const classes: readonly (readonly [RegExp, number])[] = [
  // Signs of one script take a place of their own, as a box, where no font knows that script.
  [/^(?=\p{Mn})[^\p{sc=Inherited}]/u, 0.62],
  [/^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u3164]/u, 0],
  [/^[\p{Regional_Indicator}\p{Extended_Pictographic}]/u, 1.4],
  [
    /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\p{sc=Yi}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u,
    1.02,
  ],
  [/^[\u4dc0-\u4dff\u{1f000}-\u{1faff}]/u, 1.4],
  [/^[\uff61-\uff9f]/u, 0.6],
  [/^[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}]/u, 0.85],
  [/^[\p{sc=Thai}\p{sc=Lao}]/u, 0.75],
  [/^[\p{sc=Cyrillic}\p{sc=Greek}]/u, 0.9],
  [/^[\p{sc=Latin}]/u, 1.05],
  [/^\p{Mc}/u, 0.6],
  [/^\p{L}/u, 1.15],
  [/^\p{Zs}/u, 0.6],
];

/** Sequences nobody foresaw: a wide letter of any script. */
const otherwise = 1.15;
/** How much wider another font may draw a letter. */
const otherFont = 1.25;
/** Signs that stack on one letter may stand out beside it. */
const perMark = 0.02;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The characters of a text as a person counts them: an emoji of several code points, or a letter with its signs, is one. */
export function graphemesOf(text: string): Iterable<string> {
  return /^[\x20-\x7e]*$/.test(text) ? text : segmentsOf(text);
}

function* segmentsOf(text: string): Iterable<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

const remembered: { readonly [F in FontName]: Map<string, number> } = {
  text: new Map(),
  strong: new Map(),
  title: new Map(),
};

/** The width of one grapheme in em. */
function graphemeEm(grapheme: string, font: FontName): number {
  const before = remembered[font].get(grapheme);
  if (before !== undefined) return before;
  const width = freshEm(grapheme, font);
  if (remembered[font].size < 20_000) remembered[font].set(grapheme, width);
  return width;
}

function freshEm(grapheme: string, font: FontName): number {
  const isEmoji =
    /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(grapheme) && !/^[©®™]$/u.test(grapheme);
  const points = Array.from(grapheme);
  // One picture where the font knows the sequence, and all of its parts beside each other where it does not.
  if (isEmoji) return points.reduce((sum, point) => sum + emojiPartEm(point), 0) || otherwise;
  const width = points.reduce((sum, point) => sum + pointEm(point, font), 0);
  // Where the font lacks the sign, another one draws the letter with it.
  return points.length > 1 ? width * otherFont : width;
}

const emojiPartEm = (point: string): number =>
  /\u200d|\ufe0e|\ufe0f|\u20e3|[\u{e0000}-\u{e007f}]/u.test(point) ? 0 : 1.4;

function pointEm(point: string, font: FontName): number {
  const drawn = drawnEm(point.codePointAt(0) ?? 0, font);
  if (drawn > 0) return drawn;
  const width = classes.find(([pattern]) => pattern.test(point))?.[1] ?? otherwise;
  return width === 0 && /\p{M}/u.test(point) ? perMark : width;
}

/** How wide a text is drawn on one line, px; never narrower than what is drawn. `size` is the text size in px. */
export function textWidth(text: string, font: FontName, size: number): number {
  return (plainEm(text, font) ?? mixedEm(text, font)) * size * slack;
}

function mixedEm(text: string, font: FontName): number {
  let em = 0;
  let before = '';
  for (const grapheme of graphemesOf(text)) {
    em += graphemeEm(grapheme, font) + (before === '' ? 0 : gainEm(before.charCodeAt(0), grapheme.charCodeAt(0), font));
    before = grapheme;
  }
  return em;
}

function gainEm(left: number, right: number, font: FontName): number {
  const [from, to] = [slotOf(left), slotOf(right)];
  return from < 0 || to < 0 ? 0 : (known[font].gains[from]?.[to] ?? 0) / 100;
}

/** The width in em of a text whose every unit is a letter of the font, which most are; null for any other. */
function plainEm(text: string, font: FontName): number | null {
  const { low, gains } = known[font];
  let [em, gain] = [0, 0];
  let row: Uint8Array | undefined;
  for (let at = 0; at < text.length; at++) {
    const slot = slotOf(text.charCodeAt(at));
    const width = slot < 0 ? 0 : (low[slot] ?? 0);
    if (width === 0) return null;
    em += width;
    gain += row?.[slot] ?? 0;
    row = gains[slot];
  }
  return em + gain / 100;
}
