/** Words that say nothing about what went wrong. */
const stopWords = new Set(
  (
    'a an and are as at be been before by can could did do does for from had has have in into is it its no not of off ' +
    'on only or our out over so than that the their then there they this to too under until up was were what when ' +
    'where which while who will with without would after again all also any because but each more most nobody some ' +
    'such very via we'
  ).split(' '),
);

/** Scripts that are written without spaces between words. */
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Khmer}\p{scx=Lao}]+/u;
const runs = new RegExp(`${unspaced.source}|[\\p{L}\\p{M}\\p{N}]+`, 'gu');

/**
 * The words of a finding by which it is compared, each once: without capitals and forms of writing (NFKC), English
 * endings and filling words; text without spaces in pairs of signs. Bare numbers are left out: a version or a time
 * makes nothing alike.
 */
export function findingWords(text: string): readonly string[] {
  const words = new Set<string>();
  const split = text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKC')
    .toLowerCase();
  for (const [run] of split.matchAll(runs)) {
    if (unspaced.test(run)) for (const pair of pairsOf(Array.from(run))) words.add(pair);
    else if (!/^\p{N}+$/u.test(run) && !stopWords.has(run)) words.add(stem(run));
  }
  return [...words];
}

const pairsOf = (signs: readonly string[]): readonly string[] =>
  signs.length < 2 ? signs : signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`);

/**
 * Takes the commonest English endings off a word: `retries`, `retried` and `retry` are one. Short words stay as they
 * are, and so does what is left of a word when it would be shorter than three letters.
 */
export function stem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const plural = word
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/([^su])s$/, '$1');
  const base = plural.replace(/ied$/, 'y').replace(/(?:ed|ing)$/, '');
  if (base === plural || base.length < 3 || !/[aeiouy]/.test(base)) return plural.replace(/e$/, '');
  return base.replace(/([bdgmnprt])\1$/, '$1').replace(/e$/, '');
}
