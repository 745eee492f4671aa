/** What the listener is asked after the words were read aloud: the word at a place among three. */
export type HeardQuestion = { readonly place: number; readonly choices: readonly string[] };

/**
 * Two questions about the eight words, so that nobody clicks on without having listened: two places, each with the right
 * word among two others of the same key. `draw(n)` is a random whole number below n.
 */
export function askWhatWasHeard(words: readonly string[], draw: (below: number) => number): readonly HeardQuestion[] {
  const first = draw(words.length);
  const second = (first + 1 + draw(words.length - 1)) % words.length;
  return [first, second].map((place) => ({ place, choices: choicesFor(words, place, draw) }));
}

function choicesFor(words: readonly string[], place: number, draw: (below: number) => number): readonly string[] {
  const right = words[place] ?? '';
  const others = [...new Set(words.filter((word) => word !== right))];
  const wrong: string[] = [];
  while (wrong.length < 2 && others.length > 0) wrong.push(...others.splice(draw(others.length), 1));
  const choices = [...wrong];
  choices.splice(draw(choices.length + 1), 0, right);
  return choices;
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'] as const;
export const ordinalOf = (place: number): string => ordinals[place] ?? String(place + 1);

/** Whether every question was answered with the word that stands there. */
export const isHeard = (
  words: readonly string[],
  questions: readonly HeardQuestion[],
  answers: readonly (string | null)[],
): boolean => questions.every(({ place }, index) => answers[index] === words[place]);
