import { ok, type Result } from '../../lib/result.ts';
import { dayAfter, dayInZone } from '../day.ts';
import type { ReviewId } from '../ids.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Review } from '../review/review.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { changesByItem, itemKey, type ActionChangeEvent } from './action-changes.ts';
import { actionLife } from './action-life.ts';

/** What becomes of an idea whose review is over. */
export type IdeaCommand = {
  readonly outcome: 'dropped' | 'kept' | 'taken-up';
  readonly reason: string;
  /** Day of the next look, where it is kept. */
  readonly until: string | null;
  /** The later review in which it was noted anew, where it is taken up. */
  readonly into: ReviewId | null;
};

export type IdeaContext = {
  /** Epoch ms. */
  readonly now: number;
  readonly workspace: Workspace;
  readonly review: Review;
  readonly action: string;
};

/** [M3.4] An idea is looked at again on its soak date: dropped or kept with a reason, or taken up in a later review. */
export function decideIdea(command: IdeaCommand, context: IdeaContext): Result<ActionChangeEvent, Refusal> {
  const { review, action, workspace, now } = context;
  const item = review.actions.find((each) => each.id === action);
  if (item?.state.name !== 'idea' || review.closedAt === null)
    return refuse('M3.4', 'There is no such idea in a closed review.', 'Choose one from the board.');
  const of = { review: review.id as ReviewId, action };
  const life = actionLife(item, changesByItem(workspace.actionChanges).get(itemKey(of)) ?? []);
  if (life?.kind !== 'idea' || life.state.name !== 'soaking')
    return refuse('M3.4', `That idea is ${life?.state.name ?? 'gone'} already.`, 'Nothing needs doing.');
  const { outcome, reason, until, into } = command;
  if (outcome === 'kept') {
    const today = dayInZone(now, review.zone);
    const latest = dayAfter(now, review.governance.tier.commitments.dueDays, review.zone);
    if (until === null || until <= today || until > latest)
      return refuse('M3.4', 'It is kept until no day.', `Choose a day after ${today} and by ${latest}.`);
  }
  if (outcome === 'taken-up' && (into === null || into === review.id))
    return refuse('M3.4', 'It is taken up in no review.', 'Take it up in a later review of its component.');
  const body = {
    ...of,
    outcome,
    reason,
    until: outcome === 'kept' ? until : null,
    into: outcome === 'taken-up' ? into : null,
  };
  return ok({ type: 'idea.settled.v1', body });
}
