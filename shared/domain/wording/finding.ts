/** The wording rules (M3.3) by id; docs/wording.md states each with an example and a counter-example. */
export const wordingRules = {
  W1: 'says that a person left something out',
  W2: 'says that a person did the damage',
  W3: 'says that a person disregarded something',
  W4: 'judges a person',
  W5: 'stops at human error',
  W6: 'says what a person should have done',
  W7: 'names a person',
  W8: 'asks who instead of what',
} as const;
export type WordingRule = keyof typeof wordingRules;
export const isWordingRule = (id: string): id is WordingRule => Object.hasOwn(wordingRules, id);

/** One place in a text that lays blame or names somebody. */
export type WordingFinding = {
  /** UTF-16 offsets into the text; `end` is behind the last unit. */
  readonly start: number;
  readonly end: number;
  readonly rule: WordingRule;
  /** The words found: the text from `start` to `end`. */
  readonly text: string;
  /** What can stand in their place; null where no wording is sure to fit. */
  readonly rewrite: string | null;
  readonly message: string;
};

/** One person a text must not name. `role` is a role of the workspace or words of one's own. */
export type RosterPerson = { readonly id: string; readonly display: string; readonly role?: string | undefined };

/** What a policy may change about the check. */
export type WordingOptions = {
  /** More nouns for people: `dispatcher`. */
  readonly extraRoles?: readonly string[];
  /** Words that are no finding here, in any case: `operator error` where that is the name of a screen. */
  readonly allowed?: readonly string[];
  /** Rules that are not applied. */
  readonly off?: readonly WordingRule[];
};

/** The text with every proposed rewrite in its place; what has none stays as it is. */
export function withRewrites(text: string, findings: readonly WordingFinding[]): string {
  return findings.toReversed().reduce((whole, { start, end, rewrite }) => {
    return rewrite === null ? whole : whole.slice(0, start) + rewrite + whole.slice(end);
  }, text);
}
