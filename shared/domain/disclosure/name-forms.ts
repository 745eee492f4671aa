import { foldWord } from '../wording/fold-word.ts';
import type { RosterPerson } from '../wording/finding.ts';
import { isPersonNoun, nameParticles } from '../wording/people-words.ts';

/** How a text names somebody. */
export type NameForm = 'full name' | 'first name' | 'surname' | 'initials' | 'e-mail' | 'login';

export type PersonNames = {
  /** The roster code: it tells nobody's name. */
  readonly id: string;
  /** Given names, then surnames, folded, without particles. */
  readonly parts: readonly { readonly word: string; readonly form: 'first name' | 'surname' }[];
  /** `annameyer`, `meyeranna`: the whole name in one word. */
  readonly joined: readonly string[];
  /** `ameyer`, `annam`, `am`: what mailboxes and logins are called. */
  readonly logins: readonly string[];
  readonly initials: string;
  /** Names in scripts without spaces between words. */
  readonly unspaced: readonly string[];
};

const unspacedScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Words of a display that name a seat, not a person. */
const seatWords =
  /^(?:release|operations|product|engineering|quality|audit|leads?|head|chief|senior|junior|duty|shift|seat|support|service|desk|night|day|member|team|rel|eng|prod|qual|ops|qa|aud)$/;

/** The forms under which each person of a roster can be found. Displays that only name a seat name nobody. */
export const namesOf = (roster: readonly RosterPerson[]): readonly PersonNames[] =>
  roster.flatMap((person) => {
    const names = personNames(person);
    return names === undefined ? [] : [names];
  });

const bare = (text: string): string => foldWord(text).replace(/[^\p{L}\p{N}]/gu, '');

function personNames({ id, display }: RosterPerson): PersonNames | undefined {
  // Somebody who is shown by their code alone has no name that could leak.
  if (/\d/.test(display) && bare(display) === bare(id)) return undefined;
  if (unspacedScript.test(display)) {
    const texts = [display.replace(/\s+/g, ''), ...display.trim().split(/\s+/)].filter((text) => text.length >= 2);
    return { id, parts: [], joined: [], logins: [], initials: '', unspaced: [...new Set(texts.map(foldWord))] };
  }
  // `Meyer, Anna` is written the other way round.
  const [before = '', after] = display.split(',', 2);
  const turned = after === undefined || after.trim() === '' ? display : `${after} ${before}`;
  const all = wordsOf(turned);
  const words = all.filter(isName);
  if (words.length === 0) return undefined;
  const surname = words.length > 1 ? (words.at(-1) ?? '') : undefined;
  const parts = words.flatMap((word) => {
    const form = word === surname ? ('surname' as const) : ('first name' as const);
    const pieces = word.split(/['-]/).filter((piece) => piece.length > 2);
    return [...new Set([word, word.replace(/['-]/g, ''), ...pieces])]
      .flatMap(spellings)
      .map((each) => ({ word: each, form }));
  });
  // `van der Berg` is `vanderberg` in mailboxes.
  const lead = all.slice(all.lastIndexOf(words.at(-2) ?? '') + 1, all.lastIndexOf(surname ?? ''));
  if (surname !== undefined && lead.length > 0)
    parts.push({ word: [...lead, surname].join('').replace(/['-]/g, ''), form: 'surname' });
  return { id, parts, ...joinedOf(words, id), initials: words.map((word) => word[0] ?? '').join(''), unspaced: [] };
}

function joinedOf(words: readonly string[], id: string): Pick<PersonNames, 'joined' | 'logins'> {
  const plain = words.map((word) => word.replace(/['-]/g, ''));
  const [first = '', last = ''] = [plain[0], plain.at(-1)];
  const code = foldWord(id);
  const isCodeAName = plain.some((word) => word.length > 2 && code.replace(/[^a-z]/g, '').includes(word));
  if (plain.length < 2) return { joined: [], logins: isCodeAName ? [code] : [] };
  const spelled = (text: string): readonly string[] => spellings(text);
  return {
    joined: [plain.join(''), first + last, last + first].flatMap(spelled),
    logins: [
      ...[
        first.slice(0, 1) + last,
        first + last.slice(0, 1),
        last + first.slice(0, 1),
        first.slice(0, 3) + last.slice(0, 3),
      ]
        .flatMap(spelled)
        .filter((login) => login.length >= 5),
      ...(isCodeAName ? [code] : []),
    ],
  };
}

/** `mueller` for `müller` and the other way round. */
function spellings(word: string): readonly string[] {
  const short = word.replace(/(?<=[^aeiou])([aou])e(?=[^aeiou])/g, '$1');
  return [...new Set([word, short])];
}

/** Words of a name, folded; umlauts in both of their spellings are told apart only by `spellings`. */
function wordsOf(display: string): readonly string[] {
  return [...display.matchAll(/[\p{L}\p{M}\p{Cf}]+(?:['’ʼ‐‑-][\p{L}\p{M}\p{Cf}]+)*/gu)].map(([word]) => foldName(word));
}

/** Folds as words are compared, with umlauts written out where the text has them: `Müller` is `mueller`. */
export const foldName = (word: string): string =>
  foldWord(
    word
      .normalize('NFC')
      .replace(/[äöüÄÖÜåÅ]/g, (letter) => (letter === 'å' || letter === 'Å' ? 'a' : `${foldWord(letter)}e`)),
  );

const isName = (word: string): boolean =>
  word.length >= 2 && !nameParticles.has(word) && !seatWords.test(word) && !isPersonNoun(word, new Set());
