import { graphemesOf, textWidth, type FontName } from './text-measure.ts';

/** Px: `width` is how wide a line may get, `size` the text size. */
export type Wrap = { readonly width: number; readonly font: FontName; readonly size: number; readonly lines: number };

export type Wrapped = {
  /** As many lines as were asked for at most, never none; in logical order, whatever direction they are read in. */
  readonly lines: readonly string[];
  /** Not all of the text is in the lines; the last one ends in `…`. */
  readonly isCut: boolean;
  /** Of the widest line, px. Only a line of a single character may be wider than was asked for. */
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
export function wrapText(text: string, wrap: Wrap): Wrapped {
  const plain = text.replace(/\s+/gu, ' ').trim();
  const whole = textWidth(plain, wrap.font, wrap.size);
  if (whole <= wrap.width || plain === '') return { lines: [plain], isCut: false, width: whole };
  const pieces = piecesOf(plain, wrap);
  const loose = fill(pieces, wrap.width);
  if (loose.length <= wrap.lines) return told(balanced(pieces, loose, wrap.width), false, wrap);
  const kept = loose.slice(0, Math.max(1, wrap.lines));
  const last = kept.pop() ?? '';
  return told([...kept, cut(last, wrap)], true, wrap);
}

const told = (lines: readonly string[], isCut: boolean, { font, size }: Wrap): Wrapped => ({
  lines,
  isCut,
  width: Math.max(...lines.map((line) => textWidth(line, font, size))),
});

/** Greedy lines: as much on each as it holds. */
function fill(pieces: readonly Piece[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  let space = 0;
  for (const piece of pieces) {
    if (line !== '' && used + space + piece.width > width) {
      lines.push(line);
      line = '';
      [used, space] = [0, 0];
    }
    line += (space > 0 ? ' ' : '') + piece.text;
    used += space + piece.width;
    space = piece.space;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** The narrowest lines that are no more in number: looks for the width by halves. */
function balanced(pieces: readonly Piece[], loose: readonly string[], width: number): readonly string[] {
  let [least, most, best] = [Math.max(...pieces.map((piece) => piece.width)), width, loose];
  for (let step = 0; step < 7 && most - least > width / 100; step++) {
    const middle = (least + most) / 2;
    const tried = fill(pieces, middle);
    if (tried.length <= loose.length) [most, best] = [middle, tried];
    else least = middle;
  }
  return best;
}

/** As much of a line as leaves room for the ellipsis, without a space or a comma before it. */
function cut(line: string, { font, size, width }: Wrap): string {
  const kept = [...graphemesOf(line)];
  const room = width - textWidth(ellipsis, font, size);
  let used = textWidth(line, font, size);
  while (kept.length > 1 && used > room) used -= textWidth(kept.pop() ?? '', font, size);
  return kept.join('').replace(/[\s,;:.…]+$/u, '') + ellipsis;
}

function piecesOf(text: string, wrap: Wrap): readonly Piece[] {
  const space = textWidth(' ', wrap.font, wrap.size);
  const words = text.split(' ');
  return words.flatMap((word, index) => {
    const parts = partsOf(word).flatMap((part) => narrow(part, wrap));
    return parts.map((part, at) => ({
      ...part,
      space: at === parts.length - 1 && index < words.length - 1 ? space : 0,
    }));
  });
}

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
function narrow(part: string, { font, size, width }: Wrap): readonly Pick<Piece, 'text' | 'width'>[] {
  const whole = textWidth(part, font, size);
  if (whole <= width) return [{ text: part, width: whole }];
  const parts: { text: string; width: number }[] = [];
  let [held, used] = ['', 0];
  for (const grapheme of graphemesOf(part)) {
    const more = textWidth(grapheme, font, size);
    if (held !== '' && used + more > width) {
      parts.push({ text: held, width: used });
      [held, used] = ['', 0];
    }
    held += grapheme;
    used += more;
  }
  parts.push({ text: held, width: used });
  return parts;
}
