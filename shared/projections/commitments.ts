import type { Criterion } from '../domain/action/action.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';

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
    | { readonly name: 'done' | 'declined'; readonly note: string; readonly at: number };
};

/** Every commitment of closed reviews, the one due first in front. `today` is a calendar day, `2026-03-16`. */
export function readCommitments(
  reviews: readonly Review[],
  workspace: Workspace,
  today: string,
): readonly CommitmentReading[] {
  const settled = new Map(workspace.settled.map((each) => [each.commitment, each]));
  const readings = reviews
    .filter((review) => review.phase === 'closed' || review.phase === 'signed')
    .flatMap((review) =>
      review.actions.flatMap(({ id, text, state }): CommitmentReading[] => {
        if (state.name !== 'committed') return [];
        const { owner, due, criterion } = state;
        const end = settled.get(`${review.id}/${id}`);
        const fate: CommitmentReading['fate'] =
          end === undefined
            ? { name: 'open', daysLeft: daysFrom(today, due) }
            : { name: end.outcome, note: end.note, at: end.at };
        const { id: reviewId, title: reviewTitle, service } = review;
        return [{ review: reviewId, reviewTitle, service, action: id, text, owner, due, criterion, fate }];
      }),
    );
  return readings.toSorted((a, b) => compare(a.due, b.due) || compare(a.text, b.text));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
