import { astralLetter, classify, foldedLetter, foldedLetters, unitClass, units } from './fold-units.ts';

/** The longest word that is kept, in bytes of folded UTF-8. What is longer is cut, here and in a query alike. */
export const longestWord = 64;

/**
 * Takes a word: its folded UTF-8 is `scanner.bytes[from..to)`, which the next word overwrites; `hash` is of these bytes;
 * it stands at the code units `start..end` of the text. A whole is several words held together by joints (`db.pool.max`);
 * its words come before it.
 */
export type WordSink = (from: number, to: number, hash: number, start: number, end: number, isWhole: boolean) => void;

export type Scanner = {
  readonly bytes: Uint8Array;
  /** Hands every word of a text to `sink`, in order, and allocates nothing for it. */
  readonly scan: (text: string, sink: WordSink) => void;
};

const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;
/** A run that goes on for longer is no words: it is cut here. */
const longestRun = 4000;

/** FNV-1a. Authors: G. Fowler, L. C. Noll, K.-P. Vo. */
export function hashWord(bytes: Uint8Array, from: number, to: number): number {
  let hash = hashSeed;
  for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), hashPrime);
  return hash;
}

export function createScanner(): Scanner {
  const bytes = new Uint8Array(longestRun + 16);
  return {
    bytes,
    scan: (text, sink) => {
      const length = text.length;
      let i = 0;
      while (i < length) {
        const code = text.charCodeAt(i);
        let unit = units[code] as number;
        if (unit === unitClass.unknown) unit = classify(code);
        if (unit === 0) i += 1;
        else if (unit < 0x80) i = scanRun(bytes, text, skipVersionMark(text, i, unit), sink);
        else if (unit === unitClass.ideograph) i = scanIdeographs(bytes, text, i, sink);
        else if (isLetterClass(unit)) i = scanRun(bytes, text, i, sink);
        else if (unit === unitClass.surrogate) i = scanSurrogate(bytes, text, i, sink);
        else if (unit === unitClass.apostrophe) i = skipEnding(text, i);
        else i += 1;
      }
    },
  };
}

const isLetterClass = (unit: number): boolean =>
  (unit > 0 && unit < 0x80) || unit === unitClass.letter || unit === unitClass.letters;

function unitAt(text: string, at: number): number {
  if (at >= text.length) return unitClass.separator;
  const code = text.charCodeAt(at);
  const unit = units[code] as number;
  return unit === unitClass.unknown ? classify(code) : unit;
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** `v4.18.0` is found as `4.18.0`. */
function skipVersionMark(text: string, at: number, unit: number): number {
  if (unit !== 0x76 || !isDigit(unitAt(text, at + 1))) return at;
  let i = at + 1;
  while (isDigit(unitAt(text, i))) i += 1;
  return unitAt(text, i) === (unitClass.joint | 0x2e) && isDigit(unitAt(text, i + 1)) ? at + 1 : at;
}

/** The single letter after an apostrophe (`it's`, `don't`) is no word. */
function skipEnding(text: string, at: number): number {
  const isSingle = isLetterClass(unitAt(text, at + 1)) && !isLetterClass(unitAt(text, at + 2));
  return isSingle && at > 0 && isLetterClass(unitAt(text, at - 1)) ? at + 2 : at + 1;
}

/** Words held together by joints, from `at`; answers where they end. */
function scanRun(bytes: Uint8Array, text: string, at: number, sink: WordSink): number {
  const length = text.length;
  let i = at;
  let size = 0;
  let partFrom = 0;
  let partStart = at;
  let hash = hashSeed;
  for (;;) {
    let unit = 0;
    while (i < length && size < longestRun) {
      unit = units[text.charCodeAt(i)] as number;
      if (unit === 0 || unit >= 0x80) break;
      bytes[size] = unit;
      size += 1;
      hash = Math.imul(hash ^ unit, hashPrime);
      i += 1;
    }
    if (i >= length || size >= longestRun || unit === 0) break;
    if (unit === unitClass.unknown) classify(text.charCodeAt(i));
    else if (unit === unitClass.unseen) i += 1;
    else if (isLetterClass(unit)) {
      const before = size;
      size = putLetter(bytes, size, text.charCodeAt(i), unit);
      for (let at = before; at < size; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), hashPrime);
      i += 1;
    } else if ((unit & 0xff00) === unitClass.joint && isLetterClass(unitAt(text, i + 1))) {
      tell(sink, bytes, partFrom, size, hash, partStart, i);
      bytes[size] = unit & 0xff;
      size += 1;
      i += 1;
      partFrom = size;
      partStart = i;
      hash = hashSeed;
    } else break;
  }
  tell(sink, bytes, partFrom, size, hash, partStart, i);
  if (partFrom > 0 && size <= longestWord) sink(0, size, hashWord(bytes, 0, size), at, i, true);
  return i;
}

function tell(
  sink: WordSink,
  bytes: Uint8Array,
  from: number,
  to: number,
  hash: number,
  start: number,
  end: number,
): void {
  if (to - from <= longestWord) {
    if (to > from) sink(from, to, hash, start, end, false);
    return;
  }
  let cut = from + longestWord;
  while (((bytes[cut] as number) & 0xc0) === 0x80) cut -= 1;
  sink(from, cut, hashWord(bytes, from, cut), start, end, false);
}

function putLetter(bytes: Uint8Array, size: number, code: number, unit: number): number {
  if (unit === unitClass.letter) return putCodePoint(bytes, size, foldedLetter(code));
  let end = size;
  for (const letter of foldedLetters(code)) {
    bytes[end] = letter.charCodeAt(0);
    end += 1;
  }
  return end;
}

/** UTF-8. */
function putCodePoint(bytes: Uint8Array, size: number, point: number): number {
  let at = size;
  if (point < 0x80) bytes[at++] = point;
  else if (point < 0x800) bytes[at++] = 0xc0 | (point >> 6);
  else if (point < 0x10000) {
    bytes[at++] = 0xe0 | (point >> 12);
    bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
  } else {
    bytes[at++] = 0xf0 | (point >> 18);
    bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
    bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
  }
  if (point >= 0x80) bytes[at++] = 0x80 | (point & 0x3f);
  return at;
}

/** Ideographs, which no space parts: each with the next one is a word; one that stands alone is a word too. */
function scanIdeographs(bytes: Uint8Array, text: string, at: number, sink: WordSink): number {
  let i = at;
  while (unitAt(text, i) === unitClass.ideograph) {
    const isPair = unitAt(text, i + 1) === unitClass.ideograph;
    if (isPair || i === at) {
      let size = putCodePoint(bytes, 0, foldedLetter(text.charCodeAt(i)));
      if (isPair) size = putCodePoint(bytes, size, foldedLetter(text.charCodeAt(i + 1)));
      sink(0, size, hashWord(bytes, 0, size), i, isPair ? i + 2 : i + 1, false);
    }
    i += 1;
  }
  return i;
}

/** A letter beyond the first plane is a word by itself: most are ideographs. */
function scanSurrogate(bytes: Uint8Array, text: string, at: number, sink: WordSink): number {
  const point = at + 1 < text.length ? astralLetter(text.charCodeAt(at), text.charCodeAt(at + 1)) : 0;
  if (point === 0) return at + 1;
  const size = putCodePoint(bytes, 0, point);
  sink(0, size, hashWord(bytes, 0, size), at, at + 2, false);
  return at + 2;
}
