import { titles, wordNames } from '../wording/people-words.ts';
import { foldName, type NameForm, type PersonNames } from './name-forms.ts';
import { viewsOf, type TextView } from './text-views.ts';

/** Somebody of the roster, named in a text. */
export type NameFound = {
  readonly member: string;
  readonly form: NameForm;
  /** The line in the text, from 1. */
  readonly line: number;
  readonly how: TextView['how'];
  /** The word as it stands there; shown only to whoever has the text before them. */
  readonly word: string;
};

type Word = { readonly text: string; readonly fold: string; readonly start: number; readonly end: number };
type Hit = { readonly member: string; readonly form: NameForm };
type Part = { readonly member: string; readonly form: 'first name' | 'surname' };

/** A roster, ready to be looked for. */
export type NameIndex = {
  readonly parts: ReadonlyMap<string, readonly Part[]>;
  readonly joined: ReadonlyMap<string, string>;
  readonly logins: ReadonlyMap<string, string>;
  readonly initials: ReadonlyMap<string, string>;
  readonly unspaced: readonly { readonly text: string; readonly member: string }[];
};

export function indexNames(people: readonly PersonNames[]): NameIndex {
  const parts = new Map<string, readonly Part[]>();
  for (const { id: member, parts: each } of people)
    for (const { word, form } of each) parts.set(word, [...(parts.get(word) ?? []), { member, form }]);
  const by = (pick: (person: PersonNames) => readonly string[]): ReadonlyMap<string, string> =>
    new Map(people.flatMap((person) => pick(person).map((word) => [word, person.id] as const)));
  return {
    parts,
    joined: by(({ joined }) => joined),
    logins: by(({ logins }) => logins),
    initials: by(({ initials }) => (initials.length > 1 ? [initials] : [])),
    unspaced: people.flatMap(({ id, unspaced }) => unspaced.map((text) => ({ text, member: id }))),
  };
}

/** Letters that only look like Latin ones. */
const lookalikes: ReadonlyMap<string, string> = new Map(
  [...'аaеeоoрpсcуyхxіiѕsјjһhԁdԛqԝwкkмmтtвbнnαaοoεeρpνvτtιiκkυuχx'.matchAll(/(.)(.)/gu)].map(
    ([, looks = '', is = '']) => [looks, is],
  ),
);

/** Every roster name in a text, in all the ways it can stand there; each place and person once. */
export function findNames(text: string, index: NameIndex): readonly NameFound[] {
  const found = new Map<string, NameFound>();
  for (const view of viewsOf(text))
    for (const { at, word, ...hit } of hitsIn(view.text, index)) {
      const line = view.lines + lineOf(view.text, at);
      const key = `${hit.member} ${line} ${foldName(word)}`;
      if (!found.has(key)) found.set(key, { ...hit, line, how: view.how, word });
    }
  return [...found.values()].toSorted((a, b) => a.line - b.line);
}

/** Where roster names stand in a text as it is written, in order, none within another; UTF-16 offsets. */
export function nameRanges(
  text: string,
  index: NameIndex,
): readonly { readonly start: number; readonly end: number; readonly member: string; readonly form: NameForm }[] {
  const hits = hitsIn(text, index)
    .map(({ at, word, member, form }) => ({ start: at, end: at + word.length, member, form }))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  let reached = 0;
  return hits.filter(({ start, end }) => {
    const isFree = start >= reached;
    if (isFree) reached = end;
    return isFree;
  });
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

type At = Hit & { readonly at: number; readonly word: string };

function hitsIn(text: string, index: NameIndex): readonly At[] {
  const hits: At[] = [];
  const words = wordsIn(text);
  for (let at = 0; at < words.length; at += 1) {
    const taken = wholeName(words, at, text, index) ?? oneWord(words, at, text, index);
    if (taken === undefined) continue;
    const { count, hit } = taken;
    const [first, last] = [words[at], words[at + count - 1]];
    if (first === undefined || last === undefined) continue;
    hits.push({ ...hit, at: first.start, word: text.slice(first.start, last.end) });
    at += count - 1;
  }
  hits.push(...initialsIn(text, index));
  if (index.unspaced.length === 0) return hits;
  const folded = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
  for (const { text: name, member } of index.unspaced) {
    for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + name.length))
      hits.push({ member, form: 'full name', at, word: name });
  }
  return hits;
}

const piece = /[\p{L}\p{M}\p{Cf}]+(?:['’ʼ‘`´][\p{L}\p{M}\p{Cf}]+)*/gu;

function wordsIn(text: string): readonly Word[] {
  return [...text.matchAll(piece)].flatMap(({ 0: whole, index: start }) => {
    const fold = foldMixed(whole);
    return fold === '' ? [] : [{ text: whole.replace(/\p{Cf}/gu, ''), fold, start, end: start + whole.length }];
  });
}

/** A word of two scripts is read as what it looks like. */
function foldMixed(word: string): string {
  const fold = foldName(word);
  if (!/[\u0370-\u052f]/.test(fold)) return fold;
  return fold.replaceAll(/[\u0370-\u052f]/g, (sign) => lookalikes.get(sign) ?? sign);
}

/** Without the ending of a possessive; `o'neil` keeps its apostrophe. */
function stems(fold: string): readonly string[] {
  const bare = fold.replace(/'s?$/, '');
  const plain = bare.replace(/'/g, '');
  return [...new Set([fold, bare, plain, ...(bare.length > 4 && bare.endsWith('s') ? [bare.slice(0, -1)] : [])])];
}

type Taken = { readonly count: number; readonly hit: Hit };

/** First name and surname beside each other in either order, with at most particles and middle names between. */
function wholeName(words: readonly Word[], at: number, text: string, { parts }: NameIndex): Taken | undefined {
  const first = words[at];
  if (first === undefined) return undefined;
  for (const fold of stems(first.fold))
    for (const part of parts.get(fold) ?? [])
      for (let count = 2; count <= 4; count += 1) {
        const next = words[at + count - 1];
        const before = words[at + count - 2];
        if (next === undefined || before === undefined || !isNear(text.slice(before.end, next.start))) break;
        const other = stems(next.fold)
          .flatMap((stem) => parts.get(stem) ?? [])
          .find(({ member, form }) => member === part.member && (form !== part.form || next.fold !== first.fold));
        if (other !== undefined) return { count, hit: { member: part.member, form: 'full name' } };
      }
  return undefined;
}

const isNear = (between: string): boolean => between.length <= 6 && /^[\s,._+\u00b7/-]*$/u.test(between);

function oneWord(words: readonly Word[], at: number, text: string, index: NameIndex): Taken | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  const isBox = text[word.end] === '@' || /^[.+_0-9-]{1,12}@/.test(text.slice(word.end, word.end + 13));
  for (const fold of stems(word.fold)) {
    const joined = index.joined.get(fold);
    if (joined !== undefined) return { count: 1, hit: { member: joined, form: isBox ? 'e-mail' : 'full name' } };
    const login = index.logins.get(fold);
    if (login !== undefined && (isBox || isLogin(word, text)))
      return { count: 1, hit: { member: login, form: isBox ? 'e-mail' : 'login' } };
    const initials = isBox ? index.initials.get(fold) : undefined;
    if (initials !== undefined) return { count: 1, hit: { member: initials, form: 'e-mail' } };
    for (const { member, form } of index.parts.get(fold) ?? [])
      if (isName(word, fold, words[at - 1], words[at + 1], text)) return { count: 1, hit: { member, form } };
  }
  return undefined;
}

/** A short login may be a word; a long one, or one where logins stand, is none. */
const isLogin = ({ start, end, fold }: Word, text: string): boolean =>
  fold.length >= 7 ||
  /[@~]$|(?:\/home\/|\/users?\/|\b(?:user|login|author|owner|by|uid|assignee)["']?\s?[=:]?\s?["']?)$/i.test(
    text.slice(Math.max(0, start - 16), start),
  ) ||
  /^\d/.test(text.slice(end));

/** A part of a name that is a word too, or very short, is a name where nothing else fits. */
function isName(word: Word, fold: string, before: Word | undefined, after: Word | undefined, text: string): boolean {
  const lead = text.slice(Math.max(0, (before?.end ?? 0) - 1), word.start);
  if (lead.endsWith('@') || titles.has(before?.fold ?? '')) return true;
  const isCapital = /^\p{Lu}/u.test(word.text.normalize('NFKD'));
  const isWord = wordNames.has(fold) || moreWords.has(fold);
  if (!isWord) return isCapital || fold.length >= 4 || text[word.end] === '@';
  if (!isCapital) return false;
  if (
    /^\s?\d/.test(text.slice(word.end)) ||
    /^(?:the|a|an|in|until|since|of|by|this|next|last)$/.test(before?.fold ?? '')
  )
    return before?.fold === 'by' && !isStart(text, word.start);
  if (/^[^\n]{0,2}['’]s\b/.test(text.slice(word.end - 2)) || /['’]s?$/.test(word.text)) return true;
  return !isStart(text, word.start) ? !isHeading(before, after) : isDoing(after);
}

const moreWords = new Set(
  'bug test build log page main root branch merge case port pipe core stack chance read load hash fast good kind hope'.split(
    ' ',
  ),
);
const isStart = (text: string, start: number): boolean =>
  /(?:^|[.!?:;"\n>#*-])\s*$/.test(text.slice(Math.max(0, start - 8), start));
/** Between two words with capitals it may stand in a title. */
const isHeading = (before: Word | undefined, after: Word | undefined): boolean =>
  /^\p{Lu}/u.test(before?.text ?? '') && /^\p{Lu}/u.test(after?.text ?? '');
const isDoing = (after: Word | undefined): boolean =>
  after !== undefined &&
  /^(?:forgot|failed|broke|caused|did|was|should|could|had|has|said|saw|ignored|skipped|missed|neglected|and|\w{3,}ed)$/.test(
    after.fold,
  );

const acronyms = new Set(
  `am pm qa it ok id db ci cd ui ux eu us uk js ts ip vm os hr pr mr cpu api sre sql ssh tls url sla slo kpi p95 html css dns cdn aws gcp pdf svg csv`.split(
    ' ',
  ),
);

/** `A.M.`, and `(AM)`, `[AM]`, `by AM`, `AM:` where people put their initials. */
function initialsIn(text: string, { initials }: NameIndex): readonly At[] {
  const hits: At[] = [];
  const take = (word: string, at: number): void => {
    const letters = foldName(word.replace(/[^\p{L}]/gu, ''));
    const member = initials.get(letters);
    if (member === undefined || (acronyms.has(letters) && !word.includes('.'))) return;
    if (/\d\s?$/.test(text.slice(Math.max(0, at - 3), at))) return;
    hits.push({ member, form: 'initials', at, word });
  };
  for (const { 0: word, index } of text.matchAll(/(?<![\p{L}.])(?:\p{Lu}\.[ -]?){1,3}\p{Lu}\.(?!\p{L})/gu))
    take(word, index);
  const marked =
    /(?:[([](?=\p{Lu}{2,4}[)\]])|\b(?:by|author|owner)[ :=]{1,2}(?=\p{Lu}{2,4}\b)|(?:^|\n)(?=\p{Lu}{2,4}: ))(\p{Lu}{2,4})/gu;
  for (const { 0: all, 1: word = '', index } of text.matchAll(marked)) take(word, index + all.length - word.length);
  return hits;
}
