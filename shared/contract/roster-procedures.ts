import { z } from 'zod';
import { memberIdSchema } from '../domain/ids.ts';
import { epochMsSchema, statementSchema } from '../domain/text.ts';

const member = memberIdSchema;
const fingerprint = z.string().max(120);
const passphrase = z.string().min(1).max(1000);
/** Eight words to read aloud, of a key's fingerprint or of a roster's hash. */
const words = z.array(z.string()).length(8);
/** Epoch ms. */
const at = z.number();
const keeperSchema = z.object({
  member: z.string(),
  signed: z.boolean(),
  /** Keeps the version itself, the one before, or both. */
  of: z.array(z.enum(['this', 'previous'])),
});
const authoritySchema = z.object({ signed: z.array(z.string()), needed: z.int() });

export const rosterDraftSchema = z.object({
  version: z.int(),
  sha256: z.string(),
  words,
  issuedAt: at,
  threshold: z.int(),
  keepers: z.array(keeperSchema),
  own: authoritySchema,
  /** Null for the first version, which only its own keepers sign. */
  previous: authoritySchema.nullable(),
  /** What it changes, a line each. */
  changes: z.array(z.string()),
  /** Enough keepers signed: it may be published. */
  ready: z.boolean(),
});

export const rosterKeySchema = z.object({
  member: z.string(),
  fingerprint: z.string(),
  words,
  validFrom: at,
  validUntil: at.nullable(),
  revokedAt: at.nullable(),
  revokedFor: z.string().nullable(),
  standing: z.enum(['valid', 'not-yet', 'expired', 'revoked']),
  /** The published roster has it exactly so; else the next version will. */
  published: z.boolean(),
  /** Its private half is kept on this machine. */
  here: z.boolean(),
});

export const rosterStatusSchema = z.object({
  published: z
    .object({
      version: z.int(),
      sha256: z.string(),
      words,
      issuedAt: at,
      threshold: z.int(),
      keepers: z.array(z.string()),
      members: z.array(z.object({ id: z.string(), roles: z.array(z.string()), keys: z.int() })),
    })
    .nullable(),
  /** Earlier and present versions, oldest first. */
  versions: z.array(
    z.object({ version: z.int(), sha256: z.string(), issuedAt: at, threshold: z.int(), keepers: z.array(z.string()) }),
  ),
  draft: rosterDraftSchema.nullable(),
  keys: z.array(rosterKeySchema),
  devices: z.array(
    z.object({
      id: z.string(),
      words,
      validFrom: at,
      validUntil: at.nullable(),
      here: z.boolean(),
      published: z.boolean(),
    }),
  ),
  /** What the published roster does not say yet, a line each; empty where it is up to date or none was published. */
  pending: z.array(z.string()),
});

/** A file to carry away. */
const fileSchema = z.object({ name: z.string(), base64: z.string() });

/** Keys, their windows and revocations, and the roster that the keepers publish. */
export const rosterProcedures = {
  'roster.status': { input: z.strictObject({}), output: rosterStatusSchema },
  /** Makes a draft of the next version as the workspace stands; an older draft and its signatures are dropped. */
  'roster.draft': {
    input: z.strictObject({
      keepers: z.array(member).min(1).max(100),
      threshold: z.int().min(1).max(100),
      /** Devices that sign no more. */
      endDevices: z.array(z.string().max(16)).max(100).default([]),
    }),
    output: rosterDraftSchema,
  },
  'roster.discard': { input: z.strictObject({}), output: z.object({}) },
  /** A keeper signs the draft here, with a key that this machine keeps. */
  'roster.sign': { input: z.strictObject({ member, passphrase }), output: rosterDraftSchema },
  /** Publishes the draft once enough keepers signed. */
  'roster.publish': { input: z.strictObject({}), output: z.object({ version: z.int(), sha256: z.string() }) },
  /** Takes a file back from a stick: signatures on the draft, or a version that was published elsewhere. */
  'roster.import': {
    input: z.strictObject({ text: z.string().max(16_000_000) }),
    output: z.object({
      took: z.enum(['signatures', 'draft', 'published']),
      version: z.int(),
      signed: z.array(z.string()),
    }),
  },
  /**
   * `draft` to carry to another keeper, `roster` for whoever verifies, `allowed-signers` and `krl` for ssh-keygen,
   * `to-sign` the bytes that an external signer signs (ECDSA in DER, see roster.attach).
   */
  'roster.export': {
    input: z.strictObject({
      what: z.enum(['draft', 'roster', 'allowed-signers', 'krl', 'to-sign']),
      /** Of `roster`; the newest where none is named. */
      version: z.exactOptional(z.int().min(1)),
    }),
    output: fileSchema,
  },
  /** Takes a signature over `to-sign` that a smart card's tool made: ECDSA in DER, base64. */
  'roster.attach': {
    input: z.strictObject({ member, signature: z.string().max(4000) }),
    output: rosterDraftSchema,
  },
  /** What the key signed from then on counts for nothing. Never taken back. */
  'key.revoke': {
    input: z.strictObject({ member, fingerprint, from: epochMsSchema, reason: statementSchema }),
    output: z.object({}),
  },
  'key.window': {
    input: z.strictObject({ member, fingerprint, validFrom: epochMsSchema, validUntil: epochMsSchema.nullable() }),
    output: z.object({}),
  },
} as const;
