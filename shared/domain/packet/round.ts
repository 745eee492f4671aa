import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { epochMsSchema, localIdSchema, statementSchema } from '../text.ts';
import { packetSchema, roundPhases, saidSchema, type Packet, type RoundPhase } from './packet.ts';

/** A packet that was taken in, by the SHA-256 of its signed file. A late one is kept and counts for nothing. */
export type TakenPacket = Packet & { readonly sha256: string; readonly at: number; readonly late: boolean };

const saidBySchema = z.strictObject({ said: saidSchema, author: memberIdSchema, revision: z.int().min(1) });

/** One value that lost to another said of the same thing; the record shows both. */
export const lostValueSchema = z.strictObject({ stands: saidBySchema, lost: z.array(saidBySchema).max(500) });
export type LostValue = z.infer<typeof lostValueSchema>;

/** One phase worked through without meeting: everybody answers by one deadline, then the answers are merged. */
export type Round = {
  readonly id: string;
  readonly phase: RoundPhase;
  readonly deadline: number;
  readonly reviewers: readonly string[];
  readonly askedAt: number;
  readonly prolonged: readonly { readonly at: number; readonly deadline: number; readonly reason: string }[];
  readonly packets: readonly TakenPacket[];
  readonly settled: {
    readonly at: number;
    readonly inquorateReason: string | null;
    readonly lost: readonly LostValue[];
    readonly comments: readonly { readonly author: string; readonly text: string }[];
  } | null;
};

export const roundEvents = {
  'round.asked.v1': z.strictObject({
    id: localIdSchema,
    phase: z.enum(roundPhases),
    deadline: epochMsSchema,
    reviewers: z.array(memberIdSchema).min(1).max(200),
  }),
  'round.prolonged.v1': z.strictObject({ round: localIdSchema, deadline: epochMsSchema, reason: statementSchema }),
  'packet.taken.v1': z.strictObject({
    packet: packetSchema,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    fingerprint: z.string().max(120),
    late: z.boolean(),
  }),
  'round.settled.v1': z.strictObject({
    round: localIdSchema,
    inquorateReason: statementSchema.nullable(),
    lost: z.array(lostValueSchema).max(5000),
    comments: z.array(z.strictObject({ author: memberIdSchema, text: statementSchema })).max(5000),
  }),
} as const;

export const roundCommands = [
  z.strictObject({
    type: z.literal('round.ask'),
    id: localIdSchema,
    phase: z.enum(roundPhases),
    deadline: epochMsSchema,
    reviewers: z.array(memberIdSchema).min(1).max(200),
  }),
  z.strictObject({
    type: z.literal('round.prolong'),
    round: localIdSchema,
    deadline: epochMsSchema,
    reason: statementSchema,
  }),
  z.strictObject({
    type: z.literal('round.settle'),
    round: localIdSchema,
    /** Why it is settled below quorum; null where there is a quorum. */
    inquorateReason: statementSchema.nullable(),
  }),
] as const;

export const openRound = (rounds: readonly Round[]): Round | undefined =>
  rounds.find(({ settled }) => settled === null);

/** A review that was worked through by rounds: no clock, nobody at the door. Once asked, it does not meet any more. */
export const isWithoutMeeting = (review: { readonly rounds: readonly unknown[] }): boolean => review.rounds.length > 0;

/** The packets of a round that count: in time, and of each author all revisions, for the merge to choose. */
export const countedPackets = ({ packets }: Round): readonly TakenPacket[] => packets.filter(({ late }) => !late);

/** Who answered in time. */
export const answeredBy = (round: Round): readonly string[] => [
  ...new Set(countedPackets(round).map(({ author }) => author)),
];

/** The highest revision among the answers of a round; 0 before the first. */
export const answeredRevision = ({ packets }: Round): number =>
  packets.reduce((highest, { revision }) => Math.max(highest, revision), 0);
