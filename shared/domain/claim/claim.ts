import { z } from 'zod';
import { memberIdSchema, rowIdSchema, seriesIdSchema } from '../ids.ts';
import { epochMsSchema, localIdSchema, statementSchema } from '../text.ts';
import { keptWordingSchema } from '../wording/kept-wording.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Where a piece of evidence is found. The main process resolves it and adds the hash; a page never supplies one. */
export const locatorSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('metric-window'), series: seriesIdSchema, from: epochMsSchema, to: epochMsSchema }),
  z.strictObject({ type: z.literal('deployment'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('build'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('incident'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('change'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('runtime'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('flag'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('exposure'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('ticket'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('log'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('postmortem'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('snapshot'), id: rowIdSchema }),
  z.strictObject({ type: z.literal('prediction'), id: rowIdSchema }),
  /** What changed between two snapshots of one configuration, by the ids of their rows. */
  z.strictObject({ type: z.literal('config-diff'), before: rowIdSchema, after: rowIdSchema }),
  /** A file that was carried in as evidence; its bytes are kept under their hash before it can be named here. */
  z.strictObject({
    type: z.literal('file'),
    sha256: sha256Schema,
    /** As it was called where it came from, without folders. */
    name: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^[^/\\\p{Cc}]*$/u),
    mime: z.exactOptional(z.string().max(120)),
    /** Bytes. */
    size: z.int().min(0),
  }),
  /** A line that the scribe of this review wrote down. */
  z.strictObject({ type: z.literal('note'), id: localIdSchema }),
  /** Words of a transcript, and the sound they were said in. Times are ms of the transcript, as its segments'. */
  z.strictObject({
    type: z.literal('moment'),
    transcript: localIdSchema,
    recording: localIdSchema.nullable(),
    from: z.int().min(0),
    to: z.int().min(0),
    quote: statementSchema,
  }),
  z.strictObject({ type: z.literal('testimony'), words: statementSchema }),
]);
export type Locator = z.infer<typeof locatorSchema>;
/** Every kind of evidence, as a policy names it. */
export const locatorTypes: readonly Locator['type'][] = locatorSchema.options.map(({ shape }) => shape.type.value);
/** Kinds of rows that can be evidence. */
export type EvidenceKind = Exclude<
  Locator['type'],
  'metric-window' | 'testimony' | 'config-diff' | 'file' | 'note' | 'moment'
>;

export const evidenceSchema = z.strictObject({
  id: localIdSchema,
  locator: locatorSchema,
  bearing: z.enum(['supports', 'contradicts']),
  /** SHA-256 of the bytes that the locator resolved to when it was attached. */
  hash: sha256Schema,
  /** How it reads in a list: `checkout p95, 14:00-14:20`. */
  label: z.string().max(300),
  capturedAt: epochMsSchema,
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** What somebody remembers, or said and it was written down or recorded, is welcome and marked; alone it supports nothing. */
export const isTestimony = ({ locator: { type } }: Pick<Evidence, 'locator'>): boolean =>
  type === 'testimony' || type === 'note' || type === 'moment';

/** A statement of what happened. It is a fact once evidence supports it; until then it stays unsupported. */
export type Claim = {
  readonly id: string;
  readonly text: string;
  /** When it happened, epoch ms, where the author could say. */
  readonly happenedAt: number | null;
  readonly author: string;
  readonly evidence: readonly Evidence[];
};

export const claimSupport = (claim: Claim): 'supported' | 'unsupported' =>
  claim.evidence.some((piece) => piece.bearing === 'supports' && !isTestimony(piece)) ? 'supported' : 'unsupported';

export const claimCommands = [
  z.strictObject({
    type: z.literal('claim.add'),
    id: localIdSchema,
    text: statementSchema,
    happenedAt: epochMsSchema.nullable(),
    author: memberIdSchema,
    wording: keptWordingSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('claim.reword'),
    claim: localIdSchema,
    text: statementSchema,
    happenedAt: epochMsSchema.nullable(),
    wording: keptWordingSchema.optional(),
  }),
  z.strictObject({ type: z.literal('claim.withdraw'), claim: localIdSchema }),
] as const;

export const targetSchema = z.strictObject({ kind: z.enum(['claim', 'cause']), id: localIdSchema });

export const evidenceCommands = [
  z.strictObject({
    type: z.literal('evidence.attach'),
    id: localIdSchema,
    target: targetSchema,
    locator: locatorSchema,
    bearing: z.enum(['supports', 'contradicts']),
  }),
  z.strictObject({ type: z.literal('evidence.detach'), target: targetSchema, evidence: localIdSchema }),
] as const;
