import stemmers from 'snowball-stemmers';
import { TermCursor, bytesToTerm, termToBytes, type TermList } from './term-list.ts';

const english = stemmers.newStemmer('english');
const german = stemmers.newStemmer('german');

type Stems = readonly [english: string, german: string];
const known = new Map<string, Stems>();
const mostKnown = 50_000;
/** Endings are no longer than this. */
const longestEnding = 8;
/** Terms looked at for one word. */
const mostTerms = 4000;

/** Both stems of a folded word. Found once for a term and kept, so that they cost nothing while texts are taken in. */
function stemsOf(word: string): Stems {
  const kept = known.get(word);
  if (kept !== undefined) return kept;
  if (known.size >= mostKnown) known.clear();
  const stems: Stems = [english.stem(word), german.stem(word)];
  known.set(word, stems);
  return stems;
}

const isWord = /^[a-z]{3,40}$/;

/** True where two words have one stem, in English or in German; a German one of at least four letters. */
export function haveOneStem(a: string, b: string): boolean {
  if (!isWord.test(a) || !isWord.test(b)) return false;
  const [ofA, ofB] = [stemsOf(a), stemsOf(b)];
  return (ofA[0] === ofB[0] && ofA[0].length >= 3) || (ofA[1] === ofB[1] && ofA[1].length >= 4);
}

/**
 * Terms that have one stem with the word, without the word itself. A stem's last letter may differ from the word's own
 * (`happy`, `happi`), so that all terms are looked at that begin as the shorter stem does but for that letter.
 */
export function termsOfStem(list: TermList, word: string): readonly string[] {
  if (!isWord.test(word)) return [];
  const [first, second] = stemsOf(word);
  const shorter = first.length <= second.length ? first : second;
  const prefix = termToBytes(shorter.slice(0, Math.max(3, shorter.length - 1)));
  const found: string[] = [];
  const cursor = new TermCursor(list);
  let hasTerm = cursor.seek(prefix, prefix.length);
  for (let looked = 0; hasTerm && looked < mostTerms; looked += 1) {
    if (!beginsWith(cursor, prefix)) break;
    if (cursor.length <= prefix.length + longestEnding) {
      const term = bytesToTerm(cursor.term, cursor.length);
      if (term !== word && haveOneStem(term, word)) found.push(term);
    }
    hasTerm = cursor.next();
  }
  return found;
}

export function beginsWith(cursor: TermCursor, prefix: Uint8Array): boolean {
  if (cursor.length < prefix.length) return false;
  for (let i = 0; i < prefix.length; i += 1) if (cursor.term[i] !== prefix[i]) return false;
  return true;
}
