import { z } from 'zod';
import { memberIdSchema, releaseIdSchema, reviewIdSchema, serviceIdSchema } from '../ids.ts';
import { daySchema, epochMsSchema, localIdSchema, statementSchema } from '../text.ts';
import { evidenceSchema, targetSchema } from '../claim/claim.ts';
import { causeEventSchemas } from '../cause/cause-events.ts';
import { actionTerms, criterionSchema } from '../action/action.ts';
import { agendaItemSchema } from '../agenda/agenda.ts';
import { handCountSchema, overChoices, overHandsSchema } from '../agenda/hands.ts';
import { decisionEventSchemas } from '../decision/decision.ts';
import { neededKpiSchema } from '../kpi/kpi-map.ts';
import { bodiesErasedSchema } from '../erasure/erased-bodies.ts';
import { jointEventSchemas } from '../joint/joint.ts';
import { lightEventSchemas } from '../light/light.ts';
import { governanceSchema } from '../policy/governance.ts';
import { productReviewedSchema } from '../product/product.ts';
import { reviewTiers } from '../policy/tier-policy.ts';
import { filledFieldSchema } from '../template/field-value.ts';
import { hostExceptionSchema } from '../rota/host-exception.ts';
import { roundEvents } from '../packet/round.ts';
import { noteEventSchemas } from '../note/note.ts';
import { voteEventSchemas } from '../vote/vote.ts';
import { wordingEventSchemas } from '../wording/kept-wording.ts';
import { packageSchema } from './package.ts';
import { exitSchema } from './review.ts';
import { seatNames, signOffRoles } from './seats.ts';
import { enclosureEventSchemas } from '../transcript/enclosure.ts';
import { recordingEventSchemas } from '../recording/recording.ts';
import { signEventSchemas } from './sign-events.ts';

const text = statementSchema;
const id = localIdSchema;
const member = memberIdSchema;

const opening = {
  id: reviewIdSchema,
  title: z.string().min(1).max(300),
  release: releaseIdSchema,
  service: serviceIdSchema,
  tier: z.enum(reviewTiers),
  zone: z.string().max(60),
  agenda: z.array(agendaItemSchema).min(1).max(20),
  requiredRoles: z.array(z.enum(signOffRoles)).min(1),
};

/** Every event of a review's journal, by type. Past tense and versioned; a changed shape gets a new version. */
export const reviewEventSchemas = {
  'review.opened.v1': z.strictObject(opening),
  /** With the rules it is run by. */
  'review.opened.v2': z.strictObject({ ...opening, governance: governanceSchema }),
  'seat.filled.v1': z.strictObject({
    seat: z.enum(seatNames),
    accountable: member.nullable(),
    deputy: member.nullable(),
  }),
  'host.named.v1': z.strictObject({ facilitator: member, scribe: member.nullable() }),
  /** With what about them asked for a reason, and the reason. */
  'host.named.v2': z.strictObject({
    facilitator: member,
    scribe: member.nullable(),
    reason: text.nullable(),
    exceptions: z.array(hostExceptionSchema).max(4),
  }),
  'meeting.scheduled.v1': z.strictObject({ at: epochMsSchema }),
  'meeting.scheduled.v2': z.strictObject({ at: epochMsSchema, reason: text.nullable() }),
  'package.sealed.v1': z.strictObject({ hash: z.string(), package: packageSchema }),
  'hole.waived.v1': z.strictObject({ service: serviceIdSchema, kpi: neededKpiSchema, reason: text }),
  'attendee.arrived.v1': z.strictObject({ member }),
  'attendee.left.v1': z.strictObject({ member }),
  'meeting.started.v1': z.strictObject({ item: id, inquorateReason: text.nullable() }),
  'item.entered.v1': z.strictObject({ item: id }),
  'item.returned.v1': z.strictObject({ item: id, reason: text }),
  'item.extended.v1': z.strictObject({
    item: id,
    ms: z.int().min(1),
    takings: z.array(z.strictObject({ item: id, ms: z.int().min(1) })),
  }),
  'item.retimed.v1': z.strictObject({ item: id, budgetMs: z.int().min(0) }),
  'over.answered.v1': z.strictObject({
    item: id,
    hands: overHandsSchema,
    present: handCountSchema,
    choice: z.enum(overChoices),
    decidedBy: z.enum(['hands', 'facilitator']),
  }),
  'elmo.called.v1': z.strictObject({ item: id }),
  'elmo.answered.v1': z.strictObject({
    item: id,
    inFavour: handCountSchema,
    against: handCountSchema,
    present: handCountSchema,
    outcome: z.enum(['next', 'park', 'goes-on']),
  }),
  'meeting.paused.v1': z.strictObject({ reason: text }),
  'meeting.resumed.v1': z.strictObject({}),
  'meeting.stopped.v1': z.strictObject({ reason: text }),
  'gap.noted.v1': z.strictObject({ gap: id, ms: z.int(), cause: z.enum(['sleep', 'crash', 'clock-change']) }),
  'gap.answered.v1': z.strictObject({ gap: id, count: z.boolean() }),
  'facts.agreed.v1': z.strictObject({ inFavour: z.int().min(0), present: z.int().min(0) }),
  'claim.added.v1': z.strictObject({ id, text, happenedAt: epochMsSchema.nullable(), author: member }),
  'claim.reworded.v1': z.strictObject({ claim: id, text, happenedAt: epochMsSchema.nullable() }),
  'claim.withdrawn.v1': z.strictObject({ claim: id }),
  ...wordingEventSchemas,
  'evidence.attached.v1': z.strictObject({ target: targetSchema, evidence: evidenceSchema }),
  'evidence.detached.v1': z.strictObject({ target: targetSchema, evidence: id }),
  ...causeEventSchemas,
  ...voteEventSchemas,
  ...decisionEventSchemas,
  ...noteEventSchemas,
  'action.noted.v1': z.strictObject({ id, text, author: member, causes: z.array(id), soakUntil: daySchema }),
  'action.reworded.v1': z.strictObject({ action: id, text }),
  'action.committed.v1': z.strictObject({ action: id, owner: member, due: daySchema, criterion: criterionSchema }),
  'action.dropped.v1': z.strictObject({ action: id, reason: text }),
  'action.termed.v1': z.strictObject({ action: id, term: z.enum(actionTerms) }),
  'topic.parked.v1': z.strictObject({ id, text, item: id }),
  'topic.exited.v1': z.strictObject({ topic: id, exit: exitSchema }),
  'product.reviewed.v1': productReviewedSchema,
  ...lightEventSchemas,
  ...jointEventSchemas,
  ...recordingEventSchemas,
  ...enclosureEventSchemas,
  'review.closed.v1': z.strictObject({ summary: text }),
  ...signEventSchemas,
  'field.filled.v1': filledFieldSchema,
  'field.emptied.v1': filledFieldSchema.pick({ field: true }),
  ...roundEvents,
  'bodies.erased.v1': bodiesErasedSchema,
  'command.undone.v1': z.strictObject({ target: id }),
  'command.redone.v1': z.strictObject({ target: id }),
} as const;

export type ReviewEventType = keyof typeof reviewEventSchemas;

/** One event as decided: its type and body. */
export type ReviewEvent = {
  [T in ReviewEventType]: { readonly type: T; readonly body: z.infer<(typeof reviewEventSchemas)[T]> };
}[ReviewEventType];

/** One event as it happened: when, by whom, under which command, at which place in the journal. */
export type HappenedEvent = ReviewEvent & {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly command: string;
};

export const isReviewEventType = (type: string): type is ReviewEventType => Object.hasOwn(reviewEventSchemas, type);
