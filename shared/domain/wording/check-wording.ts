import { blameNouns, byPerson, type Hit } from './blame-nouns.ts';
import { wordingRules, type RosterPerson, type WordingFinding, type WordingOptions } from './finding.ts';
import { foldWord } from './fold-word.ts';
import { mentionsIn, type Mention } from './mentions.ts';
import { faultOf, type Said } from './person-faults.ts';
import { namesIn, readRoster, type RosterNames } from './roster-names.ts';
import { sentencesOf, wordsOf, type Sentence } from './tokens.ts';

type Place = Hit & { readonly start: number; readonly end: number };

/**
 * Finds what lays blame on people, or names them, in an English text; in other languages only names of the roster.
 * Findings come in the order of the text and do not overlap. Offsets are UTF-16. The time is linear in the text.
 */
export const checkWording = (
  text: string,
  roster: readonly RosterPerson[],
  options: WordingOptions = {},
): readonly WordingFinding[] => createWordingCheck(roster, options)(text);

/** As `checkWording`, for many texts under one roster: it is read once. */
export function createWordingCheck(
  roster: readonly RosterPerson[],
  options: WordingOptions = {},
): (text: string) => readonly WordingFinding[] {
  const names = readRoster(roster);
  const extraRoles = new Set((options.extraRoles ?? []).map((role) => foldWord(role.trim())));
  const allowed = (options.allowed ?? []).map((words) => foldWord(words.trim())).filter((words) => words !== '');
  const off = new Set<string>(options.off);
  return (text) => {
    const found = [...blameIn(text, names, extraRoles), ...namesAt(text, names)]
      .filter(({ rule }) => !off.has(rule))
      .filter(({ start, end }) => !allowed.some((words) => foldWord(text.slice(start, end)).includes(words)));
    return apart(found).map((place) => toFinding(text, place));
  };
}

function blameIn(text: string, names: RosterNames, extraRoles: ReadonlySet<string>): readonly Place[] {
  const sentences = sentencesOf(text);
  return sentences.flatMap((sentence, index) => {
    const before = sentences[index - 1];
    const mentions = mentionsIn(sentence, before, namesIn(sentence, names), extraRoles);
    const said = createSaid(text, sentence, mentions);
    const plain: Said = (first, last) => text.slice(sentence[first]?.start, sentence[last]?.end);
    const hits = [
      ...blameNouns(sentence, mentions),
      ...mentions.flatMap((mention) =>
        [faultOf(sentence, mention, said) ?? [], byPerson(sentence, mention, plain) ?? []].flat(),
      ),
    ];
    return hits.map((hit) => placed(text, sentence, hit));
  });
}

/** Names count in quotations too; in code they are somebody else's words. */
function namesAt(text: string, names: RosterNames): readonly Place[] {
  const inWords = wordsOf(text).flatMap((sentence) =>
    namesIn(sentence, names).map(({ first, last, called }) => {
      const place = placed(text, sentence, { first, last, rule: 'W7', rewrite: called });
      const end = sentence[last]?.possessive === true ? beforeEnding(text, place) : place.end;
      return { ...place, end };
    }),
  );
  const unspaced = names.unspaced.flatMap(({ text: name, called }): Place[] => {
    const places: Place[] = [];
    for (let start = text.indexOf(name); start !== -1; start = text.indexOf(name, start + name.length))
      places.push({ first: 0, last: 0, rule: 'W7', rewrite: called, start, end: start + name.length });
    return places;
  });
  return [...inWords, ...unspaced];
}

/** `Ada's`: the ending stays, so that it can follow the role. */
function beforeEnding(text: string, { start, end }: Place): number {
  const ending = /['’ʼ]s$/i.exec(text.slice(start, end));
  return ending === null ? end : end - ending[0].length;
}

function placed(text: string, sentence: Sentence, hit: Hit): Place {
  const start = sentence[hit.first]?.start ?? 0;
  const end = sentence[hit.last]?.end ?? start;
  // `14:12 The operator`: what says when comes before the sentence.
  const begins = sentence.slice(0, hit.first).every(({ kind, word }) => kind === 'mark' || /^\d+$/.test(word));
  const opens = begins && /^\p{Lu}/u.test(text.slice(start, start + 2));
  const rewrite =
    hit.rewrite !== null && opens ? hit.rewrite.charAt(0).toUpperCase() + hit.rewrite.slice(1) : hit.rewrite;
  return { ...hit, start, end, rewrite };
}

const articles =
  /^(?:the|an?|our|their|his|her|my|your|this|that|these|those|every|each|some|any|all|both|one|two|no)\b/i;

/** `Engineer` at the start of a sentence becomes `the engineer`; `developers` and `QA` need no article. */
function withArticle(words: string, { kind, word, possessive }: Mention): string {
  if (articles.test(words) || /['’]s\b/.test(words)) return words;
  const isShort = /^\p{Lu}{2}/u.test(words);
  const plain = isShort ? words : words.charAt(0).toLowerCase() + words.slice(1);
  const needsNone =
    possessive || isShort || (kind === 'group' && word !== 'team' && word !== 'squad' && word !== 'crew');
  return needsNone ? plain : `the ${plain}`;
}

/** The text of a stretch with every person called by role, and its first article small: it will not open the sentence. */
function createSaid(text: string, sentence: Sentence, mentions: readonly Mention[]): Said {
  return (first, last) => {
    let at = sentence[first]?.start ?? 0;
    const end = sentence[last]?.end ?? at;
    let said = '';
    for (const mention of mentions) {
      if (mention.kind === 'who' || mention.first < first || mention.last > last) continue;
      const start = sentence[mention.first]?.start ?? at;
      const stop = sentence[mention.last]?.end ?? at;
      const called = mention.called ?? (mention.first === first ? withArticle(text.slice(start, stop), mention) : null);
      if (called === null) continue;
      said += text.slice(at, start) + called;
      at = stop;
    }
    said += text.slice(at, end);
    return said.replace(/^(?:The|A|An|Our|Their|His|Her|My|Your|This|That|Every|Each|Some|Any|All|Both)\b/, (word) =>
      word.toLowerCase(),
    );
  };
}

/** Of findings that overlap the longer one stands; a name inside of what is reworded is reworded with it. */
function apart(places: readonly Place[]): readonly Place[] {
  const kept: Place[] = [];
  const byLength = places.toSorted((a, b) => a.start - b.start || b.end - a.end);
  for (const place of byLength) {
    const last = kept.at(-1);
    if (last === undefined || place.start >= last.end) kept.push(place);
    else if (last.rule === 'W7' && place.rule !== 'W7') kept[kept.length - 1] = place;
  }
  return kept;
}

function toFinding(text: string, { start, end, rule, rewrite }: Place): WordingFinding {
  const words = text.slice(start, end);
  const shown = words.length > 80 ? `${words.slice(0, 79)}…` : words;
  return { start, end, rule, text: words, rewrite, message: `“${shown}” ${wordingRules[rule]}.` };
}
