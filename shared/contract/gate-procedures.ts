import { z } from 'zod';
import { artifactSchema, environmentSchema, tokenIdSchema } from '../domain/gate/gate.ts';
import { memberIdSchema, releaseIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { signOffRoles } from '../domain/review/seats.ts';
import { epochMsSchema, statementSchema } from '../domain/text.ts';

const passphrase = z.string().min(1).max(1000);

const target = {
  review: reviewIdSchema,
  /** One of the releases that were reviewed; the review's own where it is left out. */
  release: z.exactOptional(releaseIdSchema),
  artifacts: z.array(artifactSchema).max(50),
  environment: environmentSchema.nullable(),
  /** Epoch ms; null for the usual life. */
  expiresAt: epochMsSchema.nullable(),
};

const refusalSchema = z.object({
  rule: z.string(),
  message: z.string(),
  satisfy: z.string(),
  place: z.enum(['review', 'record', 'escalations', 'commitments']).nullable(),
  lift: z.enum(['two-keys', 'nobody']),
});

/** Gate tokens (M7.6). The rules are in shared/domain/gate; the files are served as `/media/gate/<id>.json`. */
export const gateProcedures = {
  /** What a token of this review would be bound to, and why none is issued now. */
  'gate.look': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({
      releases: z.array(z.string()),
      /** SHA-256 of the record's manifest; null where there is no record. */
      manifest: z.string().nullable(),
      signOffs: z.int(),
      refusals: z.array(refusalSchema),
      /** Of the next phase that product spoke about; null where it spoke of none. */
      nextPhase: z.object({ feature: z.string(), refusals: z.array(refusalSchema) }).nullable(),
    }),
  },
  'gate.issue': {
    input: z.strictObject({
      ...target,
      member: memberIdSchema,
      passphrase,
      /** The feature whose next phase may begin; null for a token of the release. */
      feature: z.string().trim().min(1).max(200).nullable(),
    }),
    output: z.object({ id: z.string() }),
  },
  'gate.override': {
    input: z.strictObject({
      ...target,
      reason: statementSchema,
      signers: z.tuple([
        z.strictObject({ member: memberIdSchema, role: z.enum(signOffRoles), passphrase }),
        z.strictObject({ member: memberIdSchema, role: z.enum(signOffRoles), passphrase }),
      ]),
    }),
    output: z.object({ id: z.string() }),
  },
  'gate.revoke': {
    input: z.strictObject({ token: tokenIdSchema, reason: statementSchema }),
    output: z.strictObject({}),
  },
  /** Signs a new revocation list, to be carried to the pipelines. */
  'gate.list-revocations': {
    input: z.strictObject({ hours: z.int().min(1).max(720) }),
    output: z.object({ number: z.int(), text: z.string() }),
  },
} as const;
