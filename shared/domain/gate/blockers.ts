import { actionLife } from '../action/action-life.ts';
import { changesByItem, itemKey } from '../action/action-changes.ts';
import { dayInZone } from '../day.ts';
import { standingOf, unsent } from '../escalation/decide-escalation.ts';
import type { Refusal } from '../refusal.ts';
import type { Review } from '../review/review.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Where a refusal of the gate is mended; null where nothing mends it. */
export type GatePlace = 'review' | 'record' | 'escalations' | 'commitments' | null;

/** A refusal of the gate. `lift` says whether two people may answer for it instead, or nobody. */
export type GateRefusal = Refusal & { readonly place: GatePlace; readonly lift: 'two-keys' | 'nobody' };

/**
 * [M7.6] What stands open against a reviewed release at `now` (epoch ms): product's word `stop`; an escalation of the
 * review that was not handed over, or whose answer is late; and a short-term commitment, made to mend this release, that
 * is past its due date or was done and found not to meet its criterion. What nobody measures blocks nothing: a waiting
 * escalation within its time, long-term work, ideas.
 */
export function openBlockers(review: Review, workspace: Workspace, now: number): readonly GateRefusal[] {
  return [...stopped(review), ...escalated(review, workspace, now), ...owed(review, workspace, now)];
}

const blocker = (message: string, satisfy: string, place: GatePlace): GateRefusal => ({
  rule: 'M7.6',
  message,
  satisfy,
  place,
  lift: 'two-keys',
});

const stopped = ({ product }: Review): readonly GateRefusal[] =>
  product?.nextPhase === 'stop'
    ? [blocker(`Product said stop to ${product.feature}: ${product.reason}`, `Ask ${product.by}.`, 'review')]
    : [];

function escalated(review: Review, workspace: Workspace, now: number): readonly GateRefusal[] {
  const ours = workspace.escalations.filter((each) => each.review === review.id);
  const waiting = unsent(review, workspace.escalations).map((topic) =>
    blocker(
      `“${topic.text}” was escalated and is not handed over yet.`,
      'Start Hotwash once with this workspace; it hands over what is due.',
      'escalations',
    ),
  );
  const late = ours.flatMap((escalation) => {
    const standing = standingOf(escalation, now).name;
    if (standing !== 'late' && standing !== 'unanswered') return [];
    return blocker(
      `“${escalation.issue}” was escalated, and its answer is late.`,
      'Take the answer in, or ask the next rung.',
      'escalations',
    );
  });
  return [...waiting, ...late];
}

function owed(review: Review, workspace: Workspace, now: number): readonly GateRefusal[] {
  const changes = changesByItem(workspace.actionChanges);
  const today = dayInZone(now, review.zone);
  return review.actions.flatMap((action) => {
    if (action.term !== 'short') return [];
    const life = actionLife(action, changes.get(itemKey({ review: review.id, action: action.id })) ?? []);
    if (life?.kind !== 'commitment') return [];
    const { state } = life;
    if (state.name === 'open' && life.due < today)
      return blocker(
        `“${action.text}” was promised by ${life.due} and is still open.`,
        `Ask ${life.owner} to settle it, or to give a later day with a reason.`,
        'commitments',
      );
    if (state.name === 'done' && state.check?.verdict === 'not-met')
      return blocker(
        `“${action.text}” was done and did not meet its criterion.`,
        `Ask ${life.owner} to reopen it.`,
        'commitments',
      );
    return [];
  });
}
