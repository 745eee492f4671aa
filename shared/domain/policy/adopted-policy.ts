import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { statementSchema } from '../text.ts';
import { policyFileSchema } from './governance.ts';
import { policySchema, type Policy } from './policy.ts';
import { standardPolicy } from './standard-policy.ts';

/** Characters of a policy file. */
export const maxPolicyLength = 400_000;

const file = policyFileSchema.extend({ text: z.string().max(maxPolicyLength) });

/** A policy was put in force: its files as they were written, and what they come to together. */
export const policyAdoptedSchema = z.strictObject({
  base: file,
  overlay: file.nullable(),
  policy: policySchema,
  reason: statementSchema,
  /** Who put it in force. */
  by: memberIdSchema,
});

/** A policy that was in force from `at` (epoch ms) until the next. */
export type AdoptedPolicy = z.infer<typeof policyAdoptedSchema> & { readonly at: number };

export type PolicyInForce = {
  readonly policy: Policy;
  readonly base: z.infer<typeof policyFileSchema> | null;
  readonly overlay: z.infer<typeof policyFileSchema> | null;
};

/** The last adopted policy; the standard one where none was. */
export function policyInForce(adopted: readonly AdoptedPolicy[]): PolicyInForce {
  const last = adopted.at(-1);
  if (last === undefined) return { policy: standardPolicy, base: null, overlay: null };
  const named = ({ id, version, sha256 }: z.infer<typeof file>): z.infer<typeof policyFileSchema> => ({
    id,
    version,
    sha256,
  });
  return { policy: last.policy, base: named(last.base), overlay: last.overlay === null ? null : named(last.overlay) };
}
