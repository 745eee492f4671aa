import { z } from 'zod';
import { reviewIdSchema } from '../ids.ts';
import { escalationTargets, rungSchema } from '../policy/policy.ts';
import { slugSchema } from '../template/template.ts';
import { epochMsSchema, localIdSchema, statementSchema } from '../text.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `r-2026-118-k3f9a2c81d`: the review and its parked topic. */
export const escalationIdSchema = z.string().regex(/^r-[a-z0-9-]{3,94}$/);

/** One step of a ladder, with the ladder it is of: a ladder may go on in another. */
export const climbSchema = rungSchema.extend({ ladder: slugSchema });
export type Climb = z.infer<typeof climbSchema>;

const packetSchema = z.strictObject({
  /** `<escalation>-<rung>`, also the name of its folder. */
  id: z.string().max(120),
  /** Of packet.json. */
  sha256,
  createdAt: epochMsSchema,
  /** By when this rung answers, else the next one is asked. */
  answerBy: epochMsSchema,
});
export type Packet = z.infer<typeof packetSchema>;

export const answers = ['accepted', 'refused', 'forwarded'] as const;

export const escalationEventSchemas = {
  'escalation.sent.v1': z.strictObject({
    id: escalationIdSchema,
    review: reviewIdSchema,
    topic: localIdSchema,
    issue: statementSchema,
    target: z.enum(escalationTargets),
    /** The whole way up, pinned: a later policy moves no escalation that is under way. */
    rungs: z.array(climbSchema).min(1).max(120),
    packet: packetSchema,
  }),
  /** The rung before was late. `rung` counts from 1. */
  'escalation.raised.v1': z.strictObject({
    escalation: escalationIdSchema,
    rung: z.int().min(2).max(120),
    packet: packetSchema,
  }),
  'escalation.acknowledged.v1': z.strictObject({
    escalation: escalationIdSchema,
    /** SHA-256 of the packet that is answered. */
    packet: sha256,
    by: z.string().trim().min(1).max(200),
    /** When the receiver says that they answered, epoch ms. */
    at: epochMsSchema,
    decision: z.enum(answers),
    reference: z.string().trim().min(1).max(300),
    words: z.string().max(2000),
    /** Device whose signature over the answer holds; null where it is not signed, as when it was typed here. */
    signedBy: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .nullable(),
  }),
} as const;

export type EscalationEventType = keyof typeof escalationEventSchemas;
export type EscalationEvent = {
  [T in EscalationEventType]: { readonly type: T; readonly body: z.infer<(typeof escalationEventSchemas)[T]> };
}[EscalationEventType];

export type Answer = Omit<z.infer<(typeof escalationEventSchemas)['escalation.acknowledged.v1']>, 'escalation'>;

/** An issue handed to somebody outside of the review, and how far up it went. */
export type Escalation = Omit<z.infer<(typeof escalationEventSchemas)['escalation.sent.v1']>, 'packet'> & {
  /** One for each rung that was asked, the first rung first. */
  readonly packets: readonly Packet[];
  readonly answers: readonly Answer[];
};

export const isEscalationEvent = <E extends { readonly type: string }>(event: E): event is E & EscalationEvent =>
  Object.hasOwn(escalationEventSchemas, event.type);

/** Folds one event into the workspace's escalations. */
export function evolveEscalations(list: readonly Escalation[], event: EscalationEvent): readonly Escalation[] {
  const change = (id: string, then: (each: Escalation) => Escalation): readonly Escalation[] =>
    list.map((each) => (each.id === id ? then(each) : each));
  switch (event.type) {
    case 'escalation.sent.v1': {
      const { packet, ...sent } = event.body;
      return [...list, { ...sent, packets: [packet], answers: [] }];
    }
    case 'escalation.raised.v1': {
      const { escalation, packet } = event.body;
      return change(escalation, (each) => ({ ...each, packets: [...each.packets, packet] }));
    }
    case 'escalation.acknowledged.v1': {
      const { escalation, ...answer } = event.body;
      return change(escalation, (each) => ({ ...each, answers: [...each.answers, answer] }));
    }
  }
}
