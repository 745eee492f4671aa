import { isTestimony, claimSupport } from '../claim/claim.ts';
import { auditLight } from '../light/audit-light.ts';
import { jointLacks } from '../joint/joint.ts';
import { closedOn, closedWords } from '../calendar/due-window.ts';
import { wallAt } from '../calendar/zone-time.ts';
import { auditRoom } from '../agenda/audit-room.ts';
import type { RuleId } from '../refusal.ts';
import { fieldsOf, missingFields } from '../template/field-value.ts';
import type { HappenedEvent } from './events.ts';
import { openIssues, phaseOfItem, type Review } from './review.ts';
import { seatNames } from './seats.ts';
import { signersOf } from './signing.ts';

/** An event that no command could have led to. */
export type AuditFault = { readonly seq: number; readonly rule: RuleId; readonly message: string };

/**
 * Looks at an event in the state it met and says which rule it breaks. The rules decide before an event is written;
 * this finds what was written past them: by a hand in the file, or by lines given back that nobody decided.
 */
export function auditEvent(review: Review, event: HappenedEvent): AuditFault | undefined {
  const broken = breach(review, event);
  if (broken === undefined) return undefined;
  const [rule, what] = broken;
  return { seq: event.seq, rule, message: `Event ${event.seq} (${event.type}) breaks ${rule}: ${what}` };
}

type Breach = readonly [RuleId, string];

function breach(review: Review, event: HappenedEvent): Breach | undefined {
  switch (event.type) {
    case 'review.opened.v1':
    case 'review.opened.v2':
      return ['H1', 'a review is opened once.'];
    case 'package.sealed.v1':
      return sealing(review);
    case 'hole.waived.v1':
      return inPhase(review, ['draft', 'prepared'], 'M2.3');
    case 'meeting.scheduled.v2': {
      const closed = closedOn(wallAt(event.body.at, review.zone).day, review.governance.calendar);
      return closed === undefined
        ? inPhase(review, ['draft', 'prepared'], 'H1')
        : ['M1.4', `its day lies in ${closedWords(closed)}.`];
    }
    case 'meeting.started.v1':
      return review.phase === 'prepared' ? undefined : ['H1', 'the meeting starts once, after it was prepared.'];
    case 'item.entered.v1':
    case 'item.returned.v1':
      return entering(review, event);
    case 'facts.agreed.v1':
    case 'claim.added.v1':
    case 'claim.reworded.v1':
    case 'claim.withdrawn.v1':
    case 'idea.held.v1':
      return inPhase(review, ['facts'], 'M3.1');
    case 'cause.added.v1': {
      const { origin } = event.body;
      const claim = origin.kind === 'claim' ? review.claims.find((each) => each.id === origin.id) : undefined;
      if (origin.kind === 'claim' && (claim === undefined || claimSupport(claim) === 'unsupported'))
        return ['M3.3', 'the claim it came from has no evidence.'];
      return inPhase(review, ['causes', 'actions'], 'M3.1');
    }
    case 'cause.supported.v1':
      return supporting(review, event);
    case 'over.answered.v1':
    case 'elmo.answered.v1':
    case 'vote.taken.v1':
    case 'decision.made.v2':
      return auditRoom(review, event) ?? inPhase(review, ['facts', 'causes', 'actions'], 'H1');
    case 'action.committed.v1':
      return inPhase(review, ['actions'], 'M3.4');
    case 'field.filled.v1':
      return fieldsOf(review).some((field) => field.id === event.body.field)
        ? inPhase(review, ['draft', 'prepared', 'facts', 'causes', 'actions'], 'H1')
        : ['M1.5', 'the template has no such field.'];
    case 'product.reviewed.v1':
      return signersOf(review, 'product-manager').includes(event.actor)
        ? inPhase(review, ['actions'], 'M8.5')
        : ['M8.5', 'who wrote it does not hold the product seat.'];
    case 'review.closed.v1':
      if (missingFields(review).length > 0) return ['M1.5', 'a required field was empty.'];
      return closing(review);
    case 'light.filed.v1':
    case 'light.dissented.v1':
    case 'light.dissent-withdrawn.v1':
    case 'light.closed-itself.v1':
    case 'review.promoted.v1':
      return auditLight(review, event);
    case 'joint.release-joined.v1':
      return inPhase(review, ['draft'], 'M7.2');
    case 'round.asked.v1':
      return event.body.phase === 'causes' && review.phase === 'facts' && review.factsAgreed === null
        ? ['M3.1', 'the facts had not been agreed on.']
        : inPhase(review, ['prepared', 'facts', 'causes', 'actions'], 'M7.5');
    case 'packet.taken.v1':
      return review.rounds.some(({ id, settled }) => id === event.body.packet.round && settled === null)
        ? undefined
        : ['M7.5', 'its round was not open.'];
    case 'signoff.recorded.v1':
      return signing(review, event);
    default:
      return review.phase === 'closed' || review.phase === 'signed' ? ['H1', 'the review was closed.'] : undefined;
  }
}

function closing(review: Review): Breach | undefined {
  if (openIssues(review).length > 0) return ['M1.6', 'an issue was still open.'];
  if (jointLacks(review).length > 0) return ['M7.2', 'a service had not concurred.'];
  return review.light.closedItself === null ? inPhase(review, ['actions'], 'M1.6') : undefined;
}

function sealing(review: Review): Breach | undefined {
  const holders = seatNames.map((seat) => review.seats[seat].accountable);
  if (holders.includes(null) || new Set(holders).size === 1) return ['M1.1', 'the seats were not filled.'];
  return inPhase(review, ['draft'], 'H1');
}

function entering(
  review: Review,
  event: HappenedEvent & { type: 'item.entered.v1' | 'item.returned.v1' },
): Breach | undefined {
  const item = review.agenda.items.find((each) => each.id === event.body.item);
  if (item === undefined) return ['M3.2', 'the agenda has no such item.'];
  const leavesFacts = review.phase === 'facts' && phaseOfItem(item.kind) !== 'facts';
  if (leavesFacts && review.factsAgreed === null) return ['M3.1', 'the room had not agreed on the facts.'];
  return inPhase(review, ['facts', 'causes', 'actions'], 'H1');
}

function supporting(review: Review, event: HappenedEvent & { type: 'cause.supported.v1' }): Breach | undefined {
  const cause = review.causes.find((each) => each.id === event.body.cause);
  const carries = event.body.evidence.every((id) =>
    cause?.evidence.some((piece) => piece.id === id && piece.bearing === 'supports' && !isTestimony(piece)),
  );
  if (cause === undefined || cause.state.name === 'rejected' || !carries)
    return ['M4.6', 'the evidence it names does not carry the cause.'];
  return inPhase(review, ['causes', 'actions'], 'M3.1');
}

function signing(review: Review, event: HappenedEvent & { type: 'signoff.recorded.v1' }): Breach | undefined {
  const { role, member } = event.body;
  if (review.signOffs.some((signOff) => signOff.role === role || signOff.member === member))
    return ['M1.1', 'one person signs for one role, once.'];
  return inPhase(review, ['closed', 'signed'], 'H1');
}

const inPhase = (review: Review, phases: readonly Review['phase'][], rule: RuleId): Breach | undefined =>
  phases.includes(review.phase) ? undefined : [rule, `the review was in ${review.phase}.`];
