import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { signOffRoles, type SignOffRole } from './seats.ts';

/** A role in a statement and in file names: `release-manager`, `auditor`. */
export const roleNameSchema = z
  .string()
  .max(40, 'at most 40 characters')
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'small letters and digits, words joined by a dash: internal-audit');

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const signature = { member: memberIdSchema, fingerprint: z.string().max(120), envelope: sha256 };

/** What happens to a review's record after the closing. None of it is in the record itself. */
export const signEventSchemas = {
  'signoff.recorded.v1': z.strictObject({ role: z.enum(signOffRoles), ...signature }),
  /** Signed by somebody whom no policy asked, as a role of their own. */
  'signoff.countersigned.v1': z.strictObject({ role: roleNameSchema, ...signature }),
  /** A signing request was taken away. `statement`: SHA-256 of what is to be signed, `claimedAt` as it stands in it. */
  'signoff.requested.v1': z.strictObject({
    role: roleNameSchema,
    member: memberIdSchema,
    by: memberIdSchema.nullable(),
    statement: sha256,
    act: z.enum(['facilitated', 'accepted', 'countersigned']),
    claimedAt: z.iso.datetime(),
    rosterVersion: z.int().min(0),
    rosterSha256: sha256.nullable(),
  }),
} as const;

export type SignEvent = {
  [T in keyof typeof signEventSchemas]: { readonly type: T; readonly body: z.infer<(typeof signEventSchemas)[T]> };
}[keyof typeof signEventSchemas];

/** `at`: epoch ms when it came into the record. `envelope`: the SHA-256 of its file. */
type Signed = {
  readonly member: string;
  readonly fingerprint: string;
  readonly envelope: string;
  readonly at: number;
};
export type SignOff = Signed & { readonly role: SignOffRole };
export type Countersign = Signed & { readonly role: string };
/** A request that is away, with `at`, epoch ms, when it was taken. */
export type AwayRequest = z.infer<(typeof signEventSchemas)['signoff.requested.v1']> & { readonly at: number };

/** The part of a review that changes after its closing. */
export type SigningState = {
  readonly signOffs: readonly SignOff[];
  readonly countersigns: readonly Countersign[];
  /** The newest request of each role that is neither signed nor answered. */
  readonly away: readonly AwayRequest[];
};

export const unsigned: SigningState = { signOffs: [], countersigns: [], away: [] };

/** Folds one event; a role that is signed is away no more. */
export function evolveSigning<R extends SigningState>(review: R, event: SignEvent & { readonly at: number }): R {
  const { type, body, at } = event;
  const away = review.away.filter(({ role }) => role !== body.role);
  switch (type) {
    case 'signoff.recorded.v1':
      return { ...review, away, signOffs: [...review.signOffs, { ...body, at }] };
    case 'signoff.countersigned.v1':
      return { ...review, away, countersigns: [...review.countersigns, { ...body, at }] };
    case 'signoff.requested.v1':
      return { ...review, away: [...away, { ...body, at }] };
  }
}
