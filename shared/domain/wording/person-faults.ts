import type { Hit } from './blame-nouns.ts';
import { dutiesDoing, isAdverb, isParticiple, careful } from './fault-words.ts';
import type { Mention } from './mentions.ts';
import { prepositions } from './people-words.ts';
import { at, type Before, type Fault } from './fault.ts';
import { faultAt, isCopula } from './predicates.ts';
import type { Sentence } from './tokens.ts';

/** The words of the text from a token to another, with people as a rewrite calls them. */
export type Said = (first: number, last: number) => string;

/** What is said of one person: by a verb behind it, by a condition around it, or by a verb further on. W1, W2, W3, W4, W6, W8. */
export function faultOf(sentence: Sentence, mention: Mention, said: Said): Hit | undefined {
  return (
    gerund(sentence, mention, said) ??
    (mention.possessive || mention.behindPreposition
      ? undefined
      : (condition(sentence, mention, said) ?? question(sentence, mention, said) ?? statement(sentence, mention, said)))
  );
}

/** Where a verb can stand behind a person: at once, behind `on call that night`, behind `, who was new,`. */
function verbPlaces(sentence: Sentence, mention: Mention): readonly number[] {
  const next = mention.last + 1;
  const word = at(sentence, next);
  if (mention.kind === 'who' || mention.kind === 'nobody')
    return mention.kind === 'nobody' && prepositions.has(word) ? [next, ...placesFrom(sentence, next + 2, 6)] : [next];
  if (word === ',') {
    const close = sentence.slice(next + 1, next + 10).findIndex((token) => token.word === ',');
    return close === -1 ? [next] : [next, next + close + 2];
  }
  if (word === 'who') return [next, ...placesFrom(sentence, next + 3, 6)];
  if (word === 'responsible') return [next, ...placesFrom(sentence, next + 1, 7)];
  if (prepositions.has(word)) return [next, ...placesFrom(sentence, next + 2, 7)];
  return [next];
}

function placesFrom(sentence: Sentence, from: number, count: number): readonly number[] {
  const places: number[] = [];
  for (let index = from; index < from + count && index < sentence.length; index += 1) {
    places.push(index);
    if (
      sentence[index]?.kind !== 'word' ||
      /^(?:which|that|and|but|who|because|when|it|he|she|they|we)$/.test(at(sentence, index))
    ) {
      if (!/^(?:night|day|evening|morning|week|shift)$/.test(at(sentence, index + 1))) return places.slice(0, -1);
    }
  }
  return places;
}

/** Over adverbs and auxiliaries to the word that says it. */
function upToVerb(
  sentence: Sentence,
  from: number,
  nobody: boolean,
): { readonly index: number; readonly before: Before } {
  let index = from;
  let [negated, had, copula, past] = [false, false, false, true];
  for (; index < from + 7; index += 1) {
    const word = at(sentence, index);
    if (word === 'not' || word === 'never') negated = true;
    else if (/^(?:had|has|have)$/.test(word)) had = true;
    else if (isCopula(word)) copula = true;
    else if (word === 'does' || word === 'do') past = false;
    else if (!isAdverb(word) && word !== 'did') break;
  }
  return { index, before: { negated, had, copula, nobody, past } };
}

function statement(sentence: Sentence, mention: Mention, said: Said): Hit | undefined {
  const nobody = mention.kind === 'nobody';
  const judged = faultAdverb(sentence, mention, said);
  if (judged !== undefined) return judged;
  for (const place of verbPlaces(sentence, mention)) {
    const { index, before } = upToVerb(sentence, place, nobody);
    const fault = faultAt(sentence, index, mention, before);
    if (fault === undefined) continue;
    const asks = mention.kind === 'who' && mention.first === 0;
    const who = said(mention.first, place - 1);
    const rewrite = asks ? fault.question : mention.kind === 'who' ? fault.relative : fault.clause(who);
    return { first: mention.first, last: fault.last, rule: asks ? 'W8' : fault.rule, rewrite };
  }
  return mention.kind === 'who' || nobody ? undefined : carried(sentence, mention, said);
}

/** `The developer carelessly dropped the table`: without the adverb it is what happened. */
function faultAdverb(sentence: Sentence, mention: Mention, said: Said): Hit | undefined {
  const index = mention.last + 1;
  if (
    !/^(?:careless|reckless|negligent|irresponsib|thoughtless|sloppi|foolish|stupid|lazi|accidental|inadvertent|mistaken|erroneous|unintentional|wrong)ly$/.test(
      at(sentence, index),
    )
  )
    return undefined;
  return { first: mention.first, last: index, rule: 'W4', rewrite: said(mention.first, mention.last) };
}

/** `The engineer deployed the change and forgot to migrate`: the verb has its person further to the left. */
function carried(sentence: Sentence, mention: Mention, said: Said): Hit | undefined {
  for (let index = mention.last + 2; index < Math.min(sentence.length, mention.last + 16); index += 1) {
    const word = at(sentence, index);
    if (/^(?:that|which|it|this|what|he|she|they|we|who|because|whose|;|:|—|–)$/.test(word)) return undefined;
    if (!/^(?:and|but|then|or)$/.test(word)) continue;
    const { index: verb, before } = upToVerb(sentence, index + 1, false);
    if (before.copula) continue;
    const fault = faultAt(sentence, verb, mention, before);
    if (fault?.carries !== true) continue;
    return {
      first: index + 1,
      last: fault.last,
      rule: fault.rule,
      rewrite: fault.clause(said(mention.first, mention.last)),
    };
  }
  return undefined;
}

/** `If the operator had read`, `if only we had`, `Had the developer asked`. */
function condition(sentence: Sentence, mention: Mention, said: Said): Hit | undefined {
  if (mention.kind === 'nobody' || mention.kind === 'who') return undefined;
  const before = mention.first - 1;
  const only = at(sentence, before) === 'only' && at(sentence, before - 1) === 'if';
  const opens = before === 0 || sentence[before - 1]?.kind === 'mark';
  const inverted = at(sentence, before) === 'had' && opens;
  if (!inverted && !only && at(sentence, before) !== 'if') return undefined;
  let index = mention.last + 1;
  const had = index;
  if (!inverted && at(sentence, index) !== 'had') return undefined;
  if (!inverted) index += 1;
  while (isAdverb(at(sentence, index)) || at(sentence, index) === 'not') index += 1;
  const verb = at(sentence, index);
  if (!isParticiple(verb) || verb === 'had') return undefined;
  if (verb === 'been' && ![1, 2].some((step) => careful.has(at(sentence, index + step)))) return undefined;
  const who = said(mention.first, mention.last);
  const first = only ? before - 1 : before;
  return inverted
    ? { first, last: mention.last, rule: 'W6', rewrite: `had the process made sure that ${who} had` }
    : { first, last: had, rule: 'W6', rewrite: `${only ? 'if only' : 'if'} the process had made sure that ${who} had` };
}

/** `Why didn't the developer run the tests?`, `Why did nobody check?` */
function question(sentence: Sentence, mention: Mention, said: Said): Hit | undefined {
  const why = sentence.findIndex(({ word }) => word === 'why');
  if (why === -1 || why > mention.first || mention.first - why > 3) return undefined;
  const between = sentence.slice(why + 1, mention.first).map(({ word }) => word);
  const after = at(sentence, mention.last + 1) === 'not' ? 1 : 0;
  const negative = between.includes('not') || after === 1 || mention.kind === 'nobody';
  if (between[0] !== 'did' || !negative) return undefined;
  const last =
    verbPlaces(sentence, mention).length > 1 && mention.kind === 'nobody'
      ? teamEnd(sentence, mention)
      : mention.last + after;
  return {
    first: why,
    last,
    rule: 'W8',
    rewrite: `why did the process not lead ${said(mention.first, mention.last)} to`,
  };
}

/** `nobody on the team`: to the end of the group. */
function teamEnd(sentence: Sentence, mention: Mention): number {
  return /^(?:the|our|your|their)$/.test(at(sentence, mention.last + 2)) ? mention.last + 3 : mention.last + 2;
}

/** `due to the administrator forgetting to`, `the operator, ignoring the alert,`. */
function gerund(sentence: Sentence, mention: Mention, said: Said): Hit | undefined {
  if (mention.kind === 'nobody') return undefined;
  let index = mention.last + 1;
  const comma = at(sentence, index) === ',';
  if (comma) index += 1;
  while (isAdverb(at(sentence, index))) index += 1;
  const not = at(sentence, index) === 'not';
  if (not) index += 1;
  const [word, next] = [at(sentence, index), at(sentence, index + 1)];
  const who = said(mention.first, mention.last);
  const hit = (rule: Fault['rule'], last: number, rest: string): Hit => ({
    first: mention.first,
    last,
    rule,
    rewrite: comma ? null : `the process ${rest}`,
  });
  if (not)
    return dutiesDoing.has(word)
      ? hit(word === 'following' ? 'W3' : 'W1', index, `relying on ${who} ${word}`)
      : undefined;
  if (word === 'forgetting')
    return hit('W1', next === 'to' ? index + 1 : index, `relying on ${who} remembering${next === 'to' ? ' to' : ''}`);
  if (/^(?:failing|neglecting)$/.test(word) && next === 'to') return hit('W1', index + 1, `relying on ${who} to`);
  if (/^(?:ignoring|disregarding)$/.test(word)) return hit('W3', index, `letting ${who} go on in spite of`);
  if (word === 'overlooking') return hit('W1', index, `relying on ${who} to notice`);
  return undefined;
}
