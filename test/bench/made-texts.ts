import type { SearchDocument } from '../../shared/search/document.ts';
import { createRandom } from './generators.ts';

/** Words of a transcript, and of a minute of it. */
const wordsOfMeeting = 8000;
const wordsOfBlock = 140;
const vocabularySize = 50_000;
/** Words fall off as in real texts: Zipf and Mandelbrot's law. */
const exponent = 1.07;
const shift = 2.7;

const realWords =
  `the and to of a we it in that was is on for so at this with not be as you they have had were what when
but are from there about then if would can all one our did which out after just been before like some because how who
their time think know more people right see now could release deployment rollback checkout database migration connection
pool timeout latency error rate canary window alert dashboard metric incident detection customer payment queue worker
retry cache index schema replica config flag feature service version build pipeline test coverage review cause evidence
decision action owner deadline escalation facilitator seconds minutes morning evening yesterday nobody everybody again
really maybe should never always started stopped noticed waited raised lowered checked failed worked changed`
    .split(/\s+/)
    .filter((word) => word !== '');

/** The words of all made texts, the most frequent first: real ones, then made-up ones that can be spoken. */
export function makeVocabulary(): readonly string[] {
  const random = createRandom(11);
  const pick = (letters: string): string => letters[Math.floor(random() * letters.length)] ?? '';
  const words = new Set(realWords);
  while (words.size < vocabularySize) {
    const syllables = 2 + Math.floor(random() * 3);
    let word = '';
    for (let i = 0; i < syllables; i += 1)
      word += pick('bcdfghklmnprstvwz') + pick('aeiou') + (random() < 0.35 ? pick('nrstlmk') : '');
    words.add(word);
  }
  return [...words];
}

export type MadeTexts = {
  readonly documents: readonly SearchDocument[];
  /** Bytes of all texts: they are ASCII. */
  readonly bytes: number;
};

/** Draws words by their frequency; the number of a word is its rank. */
export function createDraw(random: () => number): () => number {
  const steps = 1 << 20;
  const ranks = new Uint32Array(steps);
  const sums = new Float64Array(vocabularySize);
  let sum = 0;
  for (let rank = 0; rank < vocabularySize; rank += 1) sums[rank] = sum += (rank + shift) ** -exponent;
  let rank = 0;
  for (let step = 0; step < steps; step += 1) {
    while ((sums[rank] ?? Infinity) < ((step + 0.5) / steps) * sum) rank += 1;
    ranks[step] = rank;
  }
  return () => ranks[Math.floor(random() * steps)] ?? 0;
}

/** Transcripts of 8,000 words in blocks of a minute, in sentences: the same for the same number. */
export function makeTexts(vocabulary: readonly string[], count: number): MadeTexts {
  const random = createRandom(23);
  const draw = createDraw(random);
  let bytes = 0;
  const documents = Array.from({ length: count }, (_, index): SearchDocument => {
    const blocks = [];
    for (let said = 0; said < wordsOfMeeting; said += wordsOfBlock) {
      const text = makeBlock(vocabulary, draw, random, Math.min(wordsOfBlock, wordsOfMeeting - said));
      bytes += text.length;
      blocks.push({ text, startMs: (said / wordsOfBlock) * 60_000 });
    }
    return { id: `t-${index}`, kind: 'transcript', review: `r-${index}`, at: index * 3_600_000, blocks };
  });
  return { documents, bytes };
}

function makeBlock(vocabulary: readonly string[], draw: () => number, random: () => number, count: number): string {
  const words: string[] = [];
  let isFirst = true;
  for (let i = 0; i < count; i += 1) {
    const word = vocabulary[draw()] ?? '';
    const isLast = i === count - 1 || random() < 0.08;
    words.push((isFirst ? word[0]?.toUpperCase() + word.slice(1) : word) + (isLast ? '.' : ''));
    isFirst = isLast;
  }
  return words.join(' ');
}
