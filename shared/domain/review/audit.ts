import { auditFindings } from '../cause/audit-findings.ts';
import { closedOverCauses } from '../cause/closing-causes.ts';
import { auditCauseEvidence } from '../cause/audit-cause-states.ts';
import { auditCauses } from '../cause/audit-causes.ts';
import { claimSupport } from '../claim/claim.ts';
import { auditJoint } from '../joint/audit-joint.ts';
import { jointLacks } from '../joint/joint.ts';
import { auditLight } from '../light/audit-light.ts';
import { isLight } from '../light/light-phase.ts';
import { isShortOf } from '../agenda/quorum.ts';
import { auditRounds } from '../packet/audit-rounds.ts';
import { answeredBy, isWithoutMeeting, openRound } from '../packet/round.ts';
import { isBeforePolicies } from '../policy/governance.ts';
import { closedOn, closedWords } from '../calendar/due-window.ts';
import { wallAt } from '../calendar/zone-time.ts';
import { auditEnclosure } from '../transcript/enclosure.ts';
import { auditRecordings } from '../recording/audit-recordings.ts';
import { runningRecording } from '../recording/recording.ts';
import { auditRoom } from '../agenda/audit-room.ts';
import type { RuleId } from '../refusal.ts';
import { fieldsOf, missingFields, valueFault } from '../template/field-value.ts';
import { emptyWorkspace } from '../workspace/workspace.ts';
import { correctionMs, inPhase, talking, type Breach } from './breach.ts';
import type { HappenedEvent } from './events.ts';
import { openIssues, phaseOfItem, type Review } from './review.ts';
import { seatNames } from './seats.ts';
import type { SignEvent } from './sign-events.ts';
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

function breach(review: Review, event: HappenedEvent): Breach | undefined {
  switch (event.type) {
    case 'review.opened.v1':
    case 'review.opened.v2':
      return ['H1', 'a review is opened once.'];
    case 'package.sealed.v1':
      return sealing(review);
    case 'hole.waived.v1':
      return inPhase(review, ['draft', 'prepared'], 'M2.3');
    case 'seat.filled.v1':
    case 'host.named.v1':
    case 'meeting.scheduled.v1':
      return inPhase(review, ['draft', 'prepared'], 'H1');
    case 'host.named.v2':
      return event.body.exceptions.length > 0 && event.body.reason === null
        ? ['M3.5', 'no reason was given for whom the rota would not have named.']
        : inPhase(review, ['draft', 'prepared'], 'H1');
    case 'meeting.scheduled.v2':
      return scheduling(review, event) ?? inPhase(review, ['draft', 'prepared'], 'H1');
    case 'attendee.arrived.v1':
      if (isWithoutMeeting(review)) return ['M7.5', 'it was held without meeting.'];
      return inPhase(review, ['prepared', ...talking], 'H1');
    case 'meeting.started.v1':
      return starting(review, event);
    case 'item.entered.v1':
    case 'item.returned.v1':
      return entering(review, event);
    case 'facts.agreed.v1':
      return agreeing(review, event) ?? inPhase(review, ['facts'], 'M3.1');
    case 'claim.added.v1':
    case 'claim.reworded.v1':
    case 'claim.withdrawn.v1':
    case 'idea.held.v1':
      return inPhase(review, ['facts'], 'M3.1');
    case 'evidence.attached.v1':
    case 'evidence.detached.v1':
      return auditCauseEvidence(review, event) ?? notClosed(review);
    case 'causes.triaged.v1':
    case 'canvas.opened.v1':
    case 'cause.classified.v1':
    case 'cause.scoped.v1':
    case 'board.raised.v1':
    case 'board.declined.v1':
      return auditFindings(review, event);
    case 'idea.dismissed.v1':
    case 'effect.worded.v1':
    case 'cause.added.v1':
    case 'causes.pasted.v1':
    case 'cause.reworded.v1':
    case 'cause.moved.v1':
    case 'cause.linked.v1':
    case 'cause.unlinked.v1':
    case 'cause.gated.v1':
    case 'cause.marked.v1':
    case 'cause.supported.v1':
    case 'cause.validated.v1':
    case 'cause.rejected.v1':
    case 'cause.stopped.v1':
    case 'cause.reopened.v1':
    case 'cause.removed.v1':
      return auditCauses(review, event);
    case 'over.answered.v1':
    case 'elmo.called.v1':
    case 'elmo.answered.v1':
    case 'vote.opened.v1':
    case 'vote.taken.v1':
    case 'vote.withdrawn.v1':
    case 'decision.made.v2':
    case 'note.taken.v1':
    case 'note.reworded.v1':
      return auditRoom(review, event);
    case 'action.committed.v1':
      return inPhase(review, ['actions'], 'M3.4');
    case 'field.filled.v1':
      return filling(review, event) ?? inPhase(review, ['draft', 'prepared', ...talking], 'H1');
    case 'product.reviewed.v1':
      if (!signersOf(review, 'product-manager').includes(event.body.by))
        return ['M8.5', 'who is said to have said it does not hold the product seat.'];
      if (!isWithoutMeeting(review) && !review.present.includes(event.body.by))
        return ['M8.5', 'who is said to have said it was not in the room.'];
      return event.body.evidence.every((id) => review.claims.some((claim) => claim.id === id && isCarried(claim)))
        ? inPhase(review, ['actions'], 'M8.5')
        : ['M8.5', 'it rests on what is no fact with evidence.'];
    case 'review.closed.v1':
      return closing(review);
    case 'light.filed.v1':
    case 'light.dissented.v1':
    case 'light.dissent-withdrawn.v1':
    case 'light.closed-itself.v1':
    case 'review.promoted.v1':
      return auditLight(review, event);
    case 'joint.release-joined.v1':
    case 'joint.seat-named.v1':
    case 'joint.concurred.v1':
    case 'joint.objected.v1':
    case 'joint.waived.v1':
      return auditJoint(review, event);
    case 'round.asked.v1':
    case 'round.prolonged.v1':
    case 'packet.taken.v1':
    case 'round.settled.v1':
      return auditRounds(review, event);
    case 'signoff.recorded.v1':
    case 'signoff.countersigned.v1':
    case 'signoff.requested.v1':
      return signing(review, event);
    case 'consent.worded.v1':
    case 'consent.answered.v1':
    case 'recording.started.v1':
    case 'recording.paused.v1':
    case 'recording.resumed.v1':
    case 'recording.noted.v1':
    case 'recording.stopped.v1':
    case 'recording.kept.v1':
    case 'recording.cut.v1':
      return auditRecordings(review, event);
    case 'transcript.enclosed.v1':
    case 'transcript.left-out.v1':
      return auditEnclosure(review, event);
    case 'bodies.erased.v1':
      return undefined;
    default:
      return notClosed(review);
  }
}

const notClosed = ({ phase }: Review): Breach | undefined =>
  phase === 'closed' || phase === 'signed' ? ['H1', 'the review was closed.'] : undefined;

function closing(review: Review): Breach | undefined {
  if (missingFields(review).length > 0) return ['M1.5', 'a required field was empty.'];
  if (openRound(review.rounds) !== undefined) return ['M7.5', 'answers were still being waited for.'];
  if (runningRecording(review.recordings) !== undefined) return ['M3.6', 'it was still being recorded.'];
  // Product's word was not asked for before reviews kept the rules they are run by.
  const isOwed = review.product === null && review.requiredRoles.includes('product-manager');
  if (isOwed && !isBeforePolicies(review.governance)) return ['M8.5', 'product had not reviewed it.'];
  if (openIssues(review).length > 0) return ['M1.6', 'an issue was still open.'];
  const causes = closedOverCauses(review);
  if (causes !== undefined) return causes;
  if (jointLacks(review).length > 0) return ['M7.2', 'a service had not concurred.'];
  return review.light.closedItself === null ? inPhase(review, ['actions'], 'M1.6') : undefined;
}

function scheduling(
  { zone, governance }: Review,
  { at: writtenAt, body }: HappenedEvent & { type: 'meeting.scheduled.v2' },
): Breach | undefined {
  const closed = closedOn(wallAt(body.at, zone).day, governance.calendar);
  if (closed !== undefined) return ['M1.4', `its day lies in ${closedWords(closed)}.`];
  return body.at + correctionMs < writtenAt && body.reason === null
    ? ['M1.4', 'its day was over, and no reason was given.']
    : undefined;
}

function starting(review: Review, { body }: HappenedEvent & { type: 'meeting.started.v1' }): Breach | undefined {
  if (review.phase !== 'prepared') return ['H1', 'the meeting starts once, after it was prepared.'];
  if (isLight(review)) return ['M7.1', 'a light review has no meeting.'];
  if (isWithoutMeeting(review)) return ['M7.5', 'it was held without meeting.'];
  return body.inquorateReason === null && isShortOf(review, review.present)
    ? ['M1.2', 'too few were in the room, and no reason was given.']
    : undefined;
}

/** In a meeting those in the room agree, without one those who answered. */
function agreeing(review: Review, { body }: HappenedEvent & { type: 'facts.agreed.v1' }): Breach | undefined {
  const round = openRound(review.rounds);
  const people = round === undefined ? review.present : answeredBy(round);
  return body.present === people.length && body.inFavour <= body.present && body.inFavour * 2 > body.present
    ? undefined
    : ['M3.1', 'that is no majority of those who were there.'];
}

function filling(review: Review, { body }: HappenedEvent & { type: 'field.filled.v1' }): Breach | undefined {
  const field = fieldsOf(review).find((each) => each.id === body.field);
  if (field === undefined) return ['M1.5', 'the template has no such field.'];
  if (field.rationale === true && body.rationale === null) return ['M1.5', 'it has no rationale.'];
  // Who was of the roster then is not known here.
  return field.type !== 'member' && valueFault(field, body.value, emptyWorkspace) !== null
    ? ['M1.5', 'that is no value of the field.']
    : undefined;
}

const isCarried = (claim: Review['claims'][number]): boolean => claimSupport(claim) !== 'unsupported';

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

function signing(review: Review, event: HappenedEvent & SignEvent): Breach | undefined {
  const { role, member } = event.body;
  if ([...review.signOffs, ...review.countersigns].some((signed) => signed.role === role || signed.member === member))
    return ['M1.1', 'one person signs for one role, once.'];
  return inPhase(review, ['closed', 'signed'], 'H1');
}
