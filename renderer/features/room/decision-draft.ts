import type { CommandOf, ReviewCommand } from '../../../shared/domain/review/commands.ts';
import type { MemberId } from '../../../shared/domain/ids.ts';
import type { Vote } from '../../../shared/domain/vote/vote.ts';

/** A decision while it is being written down. */
export type DecisionDraft = {
  readonly question: string;
  readonly options: readonly string[];
  readonly choice: number | null;
  readonly rationale: string;
  /** Ids of the facts it rests on. */
  readonly facts: readonly string[];
  readonly dissent: readonly { readonly by: string; readonly words: string }[];
  readonly vote: string | null;
};

const blank: DecisionDraft = {
  question: '',
  options: ['', ''],
  choice: null,
  rationale: '',
  facts: [],
  dissent: [],
  vote: null,
};

/** A draft as this page kept it; what cannot be read, or is of an older shape, begins anew. */
export function readDecisionDraft(kept: string | undefined): DecisionDraft {
  try {
    const draft = { ...blank, ...(JSON.parse(kept ?? '{}') as Partial<DecisionDraft>) };
    return Array.isArray(draft.dissent) && Array.isArray(draft.facts) ? draft : { ...draft, dissent: [], facts: [] };
  } catch {
    return blank;
  }
}

/** What a vote brings along: its question, its answers, and the one with the most hands where one has. */
export function fromVote(draft: DecisionDraft, vote: Vote): DecisionDraft {
  const hands = vote.counted?.hands ?? [];
  const most = Math.max(...hands);
  const leaders = hands.flatMap((each, index) => (each === most && most > 0 ? [index] : []));
  const choice = leaders.length === 1 ? (leaders[0] ?? null) : null;
  return { ...draft, question: vote.question, options: vote.options, choice, vote: vote.id };
}

export function toDecision(draft: DecisionDraft, id: string, decider: string): ReviewCommand {
  const { question, options, choice, rationale, facts, dissent, vote } = draft;
  const command: CommandOf<'decision.make'> = {
    type: 'decision.make',
    id,
    question,
    options: [...options],
    choice,
    rationale,
    evidence: [...facts],
    dissent: dissent.map((voice) => ({ ...voice })),
    decider: decider as MemberId,
    vote,
  };
  return command;
}
