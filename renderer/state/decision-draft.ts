import { z } from 'zod';
import type { CommandOf, ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import type { Vote } from '../../shared/domain/vote/vote.ts';
import { readShaped } from './read-draft.ts';

const draftShape = z.object({
  question: z.string(),
  options: z.array(z.string()),
  choice: z.int().nullable(),
  rationale: z.string(),
  /** Ids of the facts it rests on. */
  facts: z.array(z.string()),
  dissent: z.array(z.object({ by: z.string(), words: z.string() })),
  vote: z.string().nullable(),
});
/** A decision while it is being written down. */
export type DecisionDraft = z.infer<typeof draftShape>;

const blank: DecisionDraft = {
  question: '',
  options: ['', ''],
  choice: null,
  rationale: '',
  facts: [],
  dissent: [],
  vote: null,
};

/** A draft as this page kept it. */
export const readDecisionDraft = (kept: string | undefined): DecisionDraft => readShaped(draftShape, blank, kept);

/** What a vote brings along: its question, its answers, and the one with the most hands where one has. */
export function fromVote(draft: DecisionDraft, vote: Vote): DecisionDraft {
  const hands = vote.counted?.hands ?? [];
  const most = Math.max(...hands);
  const leaders = hands.flatMap((each, index) => (each === most && most > 0 ? [index] : []));
  const choice = leaders.length === 1 ? (leaders[0] ?? null) : null;
  return { ...draft, question: vote.question, options: [...vote.options], choice, vote: vote.id };
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
