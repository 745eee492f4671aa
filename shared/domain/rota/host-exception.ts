import { z } from 'zod';

/** The two who host a meeting. Both go round (M3.5). */
export const rotaRoles = ['facilitator', 'scribe'] as const;
export type RotaRole = (typeof rotaRoles)[number];

/** Why the rota would not have named somebody, and the review does all the same. */
export const hostExceptionSchema = z.strictObject({
  role: z.enum(rotaRoles),
  kind: z.enum(['twice-running', 'in-timeline']),
});
export type HostException = z.infer<typeof hostExceptionSchema>;
