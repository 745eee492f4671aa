import {
  attempts,
  bungleVerbs,
  copulas,
  disregardVerbs,
  duties,
  dutiesDone,
  harmVerbs,
  programDoings,
  safeguards,
  targets,
  warnings,
} from './fault-words.ts';
import { at, omitted, type Before, type Fault } from './fault.ts';
import { counterfactual, judged, supposed } from './judgements.ts';
import type { Mention } from './mentions.ts';
import type { Sentence } from './tokens.ts';

/** Reads what is said from a token on, as said of a person. */
export function faultAt(sentence: Sentence, from: number, who: Mention | undefined, before: Before): Fault | undefined {
  const word = at(sentence, from);
  if (/^(?:should|could|ought)$/.test(word))
    return before.nobody ? undefined : counterfactual(sentence, from, before.negated);
  if (before.copula) return judged(sentence, from, before) ?? supposed(sentence, from, before);
  if (before.negated || before.nobody) return before.past ? undone(sentence, from, who, before) : undefined;
  // `If you forget to`, `you make a mistake`: advice to whoever reads.
  if (who?.word === 'you' && /^(?:forget|make|break|cause|neglect|ignore|skip)s?$/.test(word)) return undefined;
  return (
    forgot(sentence, from, before) ??
    leftOut(sentence, from, who) ??
    disregarded(sentence, from, who) ??
    harmed(sentence, from, before)
  );
}

function forgot(sentence: Sentence, start: number, before: Before): Fault | undefined {
  const keeps = /^(?:keep|keeps|kept)$/.test(at(sentence, start)) && at(sentence, start + 1) === 'forgetting';
  const from = keeps ? start + 1 : start;
  const word = keeps ? 'forgot' : at(sentence, from);
  if (!/^(?:forgot|forgets?)$/.test(word) && !(before.had && word === 'forgotten')) return undefined;
  const next = at(sentence, from + 1);
  const base = { rule: 'W1', carries: word === 'forgot' } as const;
  if (next === 'to')
    return {
      ...base,
      last: from + 1,
      clause: (who) => `the process relied on ${who} remembering to`,
      relative: 'on whom the process relied to',
      question: 'what should remind somebody to',
    };
  return {
    ...base,
    last: next === 'about' ? from + 1 : from,
    clause: (who) => `the process relied on ${who} remembering`,
    relative: 'on whose memory the process relied for',
    question: null,
  };
}

function leftOut(sentence: Sentence, from: number, who: Mention | undefined): Fault | undefined {
  const word = at(sentence, from);
  const next = at(sentence, from + 1);
  if (/^(?:failed|fails|neglected|neglects|omitted)$/.test(word) && next === 'to') {
    const doing = at(sentence, from + 2);
    if (attempts.has(doing)) return undefined;
    if (/^(?:operator|admin|they|manager)s?$/.test(who?.word ?? '') && programDoings.has(doing)) return undefined;
    return omitted(from + 1);
  }
  if (/^rubber-stamp(?:ed|s)?$/.test(word))
    return { ...omitted(from), rule: 'W3', clause: () => null, relative: null, question: null };
  if (/^(?:refused|declined)$/.test(word) && next === 'to') return { ...omitted(from + 1), rule: 'W3' };
  if (word === 'neglected')
    return {
      ...omitted(from),
      clause: (person) => `the process relied on ${person} for`,
      relative: 'on whom the process relied for',
      question: null,
    };
  if (!/^(?:overlooked|missed)$/.test(word) || who?.own === true || /^(?:by|from|because)$/.test(next))
    return undefined;
  if ([1, 2, 3, 4].some((step) => targets.has(at(sentence, from + step)))) return undefined;
  return {
    ...omitted(from, false),
    clause: (person) => `the process relied on ${person} to notice`,
    relative: 'on whom the process relied to notice',
    question: 'what hid',
  };
}

/** Behind `did not`, `never` and `nobody`. */
function undone(sentence: Sentence, from: number, who: Mention | undefined, before: Before): Fault | undefined {
  const word = at(sentence, from);
  const next = at(sentence, from + 1);
  if (word === 'follow' || (word === 'adhere' && next === 'to'))
    return {
      rule: 'W3',
      last: word === 'follow' ? from : from + 1,
      clause: (person) => `the process let ${person} go on without following`,
      relative: 'whom the process let go on without following',
      question: null,
      carries: true,
    };
  const isJob =
    word === 'do' &&
    /^(?:his|her|their|the)$/.test(next) &&
    /^(?:job|jobs|work|homework|duty)$/.test(at(sentence, from + 2));
  const isLost = word === 'know' && next === 'what' && /^(?:he|she|they)$/.test(at(sentence, from + 2));
  if (before.negated && (isJob || isLost))
    return { rule: 'W4', last: from + 2, clause: () => null, relative: null, question: null, carries: false };
  if (before.nobody && !before.negated) {
    // What nobody did, nobody is blamed for, unless it is called a want of care.
    if (word !== 'bothered' && word !== 'cared') return undefined;
    return {
      ...omitted(from - 1, false),
      last: from,
      clause: () => `the process did not make sure that somebody ${word}`,
      relative: null,
      question: null,
    };
  }
  const isDone = dutiesDone.has(word) && (before.had || at(sentence, from - 1) === 'never');
  const isDuty = duties.has(word) && (word !== 'pay' || next === 'attention');
  if ((!isDuty && !isDone) || (who?.own === true && !/^(?:bother|care|bothered|cared)$/.test(word))) return undefined;
  if (word === 'bother' && next === 'to') return omitted(from + 1);
  if (/^bother(?:ed)?$/.test(word))
    return {
      ...omitted(from, false),
      clause: (person) => `the process relied on ${person}`,
      relative: null,
      question: null,
    };
  if (isDone && !isDuty)
    return {
      ...omitted(from),
      clause: (person) => `the process did not make sure that ${person} ${word}`,
      relative: null,
      question: null,
    };
  return {
    ...omitted(from),
    clause: (person) => `the process relied on ${person} to ${word}`,
    relative: `on whom the process relied to ${word}`,
    question: `what should prompt somebody to ${word}`,
  };
}

function disregarded(sentence: Sentence, from: number, who: Mention | undefined): Fault | undefined {
  const word = at(sentence, from);
  const object = [1, 2, 3, 4, 5].map((step) => at(sentence, from + step));
  const breaksRule =
    word === 'broke' &&
    object.slice(0, 3).some((each) => /^(?:rules?|policy|protocol|procedure|freeze)$/.test(each)) &&
    object[0] !== 'no';
  if (!disregardVerbs.has(word) && !breaksRule) return undefined;
  if (object[0] === 'by') return undefined;
  const without = /^(?:skip|bypass|circumvent|sidestep)/.test(word);
  if (without && (who?.own === true || !object.some((each) => safeguards.has(each) || each === 'it'))) return undefined;
  if (who?.own === true && !object.some((each) => warnings.has(each) || safeguards.has(each))) return undefined;
  const on = without ? 'without' : 'in spite of';
  return {
    rule: 'W3',
    last: from,
    clause: (person) => `the process let ${person} go on ${on}`,
    relative: `whom the process let go on ${on}`,
    question: `what let somebody go on ${on}`,
    carries: true,
  };
}

function harmed(sentence: Sentence, from: number, before: Before): Fault | undefined {
  const word = at(sentence, from);
  const next = at(sentence, from + 1);
  const harm = (last: number, said: string): Fault => ({
    rule: 'W2',
    last,
    clause: () => `the process allowed a step that ${said}`,
    relative: null,
    question: `what ${said}`,
    carries: true,
  });
  const wrong = (last: number): Fault => {
    const into = /^(?:the|a|an|this|that|our|their|his|her|its|my|your|both|two|every|each)$/.test(
      at(sentence, last + 1),
    )
      ? ' in'
      : '';
    // What else the person did would be left without its subject.
    const goesOn = /^(?:and|then)$/.test(at(sentence, last + 1));
    return {
      ...harm(last, ''),
      clause: () => (goesOn ? null : `the process allowed a step to go wrong${into}`),
      question: `what went wrong${into}`,
    };
  };
  if (/^(?:messed|screwed|fouled|cocked)$/.test(word) && next === 'up') return wrong(from + 1);
  if (word === 'dropped' && next === 'the' && at(sentence, from + 2) === 'ball')
    return { ...wrong(from + 2), clause: () => 'the process allowed a step to go wrong' };
  if (/^fat-finger(?:ed)?$/.test(word)) return wrong(from);
  if (/^(?:pushed|deployed|merged|shipped|committed|released)$/.test(word) && isBadThing(sentence, from + 1))
    return harm(from, `let through`);
  if (bungleVerbs.has(word)) return wrong(from);
  if (/^(?:made|makes?)$/.test(word)) return mistake(sentence, from, wrong);
  if (/^(?:took|brought|knocked|taken)$/.test(word) && next === 'down') return harm(from + 1, `${word} down`);
  if (
    word === 'introduced' &&
    [1, 2, 3, 4].some((step) =>
      /^(?:bugs?|errors?|defects?|regressions?|faults?|flaws?|vulnerabilit(?:y|ies)|typos?)$/.test(
        at(sentence, from + step),
      ),
    )
  )
    return harm(from, word);
  if (!harmVerbs.has(word) || /^(?:into|down|out|off|up|even|ground|through|by|no|away)$/.test(next)) return undefined;
  if (word === 'broken' && !before.had) return undefined;
  if (word.startsWith('bro') && [2, 3, 4, 5, 6].some((step) => at(sentence, from + step) === 'into')) return undefined;
  return harm(from, word === 'broken' ? 'broke' : word);
}

/** `a bad config`, `broken code`: the adjective judges what the person made. */
const isBadThing = (sentence: Sentence, from: number): boolean =>
  [0, 1].some((step) => /^(?:bad|broken|faulty|buggy|untested|sloppy)$/.test(at(sentence, from + step)));

function mistake(sentence: Sentence, from: number, wrong: (last: number) => Fault): Fault | undefined {
  for (let index = from + 1; index <= from + 5; index += 1) {
    const word = at(sentence, index);
    if (word === 'no' || sentence[index]?.kind !== 'word') return undefined;
    if (/^(?:mistakes?|errors?|blunders?|slips?|typos?)$/.test(word)) return wrong(index);
    if (/^(?:sure|that|it|them|to|in|of)$/.test(word)) return undefined;
  }
  return undefined;
}

export const isCopula = (word: string): boolean => copulas.has(word);
