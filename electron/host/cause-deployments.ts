import { reconcileRows } from '../../shared/analysis/reconcile.ts';
import type { Reconciled } from '../../shared/analysis/reconcile-types.ts';
import type { Beginning } from '../../shared/domain/cause/cause-findings.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { RowIndex } from '../intake/row-index.ts';

/** How far round a time claims and sightings are read: what can be paired with one deployment at all. */
const aroundMs = 7 * 86_400_000;

/** Deployments of a service round a time, each beside what the runtime showed (M2.4). */
export type AroundTime = {
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly results: readonly Reconciled[];
};

export async function deploymentsAround(
  rows: Pick<RowIndex, 'within'>,
  service: string,
  at: number,
): Promise<AroundTime> {
  const [from, to] = [at - aroundMs, at + aroundMs];
  const deployments = await rows.within('deployment', from, to, service);
  const sightings = await rows.within('sighting', from, to, service);
  const runtime = await rows.within('runtime', from, to, service);
  return { deployments, results: reconcileRows(deployments, sightings, runtime) };
}

/**
 * When a deployment took hold: its first instance, as the runtime showed it; where nobody looked, some time from its start
 * to the end that CI claims.
 */
export function deploymentBegan(row: RowOf<'deployment'>, { results }: AroundTime): Beginning {
  const own = results.find(({ claim }) => claim?.ref === row.id)?.transition;
  const name = `${row.service} ${row.version}`.slice(0, 80);
  if (own !== undefined && own !== null && !own.standing)
    return { kind: 'delivery', what: `first instance of ${name}`, ...own.first };
  return {
    kind: 'delivery',
    what: `deployment of ${name} by CI's word`,
    from: row.startedAt,
    to: row.finishedAt ?? row.startedAt,
  };
}

/** When a version that was seen at runtime came, as exactly as samples of its instances tell. */
export function runtimeBegan(row: RowOf<'runtime'>, { results }: AroundTime): Beginning {
  const nearest = results
    .flatMap(({ transition }) => transition ?? [])
    .filter((each) => !each.standing && each.environment === row.environment && each.version === row.version)
    .toSorted((a, b) => Math.abs(a.first.to - row.firstSeenAt) - Math.abs(b.first.to - row.firstSeenAt))[0];
  const what = `first instance of ${row.service} ${row.version}`.slice(0, 100);
  return { kind: 'delivery', what, ...(nearest?.first ?? { from: row.firstSeenAt, to: row.firstSeenAt }) };
}
