import { ok } from '../../lib/result.ts';
import type { Evidence } from '../claim/claim.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { Verdict } from '../review/context.ts';
import type { ReviewEvent } from '../review/events.ts';
import { carryingEvidence, isCarried, type Cause, type CauseState } from './cause.ts';

/**
 * [M4.6] How a cause is judged, for every role alike:
 *
 *     hypothesis ──▶ supported ──▶ validated          whatever was judged is reopened to be judged anew
 *         ├────────────┴──────────────┴──▶ rejected ──┐
 *         ├──▶ stopped ───────────────────────────────┤
 *         └◀──────────────────────────────────────────┘
 *
 * A judgement holds for what it was made of. When that changes, the judgement falls back in the same command, and its
 * event comes first, so that no state of the journal says more than its evidence does.
 */
export const supportedBy = (cause: Pick<Cause, 'id'>, evidence: readonly Evidence[]): ReviewEvent => ({
  type: 'cause.supported.v1',
  body: { cause: cause.id, evidence: evidence.map(({ id }) => id) },
});
const reopened = ({ id }: Cause): ReviewEvent => ({ type: 'cause.reopened.v1', body: { cause: id } });

/** What precedes a change that a validated cause's checks were made without: its class, or when the effect began. */
export const checksFallBack = (cause: Cause): readonly ReviewEvent[] =>
  cause.state.name === 'validated' ? [supportedBy(cause, carryingEvidence(cause))] : [];

/** What precedes a change of a cause's evidence to `next`. Evidence against it takes no support away; both are shown. */
export function evidenceFallsBack(cause: Cause, next: readonly Evidence[]): readonly ReviewEvent[] {
  if (!isCarried(cause)) return [];
  if (carryingEvidence({ evidence: next }).length === 0) return [reopened(cause)];
  const kept = carryingEvidence(cause).filter(({ id }) => next.some((piece) => piece.id === id));
  return cause.state.name === 'validated' ? [kept.length === 0 ? reopened(cause) : supportedBy(cause, kept)] : [];
}

/** What precedes a rewording: evidence carried the statement as it was. */
export const wordsFallBack = (cause: Cause): readonly ReviewEvent[] => (isCarried(cause) ? [reopened(cause)] : []);

/** From hypothesis to supported, only with a supporting piece that is more than testimony. */
export function support(cause: Cause): Verdict {
  if (isCarried(cause)) return ok([]);
  if (cause.state.name !== 'hypothesis') return reopenFirst(cause.state);
  const carrying = carryingEvidence(cause);
  if (carrying.length > 0) return ok([supportedBy(cause, carrying)]);
  const onlyTestimony = cause.evidence.some((piece) => piece.bearing === 'supports');
  return refuse(
    'M4.6',
    onlyTestimony
      ? 'What somebody remembers does not support a cause by itself.'
      : 'A cause without evidence stays a hypothesis.',
    'Attach at least one piece that shows it: a metric window, a deployment, a build, an incident or a change.',
  );
}

/** Rejected with what was missing or speaks against it, also after evidence carried it. */
export function reject(cause: Cause, { reason }: CommandOf<'cause.reject'>): Verdict {
  if (cause.state.name === 'rejected') return ok([]);
  if (cause.state.name === 'stopped') return reopenFirst(cause.state);
  return ok([{ type: 'cause.rejected.v1', body: { cause: cause.id, reason } }]);
}

/** Nobody asks further, and why: only of what is neither carried nor rejected. */
export function stop(cause: Cause, { why, reason }: CommandOf<'cause.stop'>): Verdict {
  const { state } = cause;
  if (state.name === 'stopped' && state.why === why && state.reason === reason) return ok([]);
  if (isCarried(cause))
    return refuse(
      'M4.6',
      'Evidence carries this cause.',
      'Only a hypothesis is stopped; reopen it if it is one again.',
    );
  if (state.name !== 'hypothesis') return reopenFirst(state);
  return ok([{ type: 'cause.stopped.v1', body: { cause: cause.id, why, reason } }]);
}

export const reopen = (cause: Cause): Verdict => ok(cause.state.name === 'hypothesis' ? [] : [reopened(cause)]);

const reopenFirst = ({ name }: CauseState): Verdict =>
  refuse('M4.6', `This cause was ${name}.`, 'Reopen it first; it becomes a hypothesis again.');
