import { invariant } from '../../lib/invariant.ts';
import { newAgenda } from '../agenda/evolve-agenda.ts';
import { evolveRoom } from '../agenda/evolve-room.ts';
import { evolveRounds } from '../packet/evolve-rounds.ts';
import { evolveCauses } from '../cause/evolve-causes.ts';
import { untriaged } from '../cause/triage.ts';
import type { ActionItem } from '../action/action.ts';
import type { Claim } from '../claim/claim.ts';
import { evolveJoint } from '../joint/evolve-joint.ts';
import { emptyJoint } from '../joint/joint.ts';
import { evolveEnclosure } from '../transcript/enclosure.ts';
import { evolveRecordings } from '../recording/evolve-recordings.ts';
import { evolveLight } from '../light/evolve-light.ts';
import { emptyLight } from '../light/light.ts';
import type { HappenedEvent } from './events.ts';
import { governanceBefore } from '../policy/governance.ts';
import { phaseOfItem, type Review } from './review.ts';
import { evolveSigning, unsigned } from './sign-events.ts';

const emptySeat = { accountable: null, deputy: null };

type Opening = HappenedEvent & { type: 'review.opened.v1' | 'review.opened.v2' };

function openReview(event: Opening): Review {
  const { id, title, release, service, tier, zone, agenda, requiredRoles } = event.body;
  return {
    id,
    title,
    release,
    service,
    tier,
    zone,
    phase: 'draft',
    openedAt: event.at,
    scheduledAt: null,
    scheduleReason: null,
    schedulings: 0,
    requiredRoles,
    governance: event.type === 'review.opened.v2' ? event.body.governance : governanceBefore(tier),
    seats: { release: emptySeat, operations: emptySeat, product: emptySeat },
    facilitator: null,
    scribe: null,
    hostReason: null,
    hostExceptions: [],
    package: null,
    waived: [],
    present: [],
    attended: [],
    inquorateReason: null,
    agenda: newAgenda(agenda),
    factsAgreed: null,
    claims: [],
    wordingOverrides: [],
    ideas: [],
    triage: untriaged,
    effect: null,
    causes: [],
    boardMatters: [],
    decisions: [],
    votes: [],
    notes: [],
    actions: [],
    parked: [],
    returns: [],
    fields: {},
    rationales: {},
    product: null,
    light: emptyLight,
    joint: event.type === 'review.opened.v2' ? { ...emptyJoint, joined: event.body.governance.joined } : emptyJoint,
    summary: null,
    closedAt: null,
    ...unsigned,
    rounds: [],
    consent: null,
    recordings: [],
    enclosed: [],
  };
}

/** Folds one event that still stands. The first event of a journal opens the review. */
export function evolveReview(review: Review | undefined, event: HappenedEvent): Review {
  if (event.type === 'review.opened.v1' || event.type === 'review.opened.v2') return openReview(event);
  invariant(review !== undefined, 'a review is opened before anything happens in it');
  const clocked = evolveRoom(review, event);
  const lived = evolveJoint(evolveLight(evolveLifecycle(clocked, event), event), event);
  const recorded = evolveRecordings(evolveRounds(evolveCauses(evolveTalk(lived, event), event), event), event);
  const folded = evolveEnclosure(recorded, event);
  return changesFacts(event) ? { ...folded, factsAgreed: null } : folded;
}

/** The room agreed on the facts as they stood; a changed fact needs its agreement anew. */
const changesFacts = (event: HappenedEvent): boolean =>
  event.type.startsWith('claim.') ||
  ((event.type === 'evidence.attached.v1' || event.type === 'evidence.detached.v1') &&
    event.body.target.kind === 'claim');

function evolveLifecycle(review: Review, event: HappenedEvent): Review {
  switch (event.type) {
    case 'seat.filled.v1': {
      const { seat, accountable, deputy } = event.body;
      return { ...review, seats: { ...review.seats, [seat]: { accountable, deputy } } };
    }
    case 'host.named.v1':
    case 'host.named.v2': {
      const { facilitator, scribe } = event.body;
      const [reason, exceptions] =
        event.type === 'host.named.v1' ? [null, []] : [event.body.reason, event.body.exceptions];
      return { ...review, facilitator, scribe, hostReason: reason, hostExceptions: exceptions };
    }
    case 'meeting.scheduled.v1':
    case 'meeting.scheduled.v2': {
      const scheduleReason = event.type === 'meeting.scheduled.v1' ? null : event.body.reason;
      return { ...review, scheduledAt: event.body.at, scheduleReason, schedulings: review.schedulings + 1 };
    }
    case 'package.sealed.v1':
      return { ...review, phase: 'prepared', package: { hash: event.body.hash, content: event.body.package } };
    case 'hole.waived.v1':
      return { ...review, waived: [...review.waived, event.body] };
    case 'attendee.arrived.v1': {
      const { member } = event.body;
      return { ...review, present: including(review.present, member), attended: including(review.attended, member) };
    }
    case 'attendee.left.v1':
      return { ...review, present: review.present.filter((member) => member !== event.body.member) };
    case 'meeting.started.v1':
      return { ...review, phase: 'facts', inquorateReason: event.body.inquorateReason };
    case 'item.entered.v1':
      return { ...review, phase: phaseOf(review, event.body.item) };
    case 'item.returned.v1': {
      const phase = phaseOf(review, event.body.item);
      const returns = [...review.returns, { ...event.body, at: event.at }];
      return { ...review, phase, returns, factsAgreed: phase === 'facts' ? null : review.factsAgreed };
    }
    case 'facts.agreed.v1':
      return { ...review, factsAgreed: { ...event.body, at: event.at } };
    case 'product.reviewed.v1':
      return { ...review, product: { ...event.body, at: event.at } };
    case 'review.closed.v1':
      return { ...review, phase: 'closed', summary: event.body.summary, closedAt: event.at, present: review.present };
    case 'signoff.recorded.v1':
    case 'signoff.countersigned.v1':
    case 'signoff.requested.v1': {
      const signed = evolveSigning(review, event);
      const complete = review.requiredRoles.every((role) => signed.signOffs.some((signOff) => signOff.role === role));
      return { ...signed, phase: complete ? 'signed' : review.phase };
    }
    default:
      return review;
  }
}

function evolveTalk(review: Review, event: HappenedEvent): Review {
  switch (event.type) {
    case 'claim.added.v1':
      return { ...review, claims: [...review.claims, { ...event.body, evidence: [] }] };
    case 'claim.reworded.v1': {
      const { claim, text, happenedAt } = event.body;
      return withClaim(review, claim, (each) => ({ ...each, text, happenedAt }));
    }
    case 'claim.withdrawn.v1':
      return { ...review, claims: review.claims.filter((claim) => claim.id !== event.body.claim) };
    case 'wording.overridden.v1':
      return { ...review, wordingOverrides: [...review.wordingOverrides, { ...event.body, at: event.at }] };
    case 'evidence.attached.v1': {
      const { target, evidence } = event.body;
      if (target.kind !== 'claim') return review;
      return withClaim(review, target.id, (each) => ({ ...each, evidence: [...each.evidence, evidence] }));
    }
    case 'evidence.detached.v1': {
      const { target, evidence } = event.body;
      if (target.kind !== 'claim') return review;
      return withClaim(review, target.id, (each) => ({
        ...each,
        evidence: each.evidence.filter((piece) => piece.id !== evidence),
      }));
    }
    case 'action.noted.v1': {
      const { soakUntil, ...noted } = event.body;
      return {
        ...review,
        actions: [...review.actions, { ...noted, term: 'short', state: { name: 'idea', soakUntil } }],
      };
    }
    case 'action.reworded.v1':
      return withAction(review, event.body.action, (each) => ({ ...each, text: event.body.text }));
    case 'action.termed.v1':
      return withAction(review, event.body.action, (each) => ({ ...each, term: event.body.term }));
    case 'action.committed.v1': {
      const { action, ...commitment } = event.body;
      return withAction(review, action, (each) => ({ ...each, state: { name: 'committed', ...commitment } }));
    }
    case 'action.dropped.v1':
      return withAction(review, event.body.action, (each) => ({
        ...each,
        state: { name: 'dropped', reason: event.body.reason },
      }));
    case 'field.filled.v1':
    case 'field.emptied.v1':
      return evolveFields(review, event);
    case 'topic.parked.v1': {
      const topic = { ...event.body, actor: event.actor, at: event.at, exit: null };
      return { ...review, parked: [...review.parked, topic] };
    }
    case 'topic.exited.v1': {
      const { topic, exit } = event.body;
      return { ...review, parked: review.parked.map((each) => (each.id === topic ? { ...each, exit } : each)) };
    }
    default:
      return review;
  }
}

function evolveFields(review: Review, event: HappenedEvent & { type: 'field.filled.v1' | 'field.emptied.v1' }): Review {
  const { field } = event.body;
  const without = <T>(map: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(map).filter(([name]) => name !== field));
  const emptied = { ...review, fields: without(review.fields), rationales: without(review.rationales) };
  if (event.type === 'field.emptied.v1') return emptied;
  const { value, rationale } = event.body;
  return {
    ...emptied,
    fields: { ...emptied.fields, [field]: value },
    rationales: rationale === null ? emptied.rationales : { ...emptied.rationales, [field]: rationale },
  };
}

const including = (list: readonly string[], item: string): readonly string[] =>
  list.includes(item) ? list : [...list, item];

const withClaim = (review: Review, id: string, change: (claim: Claim) => Claim): Review => ({
  ...review,
  claims: review.claims.map((claim) => (claim.id === id ? change(claim) : claim)),
});

const withAction = (review: Review, id: string, change: (action: ActionItem) => ActionItem): Review => ({
  ...review,
  actions: review.actions.map((action) => (action.id === id ? change(action) : action)),
});

function phaseOf(review: Review, itemId: string): Review['phase'] {
  const item = review.agenda.items.find((each) => each.id === itemId);
  return item === undefined ? review.phase : phaseOfItem(item.kind);
}
