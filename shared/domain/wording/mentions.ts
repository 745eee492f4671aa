import {
  determiners,
  isGroup,
  isPersonNoun,
  neverModifiers,
  personPronouns,
  prepositions,
  programModifiers,
  userNouns,
} from './people-words.ts';
import type { NameAt } from './roster-names.ts';
import type { Sentence } from './tokens.ts';

/** A person or a group of people in a sentence, from its determiner to its last word. */
export type Mention = {
  readonly first: number;
  readonly last: number;
  readonly kind: 'name' | 'role' | 'group' | 'pronoun' | 'who' | 'nobody';
  readonly word: string;
  /** What a rewrite calls them; null keeps the words of the text. */
  readonly called: string | null;
  /** I, we, you: who writes speaks of themselves. */
  readonly own: boolean;
  readonly possessive: boolean;
  /** Stands behind a preposition, so that it is not the subject of what follows. */
  readonly behindPreposition: boolean;
};

/** Finds the people in a sentence: by roster, by role and by pronoun. Names that are in no roster are not looked for. */
export function mentionsIn(
  sentence: Sentence,
  before: Sentence | undefined,
  names: readonly NameAt[],
  extraRoles: ReadonlySet<string>,
): readonly Mention[] {
  const found: Mention[] = [];
  const startsOf = new Map(names.map((name) => [name.first, name]));
  for (let at = 0; at < sentence.length; at += 1) {
    const name = startsOf.get(at);
    const mention = name === undefined ? mentionAt(sentence, at, before, extraRoles) : nameMention(sentence, name);
    if (mention === undefined) continue;
    found.push(mention);
    at = mention.last;
  }
  return found;
}

function nameMention(sentence: Sentence, name: NameAt): Mention {
  const possessive = sentence[name.last]?.possessive ?? false;
  const behindPreposition = prepositions.has(sentence[name.first - 1]?.word ?? '');
  return { ...name, kind: 'name', word: '', own: false, possessive, behindPreposition };
}

function mentionAt(
  sentence: Sentence,
  at: number,
  before: Sentence | undefined,
  extra: ReadonlySet<string>,
): Mention | undefined {
  const token = sentence[at];
  if (token?.kind !== 'word') return undefined;
  const { word } = token;
  const pronoun = pronounAt(sentence, at, before);
  if (pronoun !== undefined) return pronoun;
  const isOnCall =
    word === 'on' && /^(?:call|duty)$/.test(sentence[at + 1]?.word ?? '') && sentence[at - 1]?.word === 'the';
  if (!isOnCall && !isPersonNoun(word, extra) && !isPersonByContext(sentence, at)) return undefined;
  const first = phraseStart(sentence, at);
  const last = isOnCall ? at + 1 : at;
  // `on-call engineer`: the last noun is the person.
  const next = sentence[last + 1];
  if (
    next?.kind === 'word' &&
    !token.possessive &&
    (isPersonNoun(next.word, extra) || isPersonByContext(sentence, last + 1)) &&
    next.word !== 'on-call'
  )
    return undefined;
  if (namesProgram(sentence, first, at)) return undefined;
  return {
    first,
    last,
    kind: isGroup(word) ? 'group' : 'role',
    word,
    called: null,
    own: false,
    possessive: sentence[last]?.possessive ?? false,
    behindPreposition: prepositions.has(sentence[first - 1]?.word ?? ''),
  };
}

/** `the tech lead`, `a team member`, `the night shift`: people only behind the word before. */
function isPersonByContext(sentence: Sentence, at: number): boolean {
  const [word, before] = [sentence[at]?.word ?? '', sentence[at - 1]?.word ?? ''];
  if (/^leads?$/.test(word))
    return /^(?:tech|technical|team|release|shift|ops|operations|qa|test|engineering|project|product|platform|incident)$/.test(
      before,
    );
  if (/^members?$/.test(word)) return /^(?:team|staff|crew|squad|board)$/.test(before);
  return /^shifts?$/.test(word) && /^(?:night|day|early|late|evening|morning|weekend)$/.test(before);
}

function pronounAt(sentence: Sentence, at: number, before: Sentence | undefined): Mention | undefined {
  const token = sentence[at];
  if (token === undefined) return undefined;
  const isNoOne = /^(?:no|none)$/.test(token.word) && /^(?:one|of)$/.test(sentence[at + 1]?.word ?? '');
  const called = isNoOne ? 'somebody' : personPronouns.get(token.word);
  if (called === undefined) return undefined;
  if (token.word === 'they' && !doesWhatOnlyPeopleDo(sentence, at) && !isPeople(sentence, at, before)) return undefined;
  if (token.word === 'who' && userNouns.has(sentence[at - 1]?.word ?? '')) return undefined;
  if (token.word === 'i' && (sentence[at + 1]?.word === '.' || sentence[at - 1]?.word === '.')) return undefined;
  const kind = isNoOne || token.word.startsWith('no') ? 'nobody' : token.word === 'who' ? 'who' : 'pronoun';
  return {
    first: at,
    last: isNoOne ? at + 1 : at,
    kind,
    word: isNoOne ? 'nobody' : token.word,
    called,
    own: /^(?:i|we|you)$/.test(token.word),
    possessive: token.possessive,
    behindPreposition: prepositions.has(sentence[at - 1]?.word ?? ''),
  };
}

const doesWhatOnlyPeopleDo = (sentence: Sentence, at: number): boolean =>
  sentence
    .slice(at + 1, at + 4)
    .some(({ word }) =>
      /^(?:forgot|forgotten|neglected|bother|bothered|messed|screwed|careless|negligent|blame)$/.test(word),
    );

/** Left to the determiner, over what can describe a role: `the | on-call database engineer`. */
function phraseStart(sentence: Sentence, head: number): number {
  let first = head;
  for (let at = head - 1; at >= Math.max(0, head - 6); at -= 1) {
    const token = sentence[at];
    if (token?.kind !== 'word') break;
    if (determiners.has(token.word)) return at;
    if (token.possessive) return at;
    if (neverModifiers.has(token.word) && token.word !== 'and') break;
    if (
      token.word === 'and' &&
      !/^(?:careless|reckless|sloppy|lazy|inexperienced|junior|senior|tired)$/.test(sentence[at - 1]?.word ?? '')
    )
      break;
    if (
      token.word.endsWith('ed') &&
      !/^(?:experienced|inexperienced|tired|certified|unqualified|untrained)$/.test(token.word)
    )
      break;
    first = at;
  }
  return first;
}

/** `the Kubernetes operator`, `the package manager`: a program called after a role. */
function namesProgram(sentence: Sentence, first: number, head: number): boolean {
  const word = sentence[head]?.word ?? '';
  const before = head > 0 ? sentence[head - 1] : undefined;
  if (!/^(?:operator|manager|admin|planner|director|author|dispatcher)s?$/.test(word)) return false;
  if (before === undefined || head - 1 < first || before.kind !== 'word') return false;
  if (programModifiers.has(before.word)) return true;
  const shouted = sentence.every((token) => token.kind !== 'word' || token.capital);
  return word.startsWith('operator') && before.capital && head - 1 > 0 && !determiners.has(before.word) && !shouted;
}

/** Whether `they` can stand for people: the nearest plural before it, in this sentence and the one before, decides. */
function isPeople(sentence: Sentence, at: number, before: Sentence | undefined): boolean {
  const earlier = [...(before ?? []).slice(-30), ...sentence.slice(Math.max(0, at - 30), at)];
  for (let index = earlier.length - 1; index >= 0; index -= 1) {
    const token = earlier[index];
    if (token?.kind !== 'word') continue;
    if (isPersonNoun(token.word, new Set()) || /^(?:someone|somebody|everyone|everybody|who|we|they)$/.test(token.word))
      return true;
    if (looksPlural(token.word)) return false;
  }
  return true;
}

const notPlural = new Set(
  'this was is has does its always across less unless perhaps thus plus status process access address class pass loss press success progress kubernetes redis postgres dns https analysis axis basis bus alias canvas chaos focus bonus census versus whereas yes us as his hers ours theirs yours minutes hours days weeks months years seconds times towards afterwards besides sometimes nowadays monday mondays fridays news series pass means says goes runs needs makes takes shows looks seems'.split(
    ' ',
  ),
);
const looksPlural = (word: string): boolean =>
  userNouns.has(word) ||
  (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is|ous)$/.test(word) && !notPlural.has(word));
