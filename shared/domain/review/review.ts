import { z } from 'zod';
import type { Governance } from '../policy/governance.ts';
import { escalationTargets } from '../policy/policy.ts';
import type { ReviewTier } from '../policy/tier-policy.ts';
import { daySchema, localIdSchema, statementSchema } from '../text.ts';
import type { ActionItem } from '../action/action.ts';
import type { Agenda, ItemKind } from '../agenda/agenda.ts';
import type { BoardMatter } from '../cause/board.ts';
import type { Cause, Effect, HeldIdea } from '../cause/cause.ts';
import type { Triage } from '../cause/triage.ts';
import type { Claim } from '../claim/claim.ts';
import type { JointState } from '../joint/joint.ts';
import type { LightState } from '../light/light.ts';
import type { Decision } from '../decision/decision.ts';
import type { WaivedHole } from '../kpi/kpi-map.ts';
import type { ProductReview } from '../product/product.ts';
import type { FieldValue } from '../template/field-value.ts';
import type { HostException } from '../rota/host-exception.ts';
import type { Note } from '../note/note.ts';
import type { Vote } from '../vote/vote.ts';
import { seatNames, type Seat, type SeatName, type SignOffRole } from './seats.ts';
import type { SigningState } from './sign-events.ts';
import type { Round } from '../packet/round.ts';
import type { Enclosure } from '../transcript/enclosure.ts';
import type { Consent, Recording } from '../recording/recording.ts';
import type { WordingOverride } from '../wording/kept-wording.ts';
import type { ReviewPackage } from './package.ts';

export const phases = ['draft', 'prepared', 'facts', 'causes', 'actions', 'closed', 'signed'] as const;
export type Phase = (typeof phases)[number];

/** What becomes of an open issue at close (M1.6). */
export const exitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('action'), action: localIdSchema }),
  z.strictObject({ kind: z.literal('park'), until: daySchema }),
  z.strictObject({
    kind: z.literal('escalate'),
    to: z.enum(escalationTargets),
    answerBy: daySchema,
    reason: statementSchema,
  }),
]);
export type Exit = z.infer<typeof exitSchema>;

export type ParkedTopic = {
  readonly id: string;
  readonly text: string;
  readonly item: string;
  readonly actor: string;
  readonly at: number;
  readonly exit: Exit | null;
};

/** One review as its journal made it. */
export type Review = SigningState & {
  readonly id: string;
  readonly title: string;
  readonly release: string;
  readonly service: string;
  readonly tier: ReviewTier;
  readonly zone: string;
  readonly phase: Phase;
  readonly openedAt: number;
  readonly scheduledAt: number | null;
  /** Why it is held late, was entered afterwards, or is held without knowing when the release went live (M1.4). */
  readonly scheduleReason: string | null;
  /** How often a date was set. */
  readonly schedulings: number;
  readonly requiredRoles: readonly SignOffRole[];
  /** The rules it is run by, pinned when it was opened. */
  readonly governance: Governance;
  readonly seats: { readonly [S in SeatName]: Seat };
  readonly facilitator: string | null;
  readonly scribe: string | null;
  /** Why these two host although the rota would not have named them (M3.5), and what about them asked for the reason. */
  readonly hostReason: string | null;
  readonly hostExceptions: readonly HostException[];
  readonly package: { readonly hash: string; readonly content: ReviewPackage } | null;
  /** KPIs that nothing measures and that the review goes on without (M2.3). */
  readonly waived: readonly WaivedHole[];
  readonly present: readonly string[];
  /** Everybody who was checked in at any time. */
  readonly attended: readonly string[];
  readonly inquorateReason: string | null;
  readonly agenda: Agenda;
  readonly factsAgreed: { readonly inFavour: number; readonly present: number; readonly at: number } | null;
  readonly claims: readonly Claim[];
  /** Words that lay blame and were kept with a reason (M3.3), oldest first. */
  readonly wordingOverrides: readonly WordingOverride[];
  readonly ideas: readonly HeldIdea[];
  readonly triage: Triage;
  /** Null until somebody worded it; the title stands for it then. */
  readonly effect: Effect | null;
  readonly causes: readonly Cause[];
  /** What became of classes that keep coming back in a component (M4.5). */
  readonly boardMatters: readonly BoardMatter[];
  readonly decisions: readonly Decision[];
  readonly votes: readonly Vote[];
  readonly notes: readonly Note[];
  readonly actions: readonly ActionItem[];
  readonly parked: readonly ParkedTopic[];
  readonly returns: readonly { readonly item: string; readonly reason: string; readonly at: number }[];
  /** Values of the template's fields, by field; read them with `valueOf`. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Why a field has its value, where it asks for that. */
  readonly rationales: Readonly<Record<string, string>>;
  /** What the product seat said last (M8.5); null while it said nothing. */
  readonly product: ProductReview | null;
  /** The form of a light review, and who dissents (M7.1). */
  readonly light: LightState;
  /** The services reviewed together, and what their seats said (M7.2). */
  readonly joint: JointState;
  readonly summary: string | null;
  readonly closedAt: number | null;
  /** Phases worked through without meeting, oldest first (M7.5). */
  readonly rounds: readonly Round[];
  /** What those in the room were asked before they were recorded (M3.6); null while nothing was worded. */
  readonly consent: Consent | null;
  /** Oldest first. */
  readonly recordings: readonly Recording[];
  /** Transcripts that go into the record, in its order; nothing goes in unless a person chose it. */
  readonly enclosed: readonly Enclosure[];
};

/** Phase of the work that an agenda item does. Facts stays the phase until the item Causes is entered. */
export const phaseOfItem = (kind: ItemKind): Phase =>
  kind === 'causes' ? 'causes' : kind === 'actions' || kind === 'sign' ? 'actions' : 'facts';

/**
 * Issues that still need an exit before the review can close: parked topics, held ideas nobody took up or dismissed, and
 * hands that nobody counted.
 */
export const openIssues = (
  review: Review,
): readonly { kind: 'parked' | 'idea' | 'vote'; id: string; text: string }[] => [
  ...review.parked.flatMap((topic) =>
    topic.exit === null || leadsNowhere(review, topic.exit)
      ? [{ kind: 'parked' as const, id: topic.id, text: topic.text }]
      : [],
  ),
  ...review.ideas.flatMap((idea) =>
    idea.fate.kind === 'sealed' || idea.fate.kind === 'open'
      ? [{ kind: 'idea' as const, id: idea.id, text: idea.text }]
      : [],
  ),
  ...review.votes.flatMap(({ id, question, counted }) =>
    counted === null ? [{ kind: 'vote' as const, id, text: question }] : [],
  ),
];

/** An exit into an action that was dropped since is none. */
const leadsNowhere = (review: Review, exit: Exit): boolean =>
  exit.kind === 'action' &&
  !review.actions.some((action) => action.id === exit.action && action.state.name !== 'dropped');

export const seatCommands = [
  z.strictObject({
    type: z.literal('seat.fill'),
    seat: z.enum(seatNames),
    accountable: z.string().max(40).nullable(),
    deputy: z.string().max(40).nullable(),
  }),
  z.strictObject({
    type: z.literal('host.name'),
    facilitator: z.string().max(40),
    scribe: z.string().max(40).nullable(),
    reason: z.exactOptional(statementSchema.nullable()),
  }),
  z.strictObject({
    type: z.literal('meeting.schedule'),
    at: z.int().min(0),
    reason: z.exactOptional(statementSchema.nullable()),
  }),
  z.strictObject({ type: z.literal('review.prepare') }),
  z.strictObject({ type: z.literal('attendee.arrive'), member: z.string().max(40) }),
  z.strictObject({ type: z.literal('attendee.leave'), member: z.string().max(40) }),
  z.strictObject({ type: z.literal('topic.exit'), topic: localIdSchema, exit: exitSchema }),
  z.strictObject({ type: z.literal('review.close'), summary: statementSchema }),
  z.strictObject({ type: z.literal('undo') }),
  z.strictObject({ type: z.literal('redo') }),
] as const;
