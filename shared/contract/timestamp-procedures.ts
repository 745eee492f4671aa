import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../domain/ids.ts';

const fileSchema = z.object({ name: z.string(), type: z.string(), base64: z.base64() });
const passphrase = z.string().max(1000);
/** `01`, the number of a sign-off in its record. */
const numberSchema = z.string().regex(/^[0-9]{2}$/);
/** Base64 of a file that was carried here: a reply or a chain of certificates is far smaller. */
const carried = z.base64().max(400_000);

export const certificateStatusSchema = z.object({
  member: z.string(),
  subject: z.string(),
  issuer: z.string(),
  /** Epoch ms. */
  notBefore: z.number(),
  notAfter: z.number(),
  /** Why it cannot be used now: it ended, or the member has another key since. */
  fault: z.string().nullable(),
});

export const timestampStatusSchema = z.object({
  number: z.string(),
  stem: z.string(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    /** The request lies in the workspace; its reply has not come back. */
    z.object({ kind: z.literal('asked') }),
    /** `why`: in words, where the authority is not trusted here. */
    z.object({
      kind: z.literal('stamped'),
      at: z.number(),
      by: z.string(),
      trusted: z.boolean(),
      why: z.string().nullable(),
    }),
    z.object({ kind: z.literal('broken'), why: z.string() }),
  ]),
});

/** The optional parts of a record: certificates of an enterprise's PKI, timestamps, a signed PDF and a `.p7s`. */
export const timestampProcedures = {
  'certificate.status': {
    input: z.strictObject({}),
    output: z.object({
      certificates: z.array(certificateStatusSchema),
      /** Certificate authorities that this workspace trusts, by name. */
      authorities: z.array(z.string()),
    }),
  },
  /** A PKCS #10 request for the member's key, by which a PKI issues a certificate. */
  'certificate.request': {
    input: z.strictObject({
      member: memberIdSchema,
      passphrase,
      organisation: z.string().max(64).nullable(),
      mail: z.email().max(120).nullable(),
    }),
    output: fileSchema,
  },
  /** Takes a person's certificate with its chain (PEM, the person's first). */
  'certificate.take': {
    input: z.strictObject({ member: memberIdSchema, base64: carried }),
    output: certificateStatusSchema,
  },
  /** Trusts a certificate authority in this workspace, for certificates and for timestamps. */
  'authority.take': { input: z.strictObject({ base64: carried }), output: z.object({ name: z.string() }) },
  /** Each sign-off of a record and what is known of its time. */
  'timestamp.status': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({ signOffs: z.array(timestampStatusSchema) }),
  },
  /** The request for one sign-off, to be carried to an authority (RFC 3161). The same one until a reply has come. */
  'timestamp.request': {
    input: z.strictObject({ review: reviewIdSchema, number: numberSchema }),
    output: fileSchema,
  },
  /** Takes the authority's reply back and puts it into the record. */
  'timestamp.take': {
    input: z.strictObject({ review: reviewIdSchema, number: numberSchema, base64: carried }),
    output: timestampStatusSchema,
  },
  /** A signed copy of report.pdf (PAdES), or a detached signature over manifest-sha256.txt (CAdES). Beside the record. */
  'record.seal': {
    input: z.strictObject({
      review: reviewIdSchema,
      member: memberIdSchema,
      passphrase,
      as: z.enum(['pdf', 'p7s']),
    }),
    output: fileSchema,
  },
} as const;
