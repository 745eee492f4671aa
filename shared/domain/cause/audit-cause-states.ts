import { isTestimony } from '../claim/claim.ts';
import { inPhase, talking, type Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { carryingEvidence, isCarried, type Cause } from './cause.ts';
import { checkNames } from './cause-check.ts';
import { findCause } from './cause-index.ts';
import { missingKinds } from './check-cause.ts';

type Of<T extends HappenedEvent['type']> = HappenedEvent & { type: T };
type StateEvent = Of<
  'cause.supported.v1' | 'cause.validated.v1' | 'cause.rejected.v1' | 'cause.stopped.v1' | 'cause.reopened.v1'
>;

/** [M4.6] Which step of its states a cause skipped. */
export function auditCauseStates(review: Review, event: StateEvent): Breach | undefined {
  const cause = findCause(review.causes, event.body.cause);
  if (cause === undefined) return ['M4.6', 'there was no such cause.'];
  return (
    stepBreach(review, cause, event) ??
    inPhase(review, fallsBack(cause, event) ? talking : ['causes', 'actions'], 'M3.1')
  );
}

/** What is known about a cause can change in Facts as well, when the room went back there; nobody judges it there. */
const fallsBack = ({ state }: Cause, { type }: StateEvent): boolean =>
  type === 'cause.reopened.v1' || (type === 'cause.supported.v1' && state.name === 'validated');

function stepBreach(review: Review, cause: Cause, event: StateEvent): Breach | undefined {
  const was = cause.state.name;
  const from = (...names: readonly Cause['state']['name'][]): Breach | undefined =>
    names.includes(was)
      ? undefined
      : ['M4.6', `a ${was === 'hypothesis' ? was : `${was} cause`} does not become that.`];
  switch (event.type) {
    case 'cause.supported.v1':
      return from('hypothesis', 'validated') ?? carrying(cause, event);
    case 'cause.validated.v1':
      return from('supported') ?? checked(review, cause, event);
    case 'cause.rejected.v1':
      return from('hypothesis', 'supported', 'validated');
    case 'cause.stopped.v1':
      return from('hypothesis');
    case 'cause.reopened.v1':
      return from('supported', 'validated', 'rejected', 'stopped');
  }
}

function carrying(cause: Cause, { body }: Of<'cause.supported.v1'>): Breach | undefined {
  const carries = body.evidence.every((id) =>
    cause.evidence.some((piece) => piece.id === id && piece.bearing === 'supports' && !isTestimony(piece)),
  );
  return carries ? undefined : ['M4.6', 'the evidence it names does not carry the cause.'];
}

/** [M4.4] Every check, once, and each of them passed, as far as the review itself shows what it could come to. */
function checked(
  { effect, governance }: Review,
  cause: Cause,
  { body: { checks } }: Of<'cause.validated.v1'>,
): Breach | undefined {
  if (cause.classification === null) return ['M4.2', 'the cause had no class.'];
  if (checks.some(({ passed }) => !passed)) return ['M4.4', 'a check had failed.'];
  if ((effect?.from ?? null) === null) return ['M4.4', 'nobody had said when the effect began.'];
  if (missingKinds(cause, governance.taxonomy).length > 0)
    return ['M4.4', 'the kinds its class asks for were not there.'];
  const made = checks.map(({ check }) => check);
  return made.length === checkNames.length && checkNames.every((name) => made.includes(name))
    ? undefined
    : ['M4.4', 'not every check was made.'];
}

/** [M4.6] What attaching or detaching a piece breaks: the judgement it changes falls back before it. */
export function auditCauseEvidence(
  review: Review,
  { type, body }: Of<'evidence.attached.v1' | 'evidence.detached.v1'>,
): Breach | undefined {
  if (body.target.kind !== 'cause') return undefined;
  const cause = findCause(review.causes, body.target.id);
  if (cause === undefined) return ['M3.3', 'there was no such cause.'];
  if (cause.state.name === 'validated') return ['M4.6', 'the checks of the cause were made on other evidence.'];
  if (type === 'evidence.attached.v1' || review.governance.causes === undefined) return undefined;
  const left = cause.evidence.filter(({ id }) => id !== body.evidence);
  return isCarried(cause) && carryingEvidence({ evidence: left }).length === 0
    ? ['M4.6', 'the last piece that carried the cause went, and it stayed supported.']
    : undefined;
}
