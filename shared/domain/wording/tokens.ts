import { foldWord } from './fold-word.ts';
import { skippedRanges, type SkippedRange } from './skipped-ranges.ts';

/** A word, a mark of punctuation or a skipped stretch, with its place in the text. */
export type Token = {
  readonly start: number;
  readonly end: number;
  /** As compared; of a mark the sign, of a skipped stretch `\u0000`. */
  readonly word: string;
  readonly kind: 'word' | 'mark' | 'skipped';
  /** `operator's`, `engineers'`: the word itself stands without its ending. */
  readonly possessive: boolean;
  readonly capital: boolean;
};

/** Tokens up to the end of a sentence or of a line. */
export type Sentence = readonly Token[];

/** What comes without an end is cut, so that the time stays linear in the text. */
const longestSentence = 200;

const piece = /[\p{L}\p{M}\p{N}_\p{Cf}]+(?:['’ʼ‐‑-][\p{L}\p{M}\p{N}_\p{Cf}]+)*|[.!?…。！？,;:()—–@\n]/gu;
const abbreviations = new Set([
  'mr',
  'mrs',
  'ms',
  'dr',
  'prof',
  'st',
  'vs',
  'approx',
  'no',
  'fig',
  'inc',
  'ltd',
  'jr',
  'sr',
]);
const pronouns = new Set(['i', 'he', 'she', 'we', 'you', 'they', 'it', 'who', 'that', 'there', 'what']);
const shortened: ReadonlyMap<string, string> = new Map([
  ['d', 'had'],
  ['ve', 'have'],
  ['m', 'am'],
  ['re', 'are'],
  ['ll', 'will'],
]);
const runTogether: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    didnt: ['did', 'not'],
    wasnt: ['was', 'not'],
    shouldnt: ['should', 'not'],
    couldnt: ['could', 'not'],
    shouldve: ['should', 'have'],
    couldve: ['could', 'have'],
    shoulda: ['should', 'have'],
    coulda: ['could', 'have'],
    oncall: ['on-call'],
    cannot: ['can', 'not'],
  }),
);

/** The words of a text as sentences, in order, without what is skipped. Quotations are left out as well. */
export function sentencesOf(text: string): readonly Sentence[] {
  const ranges = skippedRanges(text);
  return split(text, (start) => rangeAt(ranges, start));
}

/** As `sentencesOf`, but with the words of quotations: a quotation can name a person. */
export function wordsOf(text: string): readonly Sentence[] {
  const ranges = skippedRanges(text).filter(({ kind }) => kind === 'code');
  return split(text, (start) => rangeAt(ranges, start));
}

function split(text: string, skippedAt: (start: number) => SkippedRange | undefined): readonly Sentence[] {
  const sentences: Token[][] = [];
  let current: Token[] = [];
  const finish = () => {
    if (current.length > 0) sentences.push(current);
    current = [];
  };
  let skipped: SkippedRange | undefined;
  for (const match of text.matchAll(piece)) {
    const start = match.index;
    const range = skippedAt(start);
    if (range !== undefined) {
      if (range !== skipped) current.push(markAt('\u0000', range.start, range.end));
      skipped = range;
      continue;
    }
    const found = match[0];
    if (endsSentence(text, found, start, current.at(-1))) finish();
    else if (/^[.!?…。！？,;:()—–@]$/u.test(found)) current.push(markAt(found, start, start + 1));
    else current.push(...wordsAt(text, found, start));
    if (current.length >= longestSentence) finish();
  }
  finish();
  return sentences;
}

/** Ranges are in order and asked for in order; the last one asked for is remembered. */
function rangeAt(ranges: readonly SkippedRange[], at: number): SkippedRange | undefined {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range.start <= at ? range : undefined;
}

function endsSentence(text: string, found: string, start: number, before: Token | undefined): boolean {
  if (found === '\n' || /^[。！？]$/u.test(found)) return true;
  if (!/^[.!?…]$/.test(found)) return false;
  const next = text[start + 1];
  if (next !== undefined && !/[\s"”»)’']/.test(next)) return false;
  return found !== '.' || before === undefined || !(abbreviations.has(before.word) || /^[a-hj-z]$/.test(before.word));
}

const markAt = (word: string, start: number, end: number): Token => ({
  start,
  end,
  word,
  kind: word === '\u0000' ? 'skipped' : 'mark',
  possessive: false,
  capital: false,
});

/** A written word as the words it stands for: `didn't` is two, `operator's` is one. */
function wordsAt(text: string, found: string, start: number): readonly Token[] {
  const end = start + found.length;
  const folded = foldWord(found);
  const capital = /^\p{Cf}*[\p{Lu}\p{Lt}\p{Lo}]/u.test(found.normalize('NFC'));
  const token = (word: string, possessive = false): Token => ({ start, end, word, kind: 'word', possessive, capital });
  const spelled = runTogether.get(folded);
  if (spelled !== undefined) return spelled.map((word) => token(word));
  if (!folded.includes("'")) {
    const plural = folded.endsWith('s') && /['’ʼ]/.test(text[end] ?? '') && /\s/.test(text[end + 1] ?? '');
    return [token(folded, plural)];
  }
  const parts = folded.split("'");
  const words: string[] = [];
  let possessive = false;
  for (const [index, part] of parts.entries()) {
    const last = words.at(-1) ?? '';
    if (index === 0) words.push(part);
    else if (part === 't' && last.endsWith('n'))
      words.splice(-1, 1, last === 'can' || last === 'won' ? last : last.slice(0, -1), 'not');
    else if (shortened.has(part)) words.push(shortened.get(part) ?? '');
    else if (part === 's' && pronouns.has(last)) words.push('is');
    else if (part === 's') possessive = true;
    else words.splice(-1, 1, `${last}'${part}`);
  }
  return words.map((word, index) => token(word, possessive && index === words.length - 1));
}
