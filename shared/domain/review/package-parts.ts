import { z } from 'zod';
import { neededKpiSchema } from '../kpi/kpi-map.ts';
import { memberIdSchema, rowIdSchema, serviceIdSchema } from '../ids.ts';
import { linkEndSchema } from '../release/settled-link.ts';
import { rowKinds, type RowKind } from '../release/rows.ts';
import { epochMsSchema } from '../text.ts';

/** One service of the release; the version it was brought to. */
export const componentSchema = z.strictObject({ service: serviceIdSchema, version: z.string() });
export type ReleasedComponent = z.infer<typeof componentSchema>;

/** When the release went live, and on whose word: the runtime's, CI's claim, or the time of its tag. */
export const goLiveSchema = z.strictObject({
  at: epochMsSchema,
  word: z.enum(['runtime', 'ci', 'tag', 'nobody']),
  environment: z.string(),
  /** When CI says it finished. */
  claimedAt: epochMsSchema.nullable(),
  rolledBackAt: epochMsSchema.nullable(),
});
export type GoLive = z.infer<typeof goLiveSchema>;

/**
 * A prediction of the release (M6.4). One that was only told is shown and never scored, nor is a void one; `why` says what
 * voids it. A sealed one carries what lets anybody check the seal. Packages of before there were seals call a told one sealed.
 */
export const statedPredictionSchema = z.strictObject({
  /** The row's id, or the seal's. */
  id: z.string().min(1).max(300),
  /** Probability of a failure, 0 to 1. */
  probability: z.number(),
  impact: z.string(),
  reason: z.string(),
  madeAt: epochMsSchema,
  standing: z.enum(['sealed', 'told', 'void']),
  why: z.exactOptional(z.enum(['late', 'clock', 'replaced'])),
  by: z.exactOptional(memberIdSchema),
  seal: z.exactOptional(
    z.strictObject({ commitment: z.string(), salt: z.string(), envelope: z.string(), fingerprint: z.string() }),
  ),
});
export type StatedPrediction = z.infer<typeof statedPredictionSchema>;

/** What the figures are held against, and whether it was chosen before anybody knew how the release went (M2.2). */
export const baselineUsedSchema = z.strictObject({
  standing: z.enum(['frozen', 'post-hoc']),
  at: epochMsSchema,
  hash: z.string(),
  /** Earlier releases that went well. */
  comparable: z.int(),
});

/** What of the released components is watched (M2.3); `needed` counts KPIs, `holes` are those nothing measures. */
export const kpiCoverSchema = z.strictObject({
  needed: z.int(),
  holes: z.array(z.strictObject({ service: serviceIdSchema, kpi: neededKpiSchema })),
});

/** A moment of the release's hours, from any kind of row. */
export const momentSchema = z.strictObject({
  at: epochMsSchema,
  kind: z.enum(rowKinds as [RowKind, ...RowKind[]]),
  row: rowIdSchema,
  text: z.string(),
});
export type Moment = z.infer<typeof momentSchema>;

/** A row that can be taken as evidence besides figures, deliveries and incidents, in the words of a list. */
export const exhibitSchema = z.strictObject({
  kind: z.enum(['flag', 'exposure', 'prediction', 'ticket', 'log', 'postmortem', 'snapshot', 'change']),
  row: rowIdSchema,
  at: epochMsSchema,
  text: z.string(),
});
export type Exhibit = z.infer<typeof exhibitSchema>;

/** A source of release data: read up to a time, or missing since one. `since` null means it was never read. */
export const sourceStandingSchema = z.strictObject({
  source: z.string(),
  state: z.enum(['answered', 'missing']),
  /** Epoch ms: read up to, or missing since. */
  since: epochMsSchema.nullable(),
  message: z.string(),
});
export type SourceStanding = z.infer<typeof sourceStandingSchema>;

/** How often one variant of a flag was shown, and the share that failed with its 95 % Wilson interval. */
export const variantOutcomeSchema = z.strictObject({
  flag: z.string(),
  variant: z.string(),
  exposures: z.int(),
  errors: z.int().nullable(),
  rate: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** Why there is no rate: `too few: 12 of 30`. */
  note: z.string(),
});
export type VariantOutcome = z.infer<typeof variantOutcomeSchema>;

/**
 * How a flag's variant spread: of each stretch (epoch ms), in how many exposures it was shown, and of how many. Where `total`
 * is 0 nobody came, which is not an adoption of 0.
 */
export const adoptionSchema = z.strictObject({
  flag: z.string(),
  variant: z.string(),
  points: z.array(
    z.strictObject({ from: epochMsSchema, to: epochMsSchema, exposures: z.int().min(0), total: z.int().min(0) }),
  ),
});
export type Adoption = z.infer<typeof adoptionSchema>;

/** Two rows that belong together, and how surely. One by time only is a suggestion until a person settles it. */
export const packageLinkSchema = z.strictObject({
  from: linkEndSchema,
  to: linkEndSchema,
  strength: z.enum(['explicit', 'component-and-window', 'time-only']),
  confidence: z.number(),
  why: z.string(),
  verdict: z.enum(['confirmed', 'rejected']).nullable(),
});
export type PackageLink = z.infer<typeof packageLinkSchema>;

/**
 * The steps from one hand to the next in an incident (M8.1), by its own row or its post-mortem's. A step's `at` is null
 * where no source tells when it happened.
 */
export const handOffSchema = z.strictObject({
  row: rowIdSchema,
  title: z.string(),
  steps: z.array(z.strictObject({ step: z.string(), at: epochMsSchema.nullable(), source: z.string() })),
  missing: z.array(z.string()),
});
export type HandOff = z.infer<typeof handOffSchema>;

/** What a user reported about the release, scrubbed (M5.5). */
export const packageTicketSchema = z.strictObject({
  id: rowIdSchema,
  title: z.string(),
  state: z.enum(['open', 'closed']),
  createdAt: epochMsSchema,
});

/**
 * Where figures come from: raw bytes by their hash, and for what a connector read, its source, query and the time it was
 * fetched. `takenAt` is when the intake kept it.
 */
export const originSchema = z.strictObject({
  name: z.string(),
  sha256: z.string(),
  format: z.string(),
  mapVersion: z.int(),
  source: z.string().nullable(),
  query: z.string().nullable(),
  fetchedAt: epochMsSchema.nullable(),
  takenAt: epochMsSchema,
});
export type Origin = z.infer<typeof originSchema>;

/** `origins` are places in the package's list of origins; `rows` counts the rows or samples behind the figure. */
export const figureOriginSchema = z.strictObject({
  figure: z.string(),
  rows: z.int(),
  origins: z.array(z.int().min(0)),
});
export type FigureOrigin = z.infer<typeof figureOriginSchema>;
