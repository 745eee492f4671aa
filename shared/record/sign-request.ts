import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { canonicalJson, type Json } from '../journal/canonical-json.ts';
import { base64ToBytes } from '../journal/checkpoint-base64.ts';
import { hashToWords } from '../journal/words.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { manifestText, payloadManifestName } from './bag.ts';
import { isRoleName } from './names.ts';
import {
  signOffPredicateType,
  statementType,
  type PreparedSignOff,
  type SignOffAct,
  type SignOffClaim,
} from './statement.ts';

/** Bytes of the largest signing file that is read: a request for a record of 60 000 files. */
export const mostSignFileBytes = 24_000_000;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const acts = ['facilitated', 'accepted', 'countersigned'] as const satisfies readonly SignOffAct[];

const statementSchema = z.strictObject({
  _type: z.literal(statementType),
  predicateType: z.literal(signOffPredicateType),
  subject: z
    .array(z.strictObject({ name: z.string().max(200), digest: z.strictObject({ sha256: hex }) }))
    .min(1)
    .max(200_000),
  predicate: z.strictObject({
    reviewId: reviewIdSchema,
    role: z.string().refine(isRoleName, 'no role'),
    act: z.enum(acts),
    signer: memberIdSchema,
    claimedAt: time,
    rosterVersion: z.int().min(0),
    rosterSha256: hex.nullable().optional(),
    checkpoint: z.strictObject({ origin: z.string().max(80), size: z.int().min(0), root: z.string().max(60) }),
    covers: z.array(hex).max(99),
  }),
});

/** What a statement says, in the words a person is asked to sign. */
export type SignWords = {
  readonly review: string;
  readonly role: string;
  readonly act: SignOffAct;
  readonly member: string;
  /** ISO 8601, UTC. */
  readonly claimedAt: string;
  /** The Merkle root over the review's events, to be compared aloud. */
  readonly headWords: readonly string[];
  readonly events: number;
  readonly files: number;
  /** How many sign-offs it covers. */
  readonly covers: number;
};

/** A statement as it was read: what it says, and the two parts of which it is made again, byte for byte. */
export type ReadStatement = {
  readonly words: SignWords;
  readonly claim: SignOffClaim;
  readonly prepared: Omit<PreparedSignOff, 'manifest'>;
};

const requestSchema = z.strictObject({
  format: z.literal('hotwash-sign-request/1'),
  /** As the asking workspace names them; the statement names only ids. */
  title: z.string().min(1).max(300),
  display: z.string().min(1).max(80),
  says: z.strictObject({
    review: z.string(),
    role: z.string(),
    act: z.enum(acts),
    member: z.string(),
    claimedAt: z.string(),
    headWords: z.array(z.string()).length(8),
    events: z.int(),
    files: z.int(),
    covers: z.int(),
  }),
  /** The canonical bytes that are signed. */
  statement: z.string(),
  /** manifest-sha256.txt, over which the SSHSIG is. */
  manifest: z.string(),
});

/** A signing request: everything that somebody with a key needs, and nothing secret. It travels on a stick. */
export type SignRequest = z.infer<typeof requestSchema>;
export type OpenedRequest = { readonly request: SignRequest; readonly statement: ReadStatement };

const answerSchema = z.strictObject({
  format: z.literal('hotwash-sign-answer/1'),
  envelope: z.string(),
  manifestSignature: z.string().max(8192),
  publicPem: z.string().max(4000),
});

/** An answered request: one finished sign-off, not in its record yet. */
export type SignAnswer = z.infer<typeof answerSchema>;

type FileFault = { readonly message: string };

/** The file of a request, of which every field but title and name follows from the statement. */
export function requestText(
  about: Pick<SignRequest, 'title' | 'display'>,
  statement: string,
  manifest: string,
): Result<string, FileFault> {
  const read = readStatementText(statement);
  if (!read.ok) return read;
  const { words } = read.value;
  const says = { ...words, headWords: [...words.headWords] };
  return ok(`${canonicalJson({ format: 'hotwash-sign-request/1', ...about, says, statement, manifest })}\n`);
}

/** Reads a request and whether its words, its statement and its manifest agree. What it says is then what is signed. */
export function readRequest(text: string): Result<OpenedRequest, FileFault> {
  const read = readForm(text, requestSchema, 'signing request');
  if (!read.ok) return read;
  const request = read.value;
  const statement = readStatementText(request.statement);
  if (!statement.ok) return statement;
  const { words, prepared } = statement.value;
  const { subjects } = prepared;
  if (canonicalJson(words) !== canonicalJson(request.says))
    return err({ message: 'This request says in words something else than what would be signed.' });
  const payload = subjects.filter(({ name }) => name.startsWith('data/'));
  const manifest = subjects.find(({ name }) => name === payloadManifestName);
  if (
    manifest?.sha256 !== bytesToHex(sha256(utf8ToBytes(request.manifest))) ||
    manifestText(payload.map(({ name, sha256: digest }) => ({ path: name, sha256: digest }))) !== request.manifest
  )
    return err({ message: 'This request carries another manifest than the one it names.' });
  return ok({ request, statement: statement.value });
}

export const answerText = (answer: Omit<SignAnswer, 'format'>): string =>
  `${canonicalJson({ format: 'hotwash-sign-answer/1', ...answer })}\n`;

/** Reads an answer's form; whether its signatures hold is another question. */
export const readAnswer = (text: string): Result<SignAnswer, FileFault> =>
  readForm(text, answerSchema, 'answer to a signing request');

function readForm<T>(text: string, schema: z.ZodType<T>, what: string): Result<T, FileFault> {
  if (text.length > mostSignFileBytes) return err({ message: `This is no ${what}: it is larger than 24 MB.` });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ message: `This is no whole ${what}: it is no JSON, or was cut off on its way.` });
  }
  const read = schema.safeParse(value);
  if (read.success) return ok(read.data);
  const { path = [], message = '' } = read.error.issues[0] ?? {};
  if (path[0] === 'format') return err({ message: `This is no ${what}: it is a file of another kind.` });
  return err({
    message: `This is no ${what}, at ${path.length === 0 ? 'its beginning' : path.join('.')}: ${message}.`,
  });
}

/** Reads the statement's canonical text and what it says in words. */
export function readStatementText(text: string): Result<ReadStatement, FileFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ message: 'The statement to be signed is no JSON.' });
  }
  const read = statementSchema.safeParse(value);
  const root = base64ToBytes(read.data?.predicate.checkpoint.root ?? '');
  if (!read.success || root?.length !== 32 || canonicalJson(value as Json) !== text)
    return err({ message: 'What is to be signed is no sign-off in its one form.' });
  const { subject, predicate } = read.data;
  const { reviewId, role, act, signer, claimedAt, rosterVersion, rosterSha256, checkpoint, covers } = predicate;
  return ok({
    words: {
      review: reviewId,
      role,
      act,
      member: signer,
      claimedAt,
      headWords: hashToWords(root),
      events: checkpoint.size,
      files: subject.length,
      covers: covers.length,
    },
    claim: { role, act, signer, claimedAt, rosterVersion, ...(rosterSha256 !== undefined && { rosterSha256 }) },
    prepared: {
      reviewId,
      subjects: subject.map(({ name, digest }) => ({ name, sha256: digest.sha256 })),
      covers,
      checkpoint: { origin: checkpoint.origin, size: checkpoint.size, root },
    },
  });
}
