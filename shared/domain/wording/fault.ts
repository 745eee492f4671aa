import type { WordingRule } from './finding.ts';
import type { Sentence } from './tokens.ts';

/** A fault that is said of a person: the rule, its last token, and the words that can stand for person and fault. */
export type Fault = {
  readonly rule: WordingRule;
  readonly last: number;
  /** The clause without blame; `who` is what the person is called. */
  readonly clause: (who: string) => string | null;
  /** In place of `who ...` behind a noun; null where nothing fits. */
  readonly relative: string | null;
  /** In place of `Who ...` at the start of a question. */
  readonly question: string | null;
  /** The person can stand further to the left: `deployed the change and forgot`. */
  readonly carries: boolean;
};

/** What stands between a person and what is said of them. */
export type Before = {
  readonly negated: boolean;
  readonly had: boolean;
  readonly copula: boolean;
  readonly nobody: boolean;
  /** Not `does not` and `do not`: how things are done is no omission. */
  readonly past: boolean;
};

/** The word at a place of a sentence; empty where there is none. */
export const at = (sentence: Sentence, index: number): string => sentence[index]?.word ?? '';

/** Something left out: what the process relied on somebody for. */
export const omitted = (last: number, carries = true): Fault => ({
  rule: 'W1',
  last,
  clause: (who) => `the process relied on ${who} to`,
  relative: 'on whom the process relied to',
  question: 'what should prompt somebody to',
  carries,
});
