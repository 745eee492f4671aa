import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { formatClock, formatClockSeconds, formatDay, formatSpan } from '../../ui/format-time.ts';

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

/** Runtime complete less the pipeline's finish, ms; null while either is unknown. Negative: seen before CI said done. */
export function lagOf(deployment: RowOf<'deployment'>, seen: RowOf<'runtime'> | undefined): number | null {
  const at = seen?.completeAt ?? seen?.firstSeenAt;
  return at === undefined || deployment.finishedAt === null ? null : at - deployment.finishedAt;
}

/** `Deployed 12 Mar 2026, 14:02 CI · 14:04:41 runtime (Europe/Berlin) · rolled back after 19 min` */
export function tellRelease(detail: ReleaseDetail, zone: string): string {
  const deployment = mainDeployment(detail);
  if (deployment === undefined)
    return `Tagged ${formatDay(detail.summary.at, zone)}, ${formatClock(detail.summary.at, zone)} (${zone}) · no deployment is known`;
  const at = deployment.finishedAt ?? deployment.startedAt;
  const seen = sightingOf(deployment, detail.runtime);
  const shown = seen?.completeAt ?? seen?.firstSeenAt;
  return [
    `Deployed to ${deployment.environment} ${formatDay(at, zone)}, ${formatClock(at, zone)} CI`,
    shown === undefined ? `not seen at runtime (${zone})` : `${formatClockSeconds(shown, zone)} runtime (${zone})`,
    ...tellEnd(deployment),
  ].join(' · ');
}

function tellEnd(deployment: RowOf<'deployment'>): string[] {
  const { result, finishedAt, startedAt } = deployment;
  if (result === 'rolled-back')
    return [finishedAt === null ? 'rolled back' : `rolled back, ${formatSpan(finishedAt - startedAt)} after its start`];
  if (result === 'failure') return ['failed'];
  return result === 'running' ? ['still running'] : [];
}
