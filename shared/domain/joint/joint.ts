import { z } from 'zod';
import { memberIdSchema, releaseIdSchema, serviceIdSchema } from '../ids.ts';
import type { Review } from '../review/review.ts';
import { statementSchema } from '../text.ts';
import type { Workspace } from '../workspace/workspace.ts';

const service = serviceIdSchema;
const member = memberIdSchema;

/** Events of a joint review (M7.2). */
export const jointEventSchemas = {
  /** A release that overlapped was taken into the review while it was a draft. */
  'joint.release-joined.v1': z.strictObject({ release: releaseIdSchema, service }),
  'joint.seat-named.v1': z.strictObject({ service, member }),
  'joint.concurred.v1': z.strictObject({ service, member }),
  'joint.objected.v1': z.strictObject({ service, member, reason: statementSchema }),
  'joint.waived.v1': z.strictObject({ service, reason: statementSchema }),
} as const;

export const jointCommands = [
  z.strictObject({ type: z.literal('joint.join'), release: releaseIdSchema, service }),
  z.strictObject({ type: z.literal('joint.name-seat'), service, member: z.string().max(40) }),
  z.strictObject({ type: z.literal('joint.concur'), service, member: z.string().max(40) }),
  z.strictObject({ type: z.literal('joint.object'), service, member: z.string().max(40), reason: statementSchema }),
  z.strictObject({ type: z.literal('joint.waive'), service, reason: statementSchema }),
] as const;

export type JoinedRelease = { readonly release: string; readonly service: string };

/** What one service's seat said last, or that the review goes on without it. */
export type Stance =
  | { readonly kind: 'concurred'; readonly service: string; readonly member: string; readonly at: number }
  | {
      readonly kind: 'objected';
      readonly service: string;
      readonly member: string;
      readonly at: number;
      readonly reason: string;
    };

export type JointWaiver = {
  readonly service: string;
  readonly reason: string;
  readonly actor: string;
  readonly at: number;
};

/** What a joint review knows of the services in it; nothing is joined in any other. */
export type JointState = {
  readonly joined: readonly JoinedRelease[];
  /** Who speaks for a service, where that was said; the catalogue's owner otherwise. */
  readonly seats: readonly { readonly service: string; readonly member: string }[];
  /** The last word of each service. */
  readonly stances: readonly Stance[];
  readonly waived: readonly JointWaiver[];
};

export const emptyJoint: JointState = { joined: [], seats: [], stances: [], waived: [] };

export const isJoint = (review: Pick<Review, 'joint'>): boolean => review.joint.joined.length > 0;

/** Every service whose seat must concur; none where only one release is reviewed. */
export const jointServices = (review: Pick<Review, 'joint' | 'service'>): readonly string[] =>
  isJoint(review) ? [...new Set([review.service, ...review.joint.joined.map((each) => each.service)])] : [];

/** Who speaks for a service: who was named for it, else its owner in the catalogue. */
export const jointSeat = (review: Pick<Review, 'joint'>, workspace: Workspace, ofService: string): string | null =>
  review.joint.seats.find((each) => each.service === ofService)?.member ??
  workspace.services.find(({ id }) => id === ofService)?.owner ??
  null;

/** [M7.2] Services whose seat did not concur and that were not waived, each with what stands in the way. */
export const jointLacks = (
  review: Pick<Review, 'joint' | 'service'>,
): readonly { readonly service: string; readonly why: 'silent' | 'objected' }[] =>
  jointServices(review).flatMap((each) => {
    const stance = review.joint.stances.find((one) => one.service === each);
    if (stance?.kind === 'concurred' || review.joint.waived.some((one) => one.service === each)) return [];
    return [{ service: each, why: stance === undefined ? ('silent' as const) : ('objected' as const) }];
  });
