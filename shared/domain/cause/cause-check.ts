import { z } from 'zod';

/** What the program looks at before a cause counts as validated (M4.4), in the order it is told. */
export const checkNames = ['resolves', 'kinds', 'before-effect', 'deployment-known', 'key-touched'] as const;
export type CheckName = (typeof checkNames)[number];

/** What each check asks, as lists head it. */
export const checkTitles: { readonly [N in CheckName]: string } = {
  resolves: 'Evidence resolves',
  kinds: 'The kinds its class asks for',
  'before-effect': 'Cause before effect',
  'deployment-known': 'Deployment known',
  'key-touched': 'The diff touches the named key',
};

/** One check, and in words what was found or what is missing. */
export const causeCheckSchema = z.strictObject({
  check: z.enum(checkNames),
  passed: z.boolean(),
  told: z.string().max(600),
});
export type CauseCheck = z.infer<typeof causeCheckSchema>;
