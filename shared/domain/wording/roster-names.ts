import type { RosterPerson } from './finding.ts';
import { isPersonNoun, nameParticles, titles, wordNames } from './people-words.ts';
import { wordsOf, type Sentence, type Token } from './tokens.ts';

/** Somebody of the roster named at tokens `first` to `last` of a sentence. */
export type NameAt = { readonly first: number; readonly last: number; readonly called: string };

type Entry = { readonly words: readonly string[]; readonly called: string; readonly kind: 'whole' | 'part' | 'code' };
export type RosterNames = {
  readonly byFirstWord: ReadonlyMap<string, readonly Entry[]>;
  /** Names in scripts that leave no space between words. */
  readonly unspaced: readonly { readonly text: string; readonly called: string }[];
};

const unspacedScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const roleTitles: ReadonlyMap<string, string> = new Map(
  Object.entries({
    release: 'the release manager',
    operations: 'the operations engineer',
    product: 'the product manager',
    engineering: 'the engineer',
    quality: 'the quality engineer',
    audit: 'the auditor',
  }),
);
const anonymous = 'a team member';
/** Words a display can consist of without naming anybody: `Release manager`. */
const plainWords =
  /^(?:release|operations|product|engineering|quality|audit|lead|leads|head|chief|senior|junior|duty|shift|seat|rel|eng|prod|qual|support|service|desk|night|day|member|\d+)$/;

/** How a text calls a person it must not name. */
export function roleTitle(role: string | undefined): string {
  const said = role?.trim().replace(/\s+/g, ' ').slice(0, 60) ?? '';
  if (said === '') return anonymous;
  return roleTitles.get(said.toLowerCase()) ?? (/^(?:the|an?)\s/i.test(said) ? said : `the ${said}`);
}

/** Names, parts of names and codes of a roster, ready to be looked for. Two people with one name share a wording. */
export function readRoster(roster: readonly RosterPerson[]): RosterNames {
  const entries = new Map<string, Entry>();
  const add = (words: readonly string[], kind: Entry['kind'], called: string) => {
    if (words.length === 0) return;
    const key = words.join(' ');
    const known = entries.get(key);
    entries.set(key, {
      words,
      kind: known?.kind ?? kind,
      called: known === undefined || known.called === called ? called : anonymous,
    });
  };
  const unspaced = new Map<string, string>();
  for (const { id, display, role } of roster) {
    const called = roleTitle(role);
    const name = wordsIn(display);
    const isName =
      name.some((word) => /\d/.test(word)) ||
      name.some((word) => !plainWords.test(word) && !isPersonNoun(word, new Set()));
    if (isName && unspacedScript.test(display)) {
      for (const text of [display.trim(), display.replace(/\s+/g, ''), ...display.trim().split(/\s+/)])
        if (text.length >= 2)
          unspaced.set(text, unspaced.has(text) && unspaced.get(text) !== called ? anonymous : called);
    } else if (isName && name.length > 0) {
      add(name, name.length === 1 ? 'part' : 'whole', called);
      if (name.length > 1) for (const word of name) if (isNamePart(word)) add([word], 'part', called);
    }
    const code = wordsIn(id);
    const isCode = /[\d_.-]/.test(id);
    if (isCode || (code.length === 1 && isNamePart(code[0] ?? ''))) add(code, isCode ? 'code' : 'part', called);
  }
  const byFirstWord = new Map<string, Entry[]>();
  for (const entry of [...entries.values()].toSorted((a, b) => b.words.length - a.words.length)) {
    const first = entry.words[0] ?? '';
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), entry]);
  }
  return { byFirstWord, unspaced: [...unspaced].map(([text, said]) => ({ text, called: said })) };
}

const wordsIn = (text: string): readonly string[] =>
  wordsOf(text.replace(/[\n`"“”«»„<>]/g, ' ')).flatMap((sentence) =>
    sentence
      .filter(({ word, kind }) => kind === 'word' || (word === '.' && /\S\.\S/.test(text)))
      .map(({ word }) => word),
  );

const isNamePart = (word: string): boolean =>
  word.length >= 2 && !nameParticles.has(word) && !plainWords.test(word) && !isPersonNoun(word, new Set());

/** Everybody of the roster who is named in a sentence, in order. */
export function namesIn(sentence: Sentence, names: RosterNames): readonly NameAt[] {
  if (names.byFirstWord.size === 0) return [];
  const found: NameAt[] = [];
  for (let at = 0; at < sentence.length; at += 1) {
    const entry = names.byFirstWord.get(sentence[at]?.word ?? '')?.find((each) => standsAt(sentence, at, each));
    if (entry === undefined) continue;
    const last = at + entry.words.length - 1;
    found.push({ first: leadIn(sentence, at), last, called: entry.called });
    at = last;
  }
  return found;
}

function standsAt(sentence: Sentence, at: number, { words, kind }: Entry): boolean {
  if (!words.every((word, index) => sentence[at + index]?.word === word)) return false;
  if (kind !== 'part') return true;
  const [token, before, after] = [sentence[at], sentence[at - 1], sentence[at + 1]];
  if (token === undefined) return false;
  if (before?.word === '@' || titles.has(titleBefore(sentence, at)?.word ?? '')) return true;
  if (!token.capital) return false;
  if (!wordNames.has(token.word)) return true;
  if (/^\d/.test(after?.word ?? '') || (before !== undefined && /^(?:the|a|an|in|until|since|of)$/.test(before.word)))
    return false;
  return (
    token.possessive || (at > 0 && sentence.some((each) => each.kind === 'word' && !each.capital)) || isDoing(after)
  );
}

/** A verb that only somebody does, where an order begins with a verb: `Mark forgot`, not `Mark the release`. */
const isDoing = (after: Token | undefined): boolean =>
  after !== undefined &&
  /^(?:forgot|failed|broke|caused|did|was|should|could|had|has|ignored|skipped|missed|neglected|\w{3,}ed)$/.test(
    after.word,
  );

const titleBefore = (sentence: Sentence, at: number): Token | undefined =>
  sentence[at - 1]?.word === '.' ? sentence[at - 2] : sentence[at - 1];

function leadIn(sentence: Sentence, at: number): number {
  const before = sentence[at - 1]?.word ?? '';
  if (before === '@' || titles.has(before)) return at - 1;
  return before === '.' && titles.has(sentence[at - 2]?.word ?? '') ? at - 2 : at;
}
