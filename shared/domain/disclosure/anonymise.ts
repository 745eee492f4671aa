import type { RosterPerson } from '../wording/finding.ts';
import { findNames, indexNames, nameRanges, type NameIndex } from './find-names.ts';
import { foldName, namesOf, type NameForm } from './name-forms.ts';
import { likelyNames, suspectsIn, type Suspect } from './name-suspects.ts';

/** A text of a transcript with who said it. */
export type Spoken = { readonly speaker: string | null; readonly text: string };

/** Something that may still tell who is meant, in text `at`; a person confirms it before anything is written. */
export type Leftover = Suspect & { readonly at: number };

export type Anonymised<S extends Spoken> = {
  readonly spoken: readonly S[];
  /** What stands for whom, in the order of first appearance; not part of the export. */
  readonly pseudonyms: ReadonlyMap<string, string>;
  /** How many places were replaced, by the form the name stood in. */
  readonly replaced: Readonly<Partial<Record<NameForm | 'code', number>>>;
  readonly leftovers: readonly Leftover[];
};

/**
 * Replaces everybody of the roster and every speaker, in every form a text names them by: full name, surname, first name,
 * initials, e-mail, login, with possessive endings and folded accents, and by roster code. Looking for full names alone
 * misses most of them. `known` says who of the roster a speaker is, so that both get one pseudonym. What the rules cannot
 * tell (a name misheard by one letter, a handle, a title with a name of nobody here) is listed as a leftover.
 */
export function anonymise<S extends Spoken>(
  spoken: readonly S[],
  roster: readonly RosterPerson[],
  known: Readonly<Record<string, string>> = {},
): Anonymised<S> {
  const people = [...roster, ...strangers(spoken, roster, known)];
  const names = namesOf(people);
  const index = indexNames(names);
  const initialsOf = new Map(names.map(({ id, initials }) => [id, initials]));
  const pseudonyms = new Map<string, string>();
  const replaced: Partial<Record<NameForm | 'code', number>> = {};
  const pseudonym = (id: string): string => {
    const given = pseudonyms.get(id) ?? `Person ${letters(pseudonyms.size)}`;
    pseudonyms.set(id, given);
    return given;
  };
  const bySpeaker = speakerIds(people, known);
  const codes = codesOf(people);
  const codePattern = patternOf([...codes.keys()]);
  const count = (form: NameForm | 'code'): void => void (replaced[form] = (replaced[form] ?? 0) + 1);
  const clean = (text: string): string => {
    let out = '';
    let from = 0;
    for (const range of nameRanges(text, index)) {
      const { start, end } = widened(text, withInitial(text, range, initialsOf.get(range.member) ?? ''), range.form);
      if (start < from) continue;
      count(range.form);
      out += text.slice(from, start) + pseudonym(range.member) + possessive(text.slice(start, end));
      from = end;
    }
    return (out + text.slice(from)).replace(codePattern, (code) => {
      count('code');
      return pseudonym(codes.get(code.toLowerCase()) ?? code);
    });
  };
  const done = spoken.map((each) => ({
    ...each,
    speaker: each.speaker === null ? null : pseudonym(bySpeaker.get(each.speaker) ?? speakerId(each.speaker)),
    text: clean(each.text),
  }));
  return { spoken: done, pseudonyms, replaced, leftovers: leftoversIn(done, people, index) };
}

/** What of these texts may still tell who is meant. */
function leftoversIn(spoken: readonly Spoken[], people: readonly RosterPerson[], index: NameIndex): Leftover[] {
  const names = likelyNames(people);
  return spoken.flatMap(({ text }, at) => [
    ...findNames(text, index).map(({ word, how }) => ({ at, word, why: `a name of the roster, ${how}` })),
    ...suspectsIn(text, names).map((suspect) => ({ ...suspect, at })),
    ...bareInitials(text, index).map((word) => ({ at, word, why: 'the initials of somebody, or an abbreviation' })),
  ]);
}

/** Speakers who are not of the roster are people too. */
function strangers(
  spoken: readonly Spoken[],
  roster: readonly RosterPerson[],
  known: Readonly<Record<string, string>>,
): readonly RosterPerson[] {
  const displays = new Set(roster.map(({ display }) => foldName(display)));
  const names = new Set(spoken.flatMap(({ speaker }) => (speaker === null ? [] : [speaker])));
  return [...names]
    .filter((name) => known[name] === undefined && !displays.has(foldName(name)) && !/^(?:speaker|guest)\b/i.test(name))
    .map((name) => ({ id: speakerId(name), display: name }));
}

const speakerId = (name: string): string => `speaker ${foldName(name)}`;

const speakerIds = (
  people: readonly RosterPerson[],
  known: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> =>
  new Map([...people.map(({ id, display }) => [display, id] as const), ...Object.entries(known)]);

/** Whom a code means, `ops-02`, or a display that names a seat and no person, `Ops 02`; in lower case. */
const codesOf = (people: readonly RosterPerson[]): ReadonlyMap<string, string> =>
  new Map(
    people.flatMap(({ id, display }) =>
      [id, display].filter((word) => /[\d\s-]/.test(word)).map((word) => [word.toLowerCase(), id] as const),
    ),
  );

/** Any of these words where it stands alone, the longest first; matches nothing where there is none. */
function patternOf(words: readonly string[]): RegExp {
  if (words.length === 0) return /(?!)/g;
  const escaped = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_-])`, 'giu');
}

type Range = { readonly start: number; readonly end: number };

/** `ZM` without dots may be an abbreviation as well, so that a person decides. */
const bareInitials = (text: string, { initials }: NameIndex): readonly string[] =>
  [...text.matchAll(/(?<![\p{L}\p{M}\p{N}.])\p{Lu}{2,4}(?![\p{L}\p{M}\p{N}])/gu)].flatMap(([word]) =>
    initials.has(Array.from(word, (letter) => foldName(letter)[0] ?? '').join('')) ? [word] : [],
  );

/** `Z. Meyer` from its initial on, where that is the initial of whose surname it is. */
function withInitial(text: string, { start, end, form }: Range & { readonly form: NameForm }, initials: string): Range {
  const found =
    form === 'surname' ? /(?<![\p{L}.])(\p{Lu})\.\s?$/u.exec(text.slice(Math.max(0, start - 4), start)) : null;
  const isOwn = found !== null && foldName(found[1] ?? '')[0] === initials[0];
  return { start: isOwn ? start - found[0].length : start, end };
}

/** The whole mail address, or the whole login with its digits and the `@` of a mention, that a name stands in. */
function widened(text: string, { start, end }: Range, form: NameForm): Range {
  const before = /[\w.+-]*$/.exec(text.slice(Math.max(0, start - 80), start))?.[0].length ?? 0;
  const address = /^[\w.+-]*@[\w-]+(?:\.[\w-]+)*/.exec(text.slice(end, end + 300))?.[0].length;
  if (address !== undefined) return { start: start - before, end: end + address };
  const rest = form === 'login' ? (/^\w*/.exec(text.slice(end, end + 80))?.[0].length ?? 0) : 0;
  const isMention = /(?<![\w@])@$/.test(text.slice(Math.max(0, start - 2), start));
  return { start: isMention ? start - 1 : start, end: end + rest };
}

const possessive = (word: string): string => /['’]s$/i.exec(word)?.[0] ?? '';

/** A, B, ..., Z, AA, AB. */
export function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
