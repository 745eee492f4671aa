import { z } from 'zod';
import { maxPolicyLength } from '../domain/policy/adopted-policy.ts';
import { policyFileSchema } from '../domain/policy/governance.ts';
import { policySchema } from '../domain/policy/policy.ts';
import { statementSchema } from '../domain/text.ts';

const text = z.string().max(maxPolicyLength);
const files = z.strictObject({ base: text, overlay: text.nullable() });
/** A file on the disk may be longer, or gone. */
const diskText = z.string().nullable();

/** What is wrong with one of the two files; lines and columns count from 1. */
export const policyFileFaultSchema = z.object({
  file: z.enum(['base', 'overlay']),
  line: z.int(),
  column: z.int(),
  path: z.string(),
  message: z.string(),
  mend: z.string(),
});

const differenceSchema = z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() });
const refusalSchema = z.object({ rule: z.string(), message: z.string(), satisfy: z.string() });

export const policyProcedures = {
  /** The texts in force (the standard one where none was put in force), and the folder's where a hand changed them. */
  'policy.read': {
    input: z.strictObject({}),
    output: z.object({
      base: z.string(),
      overlay: z.string().nullable(),
      /** Null where the folder holds what is in force. A file that is gone is null in it. */
      onDisk: z.object({ base: diskText, overlay: diskText, message: z.string() }).nullable(),
    }),
  },
  /** What two files come to together, and how that differs from what is in force. Changes nothing. */
  'policy.check': {
    input: files,
    output: z.object({
      faults: z.array(policyFileFaultSchema),
      resolved: z
        .object({
          policy: policySchema,
          base: policyFileSchema,
          overlay: policyFileSchema.nullable(),
          differences: z.array(differenceSchema),
          /** Why it could not be put in force although it is sound. */
          refusal: refusalSchema.nullable(),
        })
        .nullable(),
    }),
  },
  'policy.adopt': { input: files.extend({ reason: statementSchema }), output: z.strictObject({}) },
  /** Writes what is in force to the folder again, over what a hand changed there. */
  'policy.put-back': { input: z.strictObject({}), output: z.strictObject({}) },
} as const;
export type PolicyFileFaultTold = z.infer<typeof policyFileFaultSchema>;
