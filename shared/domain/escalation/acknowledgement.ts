import { z } from 'zod';
import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { answers, type Escalation, type EscalationEvent } from './escalation.ts';

/** What the receiver of a packet sends back: acknowledgement.json, signed or not. */
export const acknowledgementSchema = z.strictObject({
  format: z.literal('hotwash-acknowledgement/1'),
  /** SHA-256 of the packet.json that is answered. */
  packet: z.string().regex(/^[0-9a-f]{64}$/),
  by: z.string().trim().min(1).max(200),
  at: z.iso.datetime(),
  decision: z.enum(answers),
  /** Ticket, minutes, mail: where the receiver deals with it. */
  reference: z.string().trim().min(1).max(300),
  words: z.string().max(2000),
  /** The receiver's device, where it has Hotwash and signed. */
  device: z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/), publicPem: z.string().max(1000) }).nullable(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** How far two machines' clocks may differ before an answer from the future is refused. */
const clockSlackMs = 24 * 3_600_000;

/**
 * [M1.6] Whether an answer is one to a packet that was sent from here. `expected` is the escalation that it is taken for,
 * null where the packet decides. A packet is answered once; an answer of an earlier rung that comes late still counts.
 */
export function decideAcknowledgement(
  escalations: readonly Escalation[],
  answer: Acknowledgement,
  signedBy: string | null,
  expected: string | null,
  now: number,
): Result<EscalationEvent & { type: 'escalation.acknowledged.v1' }, Refusal> {
  const escalation = escalations.find((each) => each.packets.some(({ sha256 }) => sha256 === answer.packet));
  const packet = escalation?.packets.find(({ sha256 }) => sha256 === answer.packet);
  if (escalation === undefined || packet === undefined)
    return refuse(
      'M1.6',
      `No packet with the hash ${answer.packet.slice(0, 12)}… was sent from here.`,
      'Ask the receiver to answer the packet as it was sent; a packet that was changed has another hash.',
    );
  if (expected !== null && escalation.id !== expected)
    return refuse('M1.6', `This answers another packet: “${escalation.issue}”.`, 'Import it there.');
  if (escalation.answers.some((each) => each.packet === answer.packet))
    return refuse('M1.6', 'This packet was answered already.', 'Nothing needs doing; one packet is answered once.');
  const at = Date.parse(answer.at);
  if (at < packet.createdAt)
    return refuse(
      'M1.6',
      `The answer says it is of ${answer.at}, before the packet was made.`,
      'Ask the receiver to look at their clock and answer again.',
    );
  if (at > now + clockSlackMs)
    return refuse('M1.6', `The answer says it is of ${answer.at}, which is to come.`, 'Compare both clocks first.');
  const { by, decision, reference, words } = answer;
  const body = { escalation: escalation.id, packet: packet.sha256, by, at, decision, reference, words, signedBy };
  return ok({ type: 'escalation.acknowledged.v1', body });
}
