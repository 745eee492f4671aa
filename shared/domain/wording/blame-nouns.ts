import { errorNouns, faultNouns, isAdverb, isFaultAdjective, measures, passiveFaults } from './fault-words.ts';
import { at } from './fault.ts';
import type { WordingRule } from './finding.ts';
import type { Mention } from './mentions.ts';
import { neverModifiers, possessivePronouns } from './people-words.ts';
import type { Sentence } from './tokens.ts';

/** Words of a sentence that lay blame, from token `first` to `last`. A rewrite of `null` has no wording that is sure to fit. */
export type Hit = {
  readonly first: number;
  readonly last: number;
  readonly rule: WordingRule;
  readonly rewrite: string | null;
};

const gap = 'a gap in the process';

/** Whether the person is the end of its phrase: `by the developer`, not `by the developer portal`. */
export function endsPhrase(sentence: Sentence, mention: Mention): boolean {
  if (mention.possessive) return false;
  const next = sentence[mention.last + 1];
  return (
    next === undefined ||
    next.kind !== 'word' ||
    neverModifiers.has(next.word) ||
    isAdverb(next.word) ||
    /^(?:last|this|next|on|who|whose|during|again|within|without|again|tonight)$/.test(next.word)
  );
}

/** Every noun, adjective or verb of blame in a sentence that is tied to a person: W4, W5. */
export function blameNouns(sentence: Sentence, mentions: readonly Mention[]): readonly Hit[] {
  const hits: Hit[] = [];
  for (let index = 0; index < sentence.length; index += 1) {
    const hit =
      humanError(sentence, index, mentions) ??
      ofPerson(sentence, index, mentions) ??
      blamed(sentence, index, mentions) ??
      pronounFault(sentence, index);
    if (hit !== undefined) hits.push(hit);
  }
  for (const mention of mentions) {
    const hit = mention.possessive
      ? possessiveFault(sentence, mention.first, mention.last)
      : careless(sentence, mention);
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}

/** `human error`, `operator error`: where asking stops too early. */
function humanError(sentence: Sentence, index: number, mentions: readonly Mention[]): Hit | undefined {
  const noun = at(sentence, index);
  const kind = at(sentence, index - 1);
  const isError = /^(?:errors?|mistakes?)$/.test(noun);
  const isHuman = kind === 'human' || kind === 'pilot';
  const isFound =
    (isHuman && (isError || /^(?:failures?|fault|negligence|mishap)$/.test(noun))) ||
    (isError &&
      /^(?:operator|developer|engineer|administrator|admin|sysadmin|programmer|dba|technician|personnel|staff|cockpit|people)$/.test(
        kind,
      )) ||
    (noun === 'error' && kind === 'user' && /^(?:by|to|was|is|of|\u003a)$/.test(at(sentence, index - 2)));
  if (!isFound || measures.has(at(sentence, index + 1)) || sentence[index - 1]?.possessive === true) return undefined;
  let first = index - 1;
  while (
    first > 0 &&
    /^(?:simple|pure|plain|basic|sheer|honest|a|an|the|some|another|silly|operational)$/.test(at(sentence, first - 1))
  )
    first -= 1;
  if (/^(?:no|not|never|without)$/.test(at(sentence, first - 1))) return undefined;
  const link = /^(?:by|of|from)$/.test(at(sentence, index + 1)) ? index + 2 : -1;
  const person = mentions.find((mention) => mention.first === link && endsPhrase(sentence, mention));
  return { first, last: person?.last ?? index, rule: 'W5', rewrite: noun.endsWith('s') ? 'gaps in the process' : gap };
}

/** `the fault of the developer`, `negligence on the part of the operator`, `a mistake by the reviewer`. */
function ofPerson(sentence: Sentence, index: number, mentions: readonly Mention[]): Hit | undefined {
  const noun = at(sentence, index);
  const isPoor = /^judge?ment$/.test(noun) && /^(?:poor|bad)$/.test(at(sentence, index - 1));
  if (!faultNouns.has(noun) && !errorNouns.has(noun) && !(noun === 'failure' || noun === 'lack' || isPoor))
    return undefined;
  const link = /^(?:of|by|from)$/.test(at(sentence, index + 1))
    ? index + 1
    : sentence
          .slice(index + 1, index + 5)
          .map(({ word }) => word)
          .join(' ') === 'on the part of'
      ? index + 4
      : -1;
  if (link === -1) return undefined;
  const person = mentions.find(({ first }) => first === link + 1);
  if (person === undefined || person.kind === 'nobody' || !endsPhrase(sentence, person)) return undefined;
  if (noun === 'lack' || (errorNouns.has(noun) && at(sentence, link) === 'of')) return undefined;
  if (noun === 'failure')
    return at(sentence, person.last + 1) === 'to'
      ? { first: phraseFirst(sentence, index), last: person.last, rule: 'W1', rewrite: null }
      : undefined;
  return withCopula(sentence, phraseFirst(sentence, index), person.last);
}

function phraseFirst(sentence: Sentence, noun: number): number {
  let first = noun;
  while (
    first > 0 &&
    /^(?:the|a|an|some|sheer|gross|simple|poor|bad|stupid|careless|silly|clear|grave|serious|single|stupid|own)$/.test(
      at(sentence, first - 1),
    )
  )
    first -= 1;
  return first;
}

/** `was X's fault` as a whole: what is left reads `was made possible by`. */
function withCopula(sentence: Sentence, first: number, last: number): Hit | undefined {
  let from = first;
  while (from > 0 && isAdverb(at(sentence, from - 1))) from -= 1;
  const before = at(sentence, from - 1);
  if (/^(?:not|no|never)$/.test(before)) return undefined;
  // `the cause was X's mistake`: the mistake is the cause, and not what it made possible.
  const isCause = sentence.slice(0, first).some(({ word }) => /^(?:causes?|reasons?|triggers?)$/.test(word));
  if (/^(?:was|is|were|are)$/.test(before) && !isCause)
    return { first, last, rule: 'W4', rewrite: `made possible by ${gap}` };
  return { first, last, rule: 'W4', rewrite: gap };
}

/** Fault nouns behind a possessive: `the developer's mistake`, `their carelessness`. */
function possessiveFault(sentence: Sentence, first: number, last: number): Hit | undefined {
  for (let index = last + 1; index <= last + 3; index += 1) {
    const word = at(sentence, index);
    const isLack =
      word === 'lack' &&
      at(sentence, index + 1) === 'of' &&
      /^(?:attention|care|diligence|discipline|judgement|judgment|competence|skill|experience|knowledge|understanding)$/.test(
        at(sentence, index + 2),
      );
    const isPoor = /^(?:poor|bad)$/.test(word) && /^(?:judgement|judgment|decision)$/.test(at(sentence, index + 1));
    if (isLack) return withCopula(sentence, first, index + 2);
    if (isPoor) return withCopula(sentence, first, index + 1);
    if (word === 'failure' && at(sentence, index + 1) === 'to')
      return { first, last: index + 1, rule: 'W1', rewrite: null };
    if (faultNouns.has(word) || /^errors?$/.test(word)) {
      if (measures.has(at(sentence, index + 1))) return undefined;
      return withCopula(sentence, first, index);
    }
    if (sentence[index]?.kind !== 'word' || neverModifiers.has(word)) return undefined;
  }
  return undefined;
}

/** `their mistake`; an error rate may be `theirs` as well, so that `their error` says nothing. */
function pronounFault(sentence: Sentence, index: number): Hit | undefined {
  const word = at(sentence, index);
  if (!possessivePronouns.has(word)) return undefined;
  const hit = possessiveFault(sentence, index, index);
  if (hit === undefined) return undefined;
  const noun = at(sentence, hit.last);
  if (errorNouns.has(noun) && /^(?:their|our|your)$/.test(word)) return undefined;
  if (/^faults?$/.test(noun) && word === 'their' && at(sentence, index - 1) === 'of') return undefined;
  if (word !== 'whose' || index > 0) return hit;
  const asks = /^(?:is|was)$/.test(at(sentence, hit.last + 1)) && /^(?:it|this|that)$/.test(at(sentence, hit.last + 2));
  return { ...hit, last: asks ? hit.last + 2 : hit.last, rule: 'W8', rewrite: asks ? 'what made it possible' : null };
}

/** An adjective that judges, before the person it judges. */
function careless(sentence: Sentence, mention: Mention): Hit | undefined {
  for (let index = mention.first; index < mention.last; index += 1) {
    if (!isFaultAdjective(at(sentence, index))) continue;
    const isNegated = /^(?:not|no|never)$/.test(at(sentence, mention.first - 1));
    if (isNegated) return undefined;
    return { first: mention.first, last: mention.last, rule: 'W4', rewrite: null };
  }
  return undefined;
}

/** `blame the developer`, `blamed on the operator`, `the blame lies with the admin`; `git blame` is a program. */
function blamed(sentence: Sentence, index: number, mentions: readonly Mention[]): Hit | undefined {
  const word = at(sentence, index);
  if (!/^(?:blame|blames|blamed|blaming)$/.test(word) || at(sentence, index - 1) === 'git') return undefined;
  if (/^(?:not|never|to|no|without|nobody)$/.test(at(sentence, index - 1)) && at(sentence, index - 2) !== 'is')
    return undefined;
  let link = index + 1;
  if (/^(?:lies|lie|rests|falls|goes|is)$/.test(at(sentence, link))) link += 1;
  if (/^(?:on|with|for|to)$/.test(at(sentence, link))) link += 1;
  const person = mentions.find(({ first }) => first === link);
  if (person === undefined || person.kind === 'nobody' || !endsPhrase(sentence, person)) return undefined;
  const passive = /^(?:be|been|was|is|were|are)$/.test(at(sentence, index - 1)) && at(sentence, index + 1) === 'on';
  if (passive) return { first: index, last: person.last, rule: 'W4', rewrite: `put down to ${gap}` };
  if (at(sentence, index - 1) === 'the')
    return { first: index - 1, last: person.last, rule: 'W4', rewrite: 'the process allowed it' };
  return { first: index, last: person.last, rule: 'W4', rewrite: null };
}

const bes = /^(?:was|were|is|are|be|been|being|got)$/;

/** A person with what describes it behind: `the person on call`, `an operator who ran the script`. */
function phraseEnd(sentence: Sentence, { last }: Mention): number {
  const next = at(sentence, last + 1);
  if (next === 'on' && /^(?:call|duty|shift)$/.test(at(sentence, last + 2))) return last + 2;
  if (next !== 'who') return last;
  const rest = sentence.slice(last + 2).findIndex(({ kind }) => kind !== 'word');
  return rest === -1 ? sentence.length - 1 : last + 1 + rest;
}

/** `was caused by the developer`, `should have been caught by the reviewer`: a passive that names a person after all. */
export function byPerson(
  sentence: Sentence,
  mention: Mention,
  original: (first: number, last: number) => string,
): Hit | undefined {
  if (at(sentence, mention.first - 1) !== 'by' || mention.kind === 'nobody' || !endsPhrase(sentence, mention))
    return undefined;
  const by = mention.first - 1;
  const last = phraseEnd(sentence, mention);
  for (let index = by - 1; index >= Math.max(0, by - 5); index -= 1) {
    const word = at(sentence, index);
    if (sentence[index]?.kind !== 'word') return undefined;
    if (word === 'been' && at(sentence, index - 1) === 'have') {
      const modal = [index - 2, index - 3, index - 4].find((each) =>
        /^(?:should|could|ought)$/.test(at(sentence, each)),
      );
      if (modal === undefined) return undefined;
      return { first: modal, last, rule: 'W6', rewrite: `${original(modal, by)} the process` };
    }
    if (bes.test(word)) return undefined;
    const isPassive = index === by - 1 || bes.test(at(sentence, index - 1)) || isAdverb(at(sentence, index - 1));
    const couldBe = at(sentence, index - 1) === 'been' && at(sentence, index - 2) === 'have';
    if (!passiveFaults.has(word) || !isPassive || couldBe || /^(?:not|never)$/.test(at(sentence, index - 1))) continue;
    const rule = passiveRule(word);
    const instead = rule === 'W2' ? 'by a step that the process allowed' : 'in the process';
    return { first: index, last, rule, rewrite: `${original(index, by - 1)} ${instead}` };
  }
  return undefined;
}

function passiveRule(word: string): Hit['rule'] {
  if (/^(?:forgotten|overlooked|missed|neglected|omitted)$/.test(word)) return 'W1';
  return /^(?:ignored|skipped|disregarded|bypassed|violated|circumvented)$/.test(word) ? 'W3' : 'W2';
}
