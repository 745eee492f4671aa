import type { RosterPerson } from '../wording/finding.ts';
import { titles } from '../wording/people-words.ts';
import { foldName, namesOf } from './name-forms.ts';

/** A word that may tell who is meant although no rule is sure of it. */
export type Suspect = { readonly word: string; readonly why: string };

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const handle = /(?<![\w@])@[\p{L}\p{N}_.-]{2,40}/gu;
const phone = /(?<![\w.])\+?\d[\d ()/-]{6,}\d(?![\w.])/g;
const capital = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’-]+/gu;

/** Least letters of a name for which one wrong letter is still that name. */
const leastLetters = 5;

/**
 * Mail addresses, handles, phone numbers, what follows a title (`Mr Kern`), two words with capitals within a sentence,
 * and words that are one letter from a name of the roster, which speech engines hear. `names`: what {@link likelyNames} gives.
 */
export function suspectsIn(text: string, names: readonly string[]): readonly Suspect[] {
  const found = new Map<string, Suspect>();
  const take = (word: string, why: string): void => void (found.has(word) || found.set(word, { word, why }));
  for (const [word] of text.matchAll(address)) take(word, 'a mail address');
  for (const [word] of text.matchAll(handle)) take(word, 'a handle');
  for (const [word] of text.matchAll(phone)) take(word.trim(), 'a number one can call');
  for (const word of likeNames(text, names)) take(word, 'one letter from a name of the roster');
  for (const word of capitals(text)) take(word, 'two words with capitals, as names have');
  for (const word of titled(text)) take(word, 'it follows a title');
  return [...found.values()];
}

/** The parts of names, folded, that one wrong letter leaves recognisable. */
export const likelyNames = (people: readonly RosterPerson[]): readonly string[] =>
  [...new Set(namesOf(people).flatMap((person) => person.parts.map(({ word }) => word)))].filter(
    (word) => word.length >= leastLetters,
  );

const likeNames = (text: string, names: readonly string[]): readonly string[] =>
  [...text.matchAll(/[\p{L}\p{M}'’-]{4,}/gu)]
    .map(([word]) => word)
    .filter((word) => {
      const fold = foldName(word).replace(/['’]s?$/, '');
      return fold.length >= leastLetters - 1 && names.some((name) => isOneLetterOff(fold, name));
    });

/** Exactly one letter added, left out, changed, or two neighbours changed over. */
export function isOneLetterOff(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  if (a.length !== b.length) return a.length > b.length ? a.slice(1) === b : a === b.slice(1);
  return a.slice(1) === b.slice(1) || (a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0]);
}

function capitals(text: string): readonly string[] {
  const words = [...text.matchAll(capital)];
  return words.flatMap(({ 0: word, index }, at) => {
    const next = words[at + 1];
    if (next === undefined || next.index !== index + word.length + 1 || isPseudonym(word)) return [];
    return text[index + word.length] === ' ' && !startsSentence(text, index) ? [`${word} ${next[0]}`] : [];
  });
}

function titled(text: string): readonly string[] {
  const words = [...text.matchAll(/[\p{L}\p{M}.'’-]+/gu)];
  return words.flatMap(({ 0: word }, at) => {
    const next = words[at + 1]?.[0] ?? '';
    return titles.has(foldName(word.replace(/\.$/, ''))) && /^\p{Lu}/u.test(next) && !isPseudonym(next)
      ? [`${word} ${next}`]
      : [];
  });
}

const isPseudonym = (word: string): boolean => word === 'Person';
const startsSentence = (text: string, at: number): boolean => /(?:^|[.!?:]\s+|\n)$/.test(text.slice(0, at));
