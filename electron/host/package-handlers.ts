import type { packageProcedures } from '../../shared/contract/package-procedures.ts';
import { decideKpi } from '../../shared/domain/kpi/kpi-map.ts';
import { decideMetricRule } from '../../shared/domain/kpi/metric-rule.ts';
import { err, ok } from '../../shared/lib/result.ts';
import { fail, refusalToFault } from './fault.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures round a review's package do: what is measured, what is usual, and handing the package out. */
export function createPackageHandlers(services: Services): Pick<ProcedureHandlers, keyof typeof packageProcedures> {
  const { workspace, packages, intake } = services;
  const me = (): string => workspace.current().me ?? 'hotwash';
  return {
    'package.preview': ({ review }) => packages.preview(review),
    'package.export': ({ review }) => packages.write(review),
    'package.written': async ({ reviews }) => ok({ written: [...(await packages.written(reviews))] }),
    'baseline.freeze': async ({ release, isPostHoc }) => {
      const frozen = await packages.freeze(release, isPostHoc);
      if (!frozen.ok) return frozen;
      const { hash, baseline } = frozen.value;
      return ok({ hash, at: baseline.at, comparable: baseline.releases.length, isPostHoc: frozen.value.isPostHoc });
    },
    'kpi.map': async (mapping) => {
      const decided = decideKpi(mapping);
      if (!decided.ok) return err(refusalToFault(decided.error));
      return workspace.record(me(), { type: 'kpi.mapped.v1', body: decided.value });
    },
    'kpi.unmap': async (mapping) =>
      workspace
        .current()
        .kpis.some(
          ({ service, kpi, metric }) => service === mapping.service && kpi === mapping.kpi && metric === mapping.metric,
        )
        ? workspace.record(me(), { type: 'kpi.unmapped.v1', body: mapping })
        : fail('not-mapped', 'That KPI is not mapped to that metric. Nothing was changed.'),
    'metric.rule': async (rule) => {
      const decided = decideMetricRule(rule, workspace.current().members);
      if (!decided.ok) return err(refusalToFault(decided.error));
      return workspace.record(me(), { type: 'metric.ruled.v1', body: decided.value });
    },
    'link.settle': async (link) => {
      for (const { kind, id } of [link.from, link.to])
        if ((await intake.rows.get(kind, id)) === undefined)
          return fail('no-row', `No ${kind} is known under that id. Bring its data in first; nothing was settled.`);
      return workspace.record(me(), { type: 'link.settled.v1', body: link });
    },
  };
}
