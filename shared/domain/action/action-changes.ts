import { z } from 'zod';
import { memberIdSchema, reviewIdSchema, seriesIdSchema } from '../ids.ts';
import { daySchema, epochMsSchema, localIdSchema, statementSchema } from '../text.ts';

const item = { review: reviewIdSchema, action: localIdSchema };

export const verdicts = ['met', 'not-met', 'cannot-tell'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a metric criterion was measured to be: the mean of the samples with from <= time < to, and the hash of them. */
export const measuredSchema = z.strictObject({
  series: seriesIdSchema,
  /** Arithmetic mean, in `unit`. */
  value: z.number(),
  unit: z.string().max(40),
  from: epochMsSchema,
  to: epochMsSchema,
  n: z.int().min(1),
  /** Of the samples as the record would keep them: CSV of timestamp and value. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Measured = z.infer<typeof measuredSchema>;

/** Events of the workspace about action items of closed reviews. */
export const actionChangeSchemas = {
  'commitment.settled.v1': z.strictObject({
    ...item,
    outcome: z.enum(['done', 'declined']),
    note: statementSchema,
  }),
  'commitment.verified.v1': z.strictObject({
    ...item,
    verdict: z.enum(verdicts),
    measured: measuredSchema.nullable(),
    /** Where what was promised can be seen: words or a link. */
    artefact: statementSchema.nullable(),
    note: z.string().max(2000),
  }),
  'commitment.reopened.v1': z.strictObject({ ...item, reason: statementSchema }),
  'commitment.redated.v1': z.strictObject({ ...item, due: daySchema, reason: statementSchema }),
  'commitment.handed-over.v1': z.strictObject({ ...item, owner: memberIdSchema, reason: statementSchema }),
  /** An idea whose soak date came: dropped, kept until another day, or taken up in a later review. */
  'idea.settled.v1': z.strictObject({
    ...item,
    outcome: z.enum(['dropped', 'kept', 'taken-up']),
    reason: statementSchema,
    until: daySchema.nullable(),
    into: reviewIdSchema.nullable(),
  }),
} as const;

export type ActionChangeType = keyof typeof actionChangeSchemas;
export type ActionChangeEvent = {
  [T in ActionChangeType]: { readonly type: T; readonly body: z.infer<(typeof actionChangeSchemas)[T]> };
}[ActionChangeType];

/** One change of one action item and when it was made, epoch ms. */
export type ActionChange = ActionChangeEvent & { readonly at: number };

export const isActionChange = <E extends { readonly type: string }>(event: E): event is E & ActionChangeEvent =>
  Object.hasOwn(actionChangeSchemas, event.type);

/** `<review>/<action>`: the name of an action item across reviews. */
export const itemKey = ({ review, action }: { readonly review: string; readonly action: string }): string =>
  `${review}/${action}`;

/** Every item's own changes, oldest first. */
export function changesByItem(changes: readonly ActionChange[]): ReadonlyMap<string, readonly ActionChange[]> {
  const byItem = new Map<string, ActionChange[]>();
  for (const change of changes) {
    const key = itemKey(change.body);
    const known = byItem.get(key);
    if (known === undefined) byItem.set(key, [change]);
    else known.push(change);
  }
  return byItem;
}
