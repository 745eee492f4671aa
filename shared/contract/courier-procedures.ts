import { z } from 'zod';
import { serviceIdSchema } from '../domain/ids.ts';
import { originSchema } from '../domain/release/courier.ts';

const ticket = z.string().regex(/^[0-9a-f]{32}$/);

export const courierRelationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['first', 'next', 'overlap', 'known']) }),
  z.object({ kind: z.literal('gap'), from: z.int(), to: z.int() }),
  z.object({ kind: z.literal('fork'), seq: z.int(), known: z.string(), found: z.string() }),
]);

/** What a bundle would bring, before anything of it is taken. */
export const courierLookSchema = z.object({
  origin: originSchema,
  /** Eight words for its key, to compare aloud with its sender. */
  words: z.array(z.string()),
  isTrusted: z.boolean(),
  isOwn: z.boolean(),
  createdAt: z.string(),
  from: z.int(),
  to: z.int(),
  items: z.int(),
  bytes: z.number(),
  absent: z.int(),
  leftOut: z.int(),
  /** Sources that did not answer at the origin; `since` in epoch ms. */
  failed: z.array(z.object({ source: z.string(), message: z.string(), since: z.number().nullable() })),
  relation: courierRelationSchema,
});
export type CourierLookAnswer = z.infer<typeof courierLookSchema>;

const itemReportSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  format: z.string(),
  seq: z.int(),
  outcome: z.enum(['taken', 'known', 'refused']),
  accepted: z.int(),
  unchanged: z.int(),
  quarantined: z.int(),
  note: z.string(),
});
export type CourierItemAnswer = z.infer<typeof itemReportSchema>;

export const courierProcedures = {
  /** Packs a signed bundle, served at `/media/courier/<name>`. `services` null: all of them; `after`: only later lines. */
  'courier.pack': {
    input: z.strictObject({ services: z.array(serviceIdSchema).min(1).max(500).nullable(), after: z.int().min(0) }),
    output: z.object({
      name: z.string(),
      bytes: z.number(),
      from: z.int(),
      to: z.int(),
      items: z.int(),
      absent: z.int(),
      leftOut: z.int(),
    }),
  },
  'courier.look': { input: z.strictObject({ ticket }), output: courierLookSchema },
  /** Notes that bundles of this one's origin are taken from now on. */
  'courier.trust': { input: z.strictObject({ ticket }), output: courierLookSchema },
} as const;

/** `POST /api/courier.take` -> NDJSON of {@link courierProgressSchema}; closing it stops after the item in hand. */
export const courierTakeSchema = z.strictObject({ ticket });

export const courierProgressSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('taking'), done: z.int(), of: z.int(), item: itemReportSchema }),
  z.object({ state: z.literal('done'), reports: z.array(itemReportSchema), refused: z.int() }),
  z.object({ state: z.literal('failed'), error: z.object({ code: z.string(), message: z.string() }) }),
]);
export type CourierProgress = z.infer<typeof courierProgressSchema>;
