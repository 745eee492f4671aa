import { z } from 'zod';
import { ok, type Result } from '../../lib/result.ts';
import { serviceIdSchema } from '../ids.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { statementSchema } from '../text.ts';

/** What every released component is watched by (M2.3). */
export const neededKpis = ['error-rate', 'latency', 'rollback'] as const;
export type NeededKpi = (typeof neededKpis)[number];
export const neededKpiSchema = z.enum(neededKpis);

/** A rollback is not a series of samples: it is read from the deployments, and that is what it is mapped to. */
export const rollbackMetric = 'deployments';

/** Which metric measures a KPI of a service, in which unit, and which direction is good. */
export const kpiMappingSchema = z.strictObject({
  service: serviceIdSchema,
  kpi: z.enum([...neededKpis, 'other']),
  metric: z.string().trim().min(1, 'name the metric').max(500),
  unit: z.string().max(40),
  better: z.enum(['lower', 'higher', 'neither']),
});
export type KpiMapping = z.infer<typeof kpiMappingSchema>;

export const kpiUnmappingSchema = kpiMappingSchema.pick({ service: true, kpi: true, metric: true });

/** A needed KPI of a component that nothing measures. */
export type KpiHole = { readonly service: string; readonly kpi: NeededKpi };

/** A hole that a review goes on with, and why; it stands in the record. */
export type WaivedHole = KpiHole & { readonly reason: string };

/** [M2.3] A rollback is mapped to the deployments, everything else to a metric with a direction. */
export function decideKpi(mapping: KpiMapping): Result<KpiMapping, Refusal> {
  if ((mapping.kpi === 'rollback') !== (mapping.metric === rollbackMetric))
    return refuse(
      'M2.3',
      mapping.kpi === 'rollback'
        ? `A rollback is counted from deployments; ${mapping.metric} cannot measure it.`
        : `Deployments measure a rollback, not ${mapping.kpi}.`,
      `Map rollback, and only rollback, to "${rollbackMetric}".`,
    );
  if (mapping.kpi !== 'other' && mapping.better === 'neither')
    return refuse('M2.3', `${mapping.metric} has no good direction.`, 'Say whether lower or higher is better.');
  return ok(mapping);
}

/** One metric per needed KPI and service; any number of others. */
export function withMapping(map: readonly KpiMapping[], mapping: KpiMapping): readonly KpiMapping[] {
  const stays = (each: KpiMapping): boolean =>
    each.service !== mapping.service ||
    each.kpi !== mapping.kpi ||
    (mapping.kpi === 'other' && each.metric !== mapping.metric);
  return [...map.filter(stays), mapping];
}

/** The KPIs a tier needs of the components that the map leaves open, in the components' order. */
export const kpiHoles = (
  map: readonly KpiMapping[],
  components: readonly string[],
  needed: readonly NeededKpi[],
): readonly KpiHole[] =>
  components.flatMap((service) =>
    needed.flatMap((kpi) =>
      map.some((each) => each.service === service && each.kpi === kpi) ? [] : [{ service, kpi }],
    ),
  );

/** Holes that nobody waived. */
export const openHoles = (holes: readonly KpiHole[], waived: readonly KpiHole[]): readonly KpiHole[] =>
  holes.filter((hole) => !waived.some((each) => each.service === hole.service && each.kpi === hole.kpi));

export const holeCommands = [
  z.strictObject({
    type: z.literal('hole.waive'),
    service: serviceIdSchema,
    kpi: neededKpiSchema,
    reason: statementSchema,
  }),
] as const;
