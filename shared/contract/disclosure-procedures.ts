import { z } from 'zod';
import { reviewIdSchema } from '../domain/ids.ts';
import { disclosureGroups } from '../record/disclosure.ts';

const wanted = z.strictObject({
  review: reviewIdSchema,
  /** Groups that are withheld. */
  groups: z.array(z.enum(disclosureGroups)),
  /** Single fields and files that are withheld, such as `facts.0.text`. */
  places: z.array(z.string().min(1).max(400)).max(2000),
  /** Finds that are no names, by their key, and why. */
  confirmations: z
    .array(z.strictObject({ key: z.string().min(1).max(1000), reason: z.string().trim().min(1).max(300) }))
    .max(2000),
});

const group = z.enum(disclosureGroups);

/** Redacted copies of a record. The last one written is served as `/media/redacted/<review>.zip`. */
export const disclosureProcedures = {
  'disclosure.preview': {
    input: wanted,
    output: z.object({
      fields: z.object({ withheld: z.number(), all: z.number() }),
      groups: z.array(
        z.object({
          group,
          fields: z.object({ withheld: z.number(), all: z.number() }),
          /** The first fields of it, so that a person sees what is meant. */
          samples: z.array(z.object({ place: z.string(), value: z.string(), isWithheld: z.boolean() })),
        }),
      ),
      files: z.array(
        z.object({
          path: z.string(),
          group: group.nullable(),
          withheld: z.object({ because: z.enum(['chosen', 'tells']), tells: z.array(group) }).nullable(),
        }),
      ),
      /** At most the first 500. */
      leaks: z.array(
        z.object({ key: z.string(), file: z.string(), place: z.string(), form: z.string(), message: z.string() }),
      ),
      leakCount: z.number(),
    }),
  },
  'disclosure.write': { input: wanted, output: z.object({ name: z.string() }) },
} as const;
