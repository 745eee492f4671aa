/** Accents of Latin and Greek letters, points of Hebrew, vowel signs of Arabic: words are the same without them. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/gu;
const unseen = /\p{Cf}/gu;
const lettersOfTheirOwn: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
};

/**
 * A word as it is compared: composed and decomposed spellings, letter case, accents, typographic apostrophes, hyphens
 * and full-width forms make no difference. Two spellings of one name fold to one word: `Björn`, `BJORN`.
 */
export const foldWord = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(accents, '')
    .replace(unseen, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’ʼ‘`´]/g, "'")
    .replace(/[‐‑]/g, '-')
    .replace(/[ßæœøłđðþ]/g, (letter) => lettersOfTheirOwn[letter] ?? letter);
