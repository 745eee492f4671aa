import { err, type Result } from '../lib/result.ts';

/**
 * A rule said no. `rule` is the curriculum row it enforces (docs/rules.md), `message` what was refused, `satisfy` what
 * would satisfy it.
 */
export type Refusal = { readonly rule: RuleId; readonly message: string; readonly satisfy: string };

export type RuleId = `M${number}.${number}` | `H${number}` | `J${number}` | `K${number}`;

export const refuse = (rule: RuleId, message: string, satisfy: string): Result<never, Refusal> =>
  err({ rule, message, satisfy });
