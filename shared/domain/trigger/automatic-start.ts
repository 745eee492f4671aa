import { z } from 'zod';
import { releaseIdSchema, reviewIdSchema, rowIdSchema, serviceIdSchema } from '../ids.ts';
import { triggerTiers } from '../policy/tier-policy.ts';
import { withAppended, type LongList } from '../../lib/long-list.ts';
import { daySchema, epochMsSchema } from '../text.ts';

/** What became of one deployment event (M1.3, M7.4). */
export const judgementSchema = z.strictObject({
  /** Row id of the deployment, or what its sender called it where no row could be made of it. */
  event: rowIdSchema,
  release: releaseIdSchema.nullable(),
  service: serviceIdSchema.nullable(),
  /** When the deployment ended, epoch ms; of a failed one without a time, when it came. */
  at: epochMsSchema,
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('judged'),
      tier: z.enum(triggerTiers),
      rules: z.array(z.string().max(40)).max(200),
      /** The review that covers it; null for none, and while its day's cohort is not opened. */
      review: reviewIdSchema.nullable(),
      /** The day whose cohort it belongs to, where its service deploys often. */
      cohort: daySchema.nullable(),
      /**
       * What its sender said of it besides its row, as JSON: an incident that comes later is weighed together with it, not
       * with the row alone. Left out where nothing was said; null where it was too long to keep.
       */
      sent: z.exactOptional(z.string().max(4000).nullable()),
    }),
    /** A field that a rule names is missing or unusable, or the review could not be opened: never "none". */
    z.strictObject({
      kind: z.literal('failed'),
      path: z.string().max(200),
      message: z.string().min(1).max(500),
      /** What its sender said of it besides its row, as JSON: it is asked again when data or policy change. */
      sent: z.string().max(4000).nullable(),
    }),
  ]),
});
export type Judgement = z.infer<typeof judgementSchema>;

/** A line of the workspace's journal holds at most so many judgements. */
export const mostJudgements = 500;

export const triggerEventSchemas = {
  /** From which moment deployments start reviews by themselves; null switches it off. */
  'automatic-start.set.v1': z.strictObject({ from: z.iso.datetime().nullable() }),
  'triggers.judged.v1': z.strictObject({
    /** `sync`, `intake`, `inbox`, `batch`. */
    source: z.string().min(1).max(40),
    judged: z.array(judgementSchema).min(1).max(mostJudgements),
  }),
} as const;

/** What a workspace knows of reviews that start by themselves. */
export type AutomaticStart = {
  /** Epoch ms; null while it is off, which it is until somebody switches it on. */
  readonly from: number | null;
  /** Oldest first; the last word on an event stands. A watch folder may bring every deployment in a batch of its own. */
  readonly batches: LongList<JudgedBatch>;
};

export type JudgedBatch = { readonly at: number; readonly source: string; readonly judged: readonly Judgement[] };

export const noAutomaticStart: AutomaticStart = { from: null, batches: [] };

export const withSwitch = (state: AutomaticStart, from: string | null): AutomaticStart => ({
  ...state,
  from: from === null ? null : Date.parse(from),
});

export const withJudged = (state: AutomaticStart, batch: JudgedBatch): AutomaticStart => ({
  ...state,
  batches: withAppended(state.batches, batch),
});

const indexes = new WeakMap<AutomaticStart['batches'], ReadonlyMap<string, Judgement>>();

/** The last word on each event, by its id. */
export function judgementsByEvent({ batches }: AutomaticStart): ReadonlyMap<string, Judgement> {
  const known = indexes.get(batches);
  if (known !== undefined) return known;
  const index = new Map<string, Judgement>();
  for (const { judged } of batches.flat()) for (const each of judged) index.set(each.event, each);
  indexes.set(batches, index);
  return index;
}
