import { z } from 'zod';

const within = z.strictObject({ count: z.int().min(2).max(50), withinDays: z.int().min(1).max(1500) });

/**
 * From how many alike findings in how many days a cause is taken for systemic (M4.3), and a class in a component goes to
 * the architecture board (M4.5). This review's own finding counts.
 */
export const causeRulesSchema = z.strictObject({ systemic: within, board: within });
export type CauseRules = z.infer<typeof causeRulesSchema>;

/** What holds where a policy says nothing of it. */
export const standardRecurrence: CauseRules = {
  systemic: { count: 3, withinDays: 180 },
  board: { count: 3, withinDays: 90 },
};
