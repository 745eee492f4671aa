import { z } from 'zod';

/** What a release changed, by the difference to the version before it. `configuration`: the same version once more. */
export const changeTypes = ['major', 'minor', 'patch', 'configuration', 'emergency', 'unknown'] as const;
export type ChangeType = (typeof changeTypes)[number];

/**
 * The deployment event that Hotwash makes of its own rows, and the shape that it advises others to send. A field of which
 * nothing is known is left out, so that a rule which names it says so. Events of others may carry any further fields.
 */
export const triggerEventSchema = z.strictObject({
  /** Row id of the deployment: the same event twice is one. */
  id: z.string().min(1).max(300),
  service: z.string().min(1).max(80),
  version: z.string().min(1).max(80),
  environment: z.string().min(1).max(80),
  /** When the deployment ended, or began where its end is not known. */
  at: z.iso.datetime(),
  result: z.enum(['success', 'failure', 'rolled-back', 'running']),
  /** The service's tier in the catalogue; left out for one that is not in it. */
  criticality: z.exactOptional(z.enum(['critical', 'standard', 'low'])),
  changeType: z.enum(changeTypes),
  impact: z.strictObject({
    /** Incidents tied to this deployment by links that count: named, of the same component within 72 h, or confirmed. */
    incidents: z.int().min(0),
    /** Of those, the critical and major ones. */
    severeIncidents: z.int().min(0),
    rolledBack: z.boolean(),
  }),
});
export type TriggerEvent = z.infer<typeof triggerEventSchema>;
