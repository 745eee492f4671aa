import { err, ok, type Result } from '../../lib/result.ts';
import type { MemberId, ReviewId } from '../ids.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';
import { holdsOf, isDeleted, type KeptKind, type RetentionEvent } from './retention.ts';

type Decided = Result<RetentionEvent, Refusal>;

/** A legal hold wins over every clock and every wish (M3.6). Whoever places it says why. */
export function placeHold(
  workspace: Workspace,
  hold: { readonly id: string; readonly review: ReviewId; readonly reason: string; readonly by: MemberId },
): Decided {
  const stranger = mustBeKnown(workspace, hold.by);
  if (stranger !== undefined) return stranger;
  if (workspace.retention.holds.some(({ id }) => id === hold.id))
    return refuse('M3.6', 'That hold was placed already.', 'Look at the holds.');
  return ok({ type: 'hold.placed.v1', body: hold });
}

export function liftHold(
  workspace: Workspace,
  lifting: { readonly hold: string; readonly reason: string; readonly by: MemberId },
): Decided {
  const stranger = mustBeKnown(workspace, lifting.by);
  if (stranger !== undefined) return stranger;
  const known = workspace.retention.holds.find(({ id }) => id === lifting.hold);
  if (known === undefined) return refuse('M3.6', 'There is no such hold.', 'Choose one from the list.');
  if (known.lifted !== null) return refuse('M3.6', 'That hold was lifted already.', 'Look at the holds.');
  return ok({ type: 'hold.lifted.v1', body: lifting });
}

/** What somebody orders to be deleted before its clock runs out. */
export type Order = {
  readonly kind: KeptKind;
  readonly review: ReviewId;
  readonly id: string;
  readonly reason: string;
  readonly by: MemberId;
  readonly sha256: string | null;
};

/** Records are deleted by their clock alone: nobody shortens what a signed statement is kept for. */
export function orderDeletion(workspace: Workspace, order: Order): Decided {
  const stranger = mustBeKnown(workspace, order.by);
  if (stranger !== undefined) return stranger;
  const held = heldBack(workspace, order.review);
  if (held !== undefined) return err(held);
  if (order.kind === 'record')
    return refuse('M3.6', 'A record is deleted by its own clock alone.', 'Delete its recording or transcript.');
  if (isDeleted(workspace.retention, order.kind, order.id))
    return refuse('M3.6', 'That was deleted already.', 'Its tombstone says when and why.');
  const { kind, review, id, reason, by, sha256 } = order;
  return ok({ type: 'kept.deleted.v1', body: { kind, review, id, why: 'order', reason, by, dueAt: null, sha256 } });
}

/** Why nothing of a review is deleted or cut now; undefined where no hold keeps it. */
export function heldBack(workspace: Workspace, review: string): Refusal | undefined {
  const [hold] = holdsOf(workspace.retention, review);
  if (hold === undefined) return undefined;
  return {
    rule: 'M3.6',
    message: `A hold keeps everything of this review: ${hold.reason}`,
    satisfy: 'Nothing was deleted. Lift the hold first, with a reason.',
  };
}

const mustBeKnown = (workspace: Workspace, member: string) =>
  findMember(workspace, member) === undefined
    ? refuse('M3.6', 'Whoever decides this must be of the roster.', 'Choose somebody from the roster.')
    : undefined;
