import type { ActionChange, Measured, Verdict } from './action-changes.ts';
import type { ActionItem, Commitment } from './action.ts';

/** What a look at a done commitment found, held against its criterion. */
export type Verification = {
  readonly verdict: Verdict;
  readonly measured: Measured | null;
  readonly artefact: string | null;
  readonly note: string;
  readonly at: number;
};

/** What became of a commitment since its review. Only a criterion that was met makes it verified. */
export type CommitmentLife = {
  readonly kind: 'commitment';
  readonly owner: string;
  readonly due: string;
  /** Due dates it had before this one, oldest first, with the reason for leaving each. */
  readonly earlierDues: readonly { readonly due: string; readonly reason: string; readonly at: number }[];
  readonly earlierOwners: readonly { readonly owner: string; readonly reason: string; readonly at: number }[];
  readonly state:
    | { readonly name: 'open'; readonly reopened: { readonly reason: string; readonly at: number } | null }
    | { readonly name: 'done'; readonly note: string; readonly at: number; readonly check: Verification | null }
    | { readonly name: 'verified'; readonly note: string; readonly at: number; readonly check: Verification }
    | { readonly name: 'declined'; readonly note: string; readonly at: number };
};

export type IdeaLife = {
  readonly kind: 'idea';
  readonly state:
    | { readonly name: 'soaking'; readonly until: string }
    | { readonly name: 'dropped'; readonly reason: string; readonly at: number }
    | { readonly name: 'taken-up'; readonly into: string | null; readonly reason: string; readonly at: number };
};

/** Folds an item's own changes, oldest first. Undefined where it was dropped in the review itself. */
export function actionLife(item: ActionItem, changes: readonly ActionChange[]): CommitmentLife | IdeaLife | undefined {
  switch (item.state.name) {
    case 'dropped':
      return undefined;
    case 'idea':
      return changes.reduce<IdeaLife>(changeIdea, {
        kind: 'idea',
        state: { name: 'soaking', until: item.state.soakUntil },
      });
    case 'committed':
      return changes.reduce<CommitmentLife>(changeCommitment, beginOf(item.state));
  }
}

const beginOf = ({ owner, due }: Commitment): CommitmentLife => ({
  kind: 'commitment',
  owner,
  due,
  earlierDues: [],
  earlierOwners: [],
  state: { name: 'open', reopened: null },
});

function changeCommitment(life: CommitmentLife, change: ActionChange): CommitmentLife {
  const { at } = change;
  switch (change.type) {
    case 'commitment.settled.v1': {
      const { outcome, note } = change.body;
      return {
        ...life,
        state: outcome === 'done' ? { name: 'done', note, at, check: null } : { name: outcome, note, at },
      };
    }
    case 'commitment.verified.v1': {
      if (life.state.name !== 'done' && life.state.name !== 'verified') return life;
      const { verdict, measured, artefact, note } = change.body;
      const check: Verification = { verdict, measured, artefact, note, at };
      const name = verdict === 'met' ? 'verified' : 'done';
      return { ...life, state: { name, note: life.state.note, at: life.state.at, check } };
    }
    case 'commitment.reopened.v1':
      return { ...life, state: { name: 'open', reopened: { reason: change.body.reason, at } } };
    case 'commitment.redated.v1': {
      const { due, reason } = change.body;
      return { ...life, due, earlierDues: [...life.earlierDues, { due: life.due, reason, at }] };
    }
    case 'commitment.handed-over.v1': {
      const { owner, reason } = change.body;
      return { ...life, owner, earlierOwners: [...life.earlierOwners, { owner: life.owner, reason, at }] };
    }
    case 'idea.settled.v1':
      return life;
  }
}

function changeIdea(life: IdeaLife, change: ActionChange): IdeaLife {
  if (change.type !== 'idea.settled.v1') return life;
  const { outcome, reason, until, into } = change.body;
  const { at } = change;
  switch (outcome) {
    case 'dropped':
      return { ...life, state: { name: 'dropped', reason, at } };
    case 'taken-up':
      return { ...life, state: { name: 'taken-up', into, reason, at } };
    case 'kept':
      return until === null ? life : { ...life, state: { name: 'soaking', until } };
  }
}
