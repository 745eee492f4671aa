import { graphemesOf, textWidth, type FontName } from './text-measure.ts';

/** Px: `width` is how wide a line may get, `size` the text size. */
export type Wrap = { readonly width: number; readonly font: FontName; readonly size: number; readonly lines: number };

export type Wrapped = {
  /** As many lines as were asked for at most, never none; in logical order, whatever direction they are read in. */
  readonly lines: readonly string[];
  /** Not all of the text is in the lines; the last one ends in `…`. */
  readonly isCut: boolean;
  /** Of the widest line, px. A line of a single character may be wider than was asked for, others by a little kerning. */
  readonly width: number;
};

/** A stretch without a place to break, and the space after it, which is not drawn at the end of a line. */
type Piece = { readonly text: string; readonly width: number; readonly space: number };

const wide = /\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|[\u3000-\u303f\uff01-\uff60]/u;
/** Must not begin a line. */
const closing = /^[\p{Pe}\p{Pf}、。，．：；！？ー々ゝゞヽヾ・]/u;
/** Must not end one. */
const opening = /[\p{Ps}\p{Pi}]$/u;
const ellipsis = '…';

/**
 * Breaks a text into lines at spaces, after hyphens and slashes, between Chinese and Japanese characters, and inside a
 * word only where the word alone is too wide. The lines of a text that needs several are made about equally long.
 */
export function wrapText(text: string, { width, font, size, lines }: Wrap): Wrapped {
  // Kept for a size of 1, since a canvas that is fitted to its room asks for the same lines at many sizes.
  const wrap: Wrap = { width: Math.floor((width / size) * 10_000) / 10_000, font, size: 1, lines };
  const texts = rememberedAt(wrap);
  let wrapped = texts.get(text);
  if (wrapped === undefined) {
    wrapped = freshWrap(text, wrap);
    texts.set(text, wrapped);
  }
  return { ...wrapped, width: wrapped.width * size };
}

/** A canvas is laid out anew with every change, and nearly all of its texts are those of the time before. */
const remembered = new Map<string, Map<string, Wrapped>>();
const most = { ways: 64, texts: 40_000 };

/** What is known of one way of wrapping, forgotten as a whole once it is too much. */
function rememberedAt({ font, width, lines }: Wrap): Map<string, Wrapped> {
  const way = `${font} ${width} ${lines}`;
  const texts = remembered.get(way);
  if (texts !== undefined && texts.size < most.texts) return texts;
  if (remembered.size >= most.ways) remembered.clear();
  const fresh = new Map<string, Wrapped>();
  remembered.set(way, fresh);
  return fresh;
}

function freshWrap(text: string, wrap: Wrap): Wrapped {
  const plain = /[^\S ]|^ | {2}| $/u.test(text) ? text.replace(/\s+/gu, ' ').trim() : text;
  const whole = textWidth(plain, wrap.font, wrap.size);
  if (whole <= wrap.width || plain === '') return { lines: [plain], isCut: false, width: whole };
  const most = Math.max(1, wrap.lines);
  const { pieces, lines } = fill(plain, wrap, most + 1);
  if (lines <= most) return told(linesAt(pieces, narrowest(pieces, lines, wrap.width)), false, wrap);
  const loose = linesAt(pieces, wrap.width).slice(0, most);
  return told([...loose.slice(0, -1), cut(loose.at(-1) ?? '', wrap)], true, wrap);
}

const told = (lines: readonly string[], isCut: boolean, { font, size }: Wrap): Wrapped => ({
  lines,
  isCut,
  width: Math.max(...lines.map((line) => textWidth(line, font, size))),
});

/** The pieces that the first lines hold, as much on each as it takes, and how many lines these are: `most` at most. */
function fill(text: string, wrap: Wrap, most: number): { readonly pieces: readonly Piece[]; readonly lines: number } {
  const pieces: Piece[] = [];
  let [lines, used, space] = [1, 0, 0];
  for (const piece of piecesOf(text, wrap)) {
    pieces.push(piece);
    if (used > 0 && used + space + piece.width > wrap.width) {
      [lines, used, space] = [lines + 1, 0, 0];
      if (lines === most) break;
    }
    used += space + piece.width;
    space = piece.space;
  }
  return { pieces, lines };
}

/** How many lines of a width hold the pieces. */
function linesNeeded(pieces: readonly Piece[], width: number): number {
  let [lines, used, space] = [1, 0, 0];
  for (const piece of pieces) {
    if (used > 0 && used + space + piece.width > width) [lines, used, space] = [lines + 1, 0, 0];
    used += space + piece.width;
    space = piece.space;
  }
  return lines;
}

function linesAt(pieces: readonly Piece[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let [used, space] = [0, 0];
  for (const piece of pieces) {
    if (used > 0 && used + space + piece.width > width) {
      lines.push(line);
      line = '';
      [used, space] = [0, 0];
    }
    line += (space > 0 ? ' ' : '') + piece.text;
    used += space + piece.width;
    space = piece.space;
  }
  return [...lines, line];
}

/** The least width at which the lines are no more: looks for it by halves. */
function narrowest(pieces: readonly Piece[], lines: number, width: number): number {
  const widest = pieces.reduce((most, piece) => Math.max(most, piece.width), 0);
  // A character that is wider by itself makes no room for others.
  let [least, most] = [Math.min(widest, width), width];
  if (linesNeeded(pieces, least) <= lines) return least;
  for (let step = 0; step < 7 && most - least > width / 100; step++) {
    const middle = (least + most) / 2;
    if (linesNeeded(pieces, middle) <= lines) most = middle;
    else least = middle;
  }
  return most;
}

/** As much of a line as leaves room for the ellipsis, without a space or a comma before it. */
function cut(line: string, { font, size, width }: Wrap): string {
  const kept = Array.from(graphemesOf(line));
  const room = width - textWidth(ellipsis, font, size);
  let used = textWidth(line, font, size);
  while (kept.length > 1 && used > room) used -= textWidth(kept.pop() ?? '', font, size);
  return kept.join('').replace(/[\s,;:.…]+$/u, '') + ellipsis;
}

function* piecesOf(text: string, wrap: Wrap): Iterable<Piece> {
  const space = textWidth(' ', wrap.font, wrap.size);
  for (let from = 0; from <= text.length;) {
    const next = text.indexOf(' ', from);
    const to = next === -1 ? text.length : next;
    const word = text.slice(from, to);
    const after = to < text.length ? space : 0;
    from = to + 1;
    const width = textWidth(word, wrap.font, wrap.size);
    if (width <= wrap.width && isPlain.test(word)) yield { text: word, width, space: after };
    else yield* brokenPieces(word, wrap, after);
  }
}

function brokenPieces(word: string, wrap: Wrap, after: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const part of isPlain.test(word) ? [word] : partsOf(word))
    for (const piece of narrow(part, wrap)) pieces.push({ ...piece, space: 0 });
  const last = pieces.at(-1);
  return last === undefined ? [] : [...pieces.slice(0, -1), { ...last, space: after }];
}

/** A word that has no place to break. */
const isPlain = /^[\p{sc=Latin}\d.,:;'"()]*$/u;

/** A word at its own places to break: after a hyphen or a slash, and around wide characters. */
function partsOf(word: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let before = '';
  for (const grapheme of graphemesOf(word)) {
    const mayBreak =
      part !== '' &&
      !closing.test(grapheme) &&
      !opening.test(before) &&
      (wide.test(grapheme) || wide.test(before) || (/[-/\u2010\u2013\u2014]$/u.test(before) && part.length > 2));
    if (mayBreak) {
      parts.push(part);
      part = '';
    }
    part += grapheme;
    before = grapheme;
  }
  parts.push(part);
  return parts;
}

/** A part as it is, or in several that each fit on a line. */
function* narrow(part: string, { font, size, width }: Wrap): Iterable<Pick<Piece, 'text' | 'width'>> {
  const whole = textWidth(part, font, size);
  if (whole <= width) {
    yield { text: part, width: whole };
    return;
  }
  let [held, used] = ['', 0];
  for (const grapheme of graphemesOf(part)) {
    const more = textWidth(grapheme, font, size);
    if (held !== '' && used + more > width) {
      yield { text: held, width: used };
      [held, used] = ['', 0];
    }
    held += grapheme;
    used += more;
  }
  yield { text: held, width: used };
}
