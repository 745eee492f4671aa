import type { Criterion } from '../domain/action/action.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { readActions } from './actions-board.ts';

/** One commitment of a closed review, with what became of it. `daysLeft` is negative when it is overdue. */
export type CommitmentReading = {
  readonly review: string;
  readonly reviewTitle: string;
  readonly service: string;
  readonly action: string;
  readonly text: string;
  readonly owner: string;
  /** Calendar day, `2026-03-27`. */
  readonly due: string;
  readonly criterion: Criterion;
  readonly fate:
    | { readonly name: 'open'; readonly daysLeft: number }
    | { readonly name: 'done' | 'verified' | 'declined'; readonly note: string; readonly at: number };
};

/** Every commitment of closed reviews, the one due first in front. `today` is a calendar day, `2026-03-16`. */
export function readCommitments(
  reviews: readonly Review[],
  workspace: Workspace,
  today: string,
): readonly CommitmentReading[] {
  return readActions(reviews, workspace, today).flatMap((reading) => {
    if (reading.kind === 'idea') return [];
    const { review, reviewTitle, service, action, text, owner, due, criterion, daysLeft, life } = reading;
    const { state } = life;
    const fate: CommitmentReading['fate'] =
      state.name === 'open' ? { name: 'open', daysLeft } : { name: state.name, note: state.note, at: state.at };
    return [{ review, reviewTitle, service, action, text, owner, due, criterion, fate }];
  });
}
