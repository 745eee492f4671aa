/** What a UTF-16 code unit is to the scanner. Values below 0x80 are the ASCII letter or digit that it folds to. */
export const unitClass = {
  separator: 0,
  /** The low byte joins two words to one, as in `db.pool`. */
  joint: 0x100,
  /** A letter that keeps its own form, lower-cased: {@link foldedLetter}. */
  letter: 0x200,
  /** Folds to several ASCII letters: {@link foldedLetters}. */
  letters: 0x300,
  /** Written without spaces between words; found by pairs. */
  ideograph: 0x400,
  /** Accents and what is not seen: words are the same without them. */
  unseen: 0x500,
  surrogate: 0x600,
  apostrophe: 0x700,
  unknown: 0xff00,
} as const;

const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/gu;
const letterOrDigit = /^[\p{L}\p{N}\p{Mc}\p{Mn}]$/u;
const unseen = /^[\p{Cf}\p{Mn}\u00ad]$/u;
const ideograph = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]$/u;
const lettersOfTheirOwn: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const joints = '._-:@';
const hyphens = '‐‑';
const apostrophes = "'’ʼ‘`´";

/** Classes by code unit, found when a unit is first met: 65,536 at once would delay the first search. */
export const units = new Uint16Array(0x10000).fill(unitClass.unknown);
const letterOf = new Uint16Array(0x10000);
const lettersOf = new Map<number, string>();

/** The letter that a unit of class `letter` stands for. */
export const foldedLetter = (unit: number): number => letterOf[unit] as number;
export const foldedLetters = (unit: number): string => lettersOf.get(unit) ?? '';

/** Finds the class of a unit and keeps it. */
export function classify(unit: number): number {
  const found = classOf(unit);
  units[unit] = found;
  return found;
}

function classOf(unit: number): number {
  if (unit >= 0xd800 && unit < 0xe000) return unitClass.surrogate;
  const letter = String.fromCharCode(unit);
  if (joints.includes(letter)) return unitClass.joint | unit;
  if (hyphens.includes(letter)) return unitClass.joint | 0x2d;
  if (apostrophes.includes(letter)) return unitClass.apostrophe;
  if (letter.replace(accents, '') === '' || unseen.test(letter)) return unitClass.unseen;
  const folded = foldLetter(letter);
  if (!letterOrDigit.test(letter) || folded === '') return unitClass.separator;
  if (/^[a-z0-9]$/.test(folded)) return folded.charCodeAt(0);
  if (/^[a-z0-9]+$/.test(folded)) {
    lettersOf.set(unit, folded);
    return unitClass.letters;
  }
  letterOf[unit] = folded.charCodeAt(0);
  return ideograph.test(folded) ? unitClass.ideograph : unitClass.letter;
}

/** Composed and decomposed spellings, case, accents and full-width forms make no difference. */
function foldLetter(letter: string): string {
  const plain = letter.normalize('NFKD').replace(accents, '').normalize('NFC').toLowerCase();
  return Array.from(plain.normalize('NFKD').replace(accents, '').normalize('NFC'))
    .map((each) => lettersOfTheirOwn[each] ?? each)
    .join('');
}

/** A letter beyond the first plane, lower-cased, as a code point; 0 where it is none. */
export function astralLetter(high: number, low: number): number {
  if (high >= 0xdc00 || low < 0xdc00 || low >= 0xe000) return 0;
  const letter = String.fromCharCode(high, low);
  return /^[\p{L}\p{N}]$/u.test(letter) ? (letter.toLowerCase().codePointAt(0) ?? 0) : 0;
}
