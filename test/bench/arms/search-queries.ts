import type { SearchDocument } from '../../../shared/search/document.ts';
import { createRandom } from '../generators.ts';
import { createDraw } from '../made-texts.ts';

export const queryKinds = ['a word', 'two words', 'a phrase', 'a beginning', 'a typing error'] as const;
export type QueryKind = (typeof queryKinds)[number];

/** Words more frequent than this are in every document: nobody looks for them alone. */
const frequent = 100;
const queriesOfKind = 100;

/**
 * Queries of each kind, the same for the same texts. Words are drawn as they are said, from those that are not among the
 * hundred most frequent. A phrase is two or three words as they stand in a text, one of them such a word.
 */
export function makeQueries(
  vocabulary: readonly string[],
  documents: readonly SearchDocument[],
): { readonly [K in QueryKind]: readonly string[] } {
  const random = createRandom(31);
  const draw = createDraw(random);
  const word = (atLeast = 1): string => {
    for (;;) {
      const rank = draw();
      const drawn = vocabulary[rank] ?? '';
      if (rank >= frequent && drawn.length >= atLeast) return drawn;
    }
  };
  const telling = new Set(vocabulary.slice(frequent));
  const phrase = (): string => {
    for (;;) {
      const { blocks } = documents[Math.floor(random() * documents.length)] ?? { blocks: [] };
      const words = (blocks[Math.floor(random() * blocks.length)]?.text ?? '').toLowerCase().match(/[a-z]+/g) ?? [];
      const at = Math.floor(random() * (words.length - 3));
      const chosen = words.slice(at, at + 2 + Math.floor(random() * 2));
      if (chosen.some((each) => telling.has(each))) return `"${chosen.join(' ')}"`;
    }
  };
  const misspelt = (): string => {
    const right = word(5);
    const at = 1 + Math.floor(random() * (right.length - 2));
    return `${right.slice(0, at)}x${right.slice(at + 1)}`;
  };
  const beginning = (): string => {
    const whole = word(4);
    return `${whole.slice(0, Math.max(3, whole.length - 2))}*`;
  };
  const make = (one: () => string): readonly string[] => Array.from({ length: queriesOfKind }, one);
  return {
    'a word': make(word),
    'two words': make(() => `${word()} ${word()}`),
    'a phrase': make(phrase),
    'a beginning': make(beginning),
    'a typing error': make(misspelt),
  };
}
