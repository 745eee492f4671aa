import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { ReleaseDetail } from '../store/read-releases.ts';
import { formatClock, formatClockSeconds, formatDay, formatSpan } from '../ui/format-time.ts';

/** The deployment a release is told by: production first, else its last. */
export const mainDeployment = (detail: ReleaseDetail): RowOf<'deployment'> | undefined =>
  detail.deployments.findLast((row) => row.environment === 'production') ?? detail.deployments.at(-1);

/** What the runtime saw of a deployment: the sighting of its environment that lies nearest after its start. */
export const sightingOf = (
  deployment: RowOf<'deployment'>,
  runtime: readonly RowOf<'runtime'>[],
): RowOf<'runtime'> | undefined =>
  runtime
    .filter((row) => row.environment === deployment.environment && row.firstSeenAt >= deployment.startedAt)
    .toSorted((a, b) => a.firstSeenAt - b.firstSeenAt)[0];

/** When another version took a deployment's place in its environment; null when nothing known did. Epoch ms. */
export function replacedAt(deployment: RowOf<'deployment'>, around: readonly RowOf<'deployment'>[]): number | null {
  const begin = deployment.finishedAt ?? deployment.startedAt;
  const times = around
    .filter((row) => row.service === deployment.service && row.environment === deployment.environment)
    .filter((row) => row.version !== deployment.version && row.result !== 'failure')
    .map((row) => row.finishedAt ?? row.startedAt)
    .filter((at) => at > begin);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * `Deployed 12 Mar 2026, 14:02 CI · 14:04:41 runtime (Europe/Berlin) · rolled back after 19 min`. `around` are deployments
 * of the hours after it, from which the rollback is told.
 */
export function tellRelease(detail: ReleaseDetail, zone: string, around: readonly RowOf<'deployment'>[]): string {
  const deployment = mainDeployment(detail);
  if (deployment === undefined)
    return `Tagged ${formatDay(detail.summary.at, zone)}, ${formatClock(detail.summary.at, zone)} (${zone}) · no deployment is known`;
  const at = deployment.finishedAt ?? deployment.startedAt;
  const seen = sightingOf(deployment, detail.runtime);
  const shown = seen?.completeAt ?? seen?.firstSeenAt;
  return [
    `Deployed to ${deployment.environment} ${formatDay(at, zone)}, ${formatClock(at, zone)} CI`,
    shown === undefined ? `not seen at runtime (${zone})` : `${formatClockSeconds(shown, zone)} runtime (${zone})`,
    ...tellEnd(deployment, replacedAt(deployment, around)),
  ].join(' · ');
}

function tellEnd(deployment: RowOf<'deployment'>, replaced: number | null): string[] {
  const { result, finishedAt, startedAt } = deployment;
  if (result === 'rolled-back')
    return [
      replaced === null ? 'rolled back' : `rolled back after ${formatSpan(replaced - (finishedAt ?? startedAt))}`,
    ];
  if (result === 'failure') return ['failed'];
  return result === 'running' ? ['still running'] : [];
}
