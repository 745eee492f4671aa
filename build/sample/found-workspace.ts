import { commonMeasures, ownMeasures, type SampleMeasure } from '../../assets/sample/measures.ts';
import { leaver, members, placements, services, type SampleService } from '../../assets/sample/organisation.ts';
import type { MemberId, ServiceId } from '../../shared/domain/ids.ts';
import { rollbackMetric } from '../../shared/domain/kpi/kpi-map.ts';
import type { WorkspaceEvent } from '../../shared/domain/workspace/workspace.ts';
import { day, minute } from './local-time.ts';
import { must, type Stage } from './stage.ts';

/** Days before the end of history on which the organisation began to use Hotwash. */
export const foundedDaysBack = 95;
const leftDaysBack = 81;

/** Roster, catalogue and what is measured, entered in one sitting a summer ago; one person left since. */
export async function fillWorkspace(stage: Stage, until: number): Promise<void> {
  const { clock, services: product } = stage;
  const record = async (event: WorkspaceEvent): Promise<void> => {
    must(await product.workspace.record(product.workspace.current().me ?? 'hotwash', event), event.type);
  };
  for (const member of members) {
    clock.set(clock.wall() + 20_000);
    await record({ type: 'member.added.v1', body: { ...member, id: member.id as MemberId } });
    if (member.id === 'rel-01') await stage.sitDown(member.id);
  }
  for (const { id, ...placement } of placements) {
    clock.set(clock.wall() + 20_000);
    await record({ type: 'member.placed.v1', body: { id: id as MemberId, ...placement } });
  }
  for (const { id, title, owner, tier, dependsOn } of services) {
    clock.set(clock.wall() + minute);
    const body = { id: id as ServiceId, title, owner: owner as MemberId, tier, dependsOn: dependsOn as ServiceId[] };
    await record({ type: 'service.registered.v1', body });
  }
  for (const service of services) {
    clock.set(clock.wall() + minute);
    for (const event of measuresOf(service)) await record(event);
  }
  clock.set(until - leftDaysBack * day);
  await record({ type: 'member.left.v1', body: { id: leaver as MemberId } });
}

/** Nobody has said yet what measures these: holes that the catalogue shows. */
const holes: readonly string[] = ['payments-bridge latency', 'reports error-rate', 'port-display latency'];
const isHole = (service: string, kpi: string): boolean => holes.includes(`${service} ${kpi}`);

/** What a service is measured by, and what its owner would do. */
function measuresOf(sample: SampleService): readonly WorkspaceEvent[] {
  const service = sample.id as ServiceId;
  const owner = sample.owner as MemberId;
  const levels = { error_rate: sample.errors, p95_latency: sample.p95 };
  const measures: readonly SampleMeasure[] = [
    ...commonMeasures.map(({ times, ...measure }) => ({
      ...measure,
      threshold: Number((times * levels[measure.metric]).toPrecision(2)),
    })),
    ...(ownMeasures[sample.id] ?? []),
  ];
  return [
    {
      type: 'kpi.mapped.v1',
      body: { service, kpi: 'rollback', metric: rollbackMetric, unit: '', better: 'lower' },
    },
    ...measures
      .filter(({ kpi }) => !isHole(sample.id, kpi))
      .flatMap(({ metric, kpi, unit, better, comparator, threshold, consequence }): WorkspaceEvent[] => [
        { type: 'kpi.mapped.v1', body: { service, kpi, metric, unit, better } },
        { type: 'metric.ruled.v1', body: { service, metric, comparator, threshold, consequence, owner } },
      ]),
  ];
}
