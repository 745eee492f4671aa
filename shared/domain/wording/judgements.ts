import { baseOf } from './base-verb.ts';
import { at, omitted, type Before, type Fault } from './fault.ts';
import { careful, isAdverb, isFaultAdjective, isParticiple, reliedOn, troubles } from './fault-words.ts';
import type { Sentence } from './tokens.ts';

/** Behind a form of `be`: careless, at fault, to blame, responsible for the outage. */
export function judged(sentence: Sentence, from: number, before: Before): Fault | undefined {
  const word = at(sentence, from);
  const next = at(sentence, from + 1);
  const judge = (last: number, clause: string | null, question: string | null = null): Fault => ({
    rule: 'W4',
    last,
    clause: () => clause,
    relative: null,
    question,
    carries: false,
  });
  const attention = 'the process relied on close attention';
  if (before.negated) {
    if (word === 'paying' && next === 'attention') return judge(from + 1, attention);
    return /^(?:careful|attentive|diligent|thorough)$/.test(word)
      ? judge(next === 'enough' ? from + 1 : from, attention)
      : undefined;
  }
  if (before.nobody) return undefined;
  if (/^(?:slow|late|reluctant|unwilling)$/.test(word) && next === 'to')
    return { ...judge(from + 1, ''), clause: (who) => `the process relied on ${who} to` };
  if (word === 'blamed' || (word === 'to' && next === 'be' && at(sentence, from + 2) === 'blamed'))
    return judge(word === 'to' ? from + 2 : from, null);
  if (word === 'held' && /^(?:responsible|accountable)$/.test(next)) return judge(from + 1, null);
  if (isFaultAdjective(word) && next === 'to')
    return { ...judge(from + 1, ''), clause: (who) => `the process relied on ${who} to` };
  if (word === 'asleep' && next === 'at') return judge(from + 3, attention);
  // What else the person did would be left without its subject.
  if (isFaultAdjective(word))
    return judge(from, /^(?:and|but)$/.test(next) ? null : `the process relied on ${reliedOn(word)}`);
  if (/^(?:ignoring|disregarding)$/.test(word))
    return { ...judge(from, ''), rule: 'W3', clause: (who) => `the process let ${who} go on in spite of` };
  const blamed =
    (word === 'to' && next === 'blame') ||
    (word === 'at' && next === 'fault') ||
    (word === 'in' && next === 'the' && at(sentence, from + 2) === 'wrong');
  const end = blamed ? from + (word === 'in' ? 2 : 1) : from;
  if (!blamed && !/^(?:guilty|culpable|liable|responsible)$/.test(word)) return undefined;
  const isFor = /^(?:for|of)$/.test(at(sentence, end + 1));
  if (
    /^(?:responsible|liable)$/.test(word) &&
    !(isFor && [2, 3, 4, 5].some((step) => troubles.has(at(sentence, end + step))))
  )
    return undefined;
  return isFor
    ? judge(end + 1, 'the process allowed', 'what allowed')
    : judge(end, 'the process allowed it', 'what allowed it');
}

export function supposed(sentence: Sentence, from: number, before: Before): Fault | undefined {
  if (before.negated || before.nobody || at(sentence, from) !== 'supposed' || at(sentence, from + 1) !== 'to')
    return undefined;
  if (!/^(?:was|were)$/.test(at(sentence, from - 1)) || at(sentence, from + 2) === 'be') return undefined;
  return { ...omitted(from + 1, false), rule: 'W6' };
}

/** `should have checked`, `could've`, `ought not to have`; not `should have access`, nor a passive. */
export function counterfactual(sentence: Sentence, from: number, negated: boolean): Fault | undefined {
  const modal = at(sentence, from);
  let index = from + 1;
  let not = negated;
  const skip = () => {
    for (; isAdverb(at(sentence, index)) || /^(?:not|never|to|at|least)$/.test(at(sentence, index)); index += 1) {
      if (/^(?:not|never)$/.test(at(sentence, index))) not = true;
      if (index > from + 5) return;
    }
  };
  skip();
  if (!/^(?:have|of)$/.test(at(sentence, index)) || (modal === 'could' && not)) return undefined;
  const have = index;
  index += 1;
  skip();
  const verb = at(sentence, index);
  if (!isParticiple(verb)) return undefined;
  const base = { rule: 'W6', relative: null, carries: true } as const;
  if (verb === 'been') {
    const [one, two] = [at(sentence, index + 1), at(sentence, index + 2)];
    const more = /^(?:more|so|less|much|a|very)$/.test(one) || isAdverb(one);
    if (!careful.has(one) && !(more && (careful.has(two) || one === 'more'))) return undefined;
    const last = more ? index + 2 : index + 1;
    const end = at(sentence, last) === 'paying' && at(sentence, last + 1) === 'attention' ? last + 1 : last;
    return { ...base, last: end, clause: () => 'the process relied on close attention', question: null };
  }
  if (not) {
    const doing = baseOf(verb);
    return {
      ...base,
      last: index,
      clause: (who) => (doing === undefined ? null : `the process let ${who} ${doing}`),
      question: null,
    };
  }
  return {
    ...base,
    last: have,
    clause: (who) => `the process did not make sure that ${who} had`,
    question: 'what would make sure that somebody had',
  };
}
