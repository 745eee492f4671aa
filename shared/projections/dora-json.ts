import { naturalId } from '../analysis/deployment-index.ts';
import type { Dora, DoraOptions } from '../analysis/dora.ts';

/**
 * What `hotwash metrics dora --json` prints: ids as the source has them (`row` is the workspace's), times ISO 8601 in UTC, spans
 * in minutes.
 */
export function doraJson(
  project: string,
  mode: DoraOptions['mode'],
  dora: Dora,
): { readonly [member: string]: unknown } {
  const { incidentsPerDeployment, deployments, ...metrics } = dora.metrics;
  const deploymentId = createNames(dora.deployments.map((each) => each.deployment.id));
  const incidentId = createNames(dora.incidents.map((each) => each.incident.id));
  const mergeId = createNames(dora.leadTimes.map((each) => each.merge.id));
  const idOf = (deployment: { readonly id: string } | null | undefined): string | null =>
    deployment === null || deployment === undefined ? null : deploymentId(deployment.id);
  return {
    project,
    mode,
    deployments: dora.deployments.map(({ deployment, previousSuccess, links, failed }) => ({
      id: deploymentId(deployment.id),
      row: deployment.id,
      services: deployment.services,
      versions: [...new Set(deployment.commits.map((commit) => commit.version))],
      environment: deployment.environment,
      startedAt: iso(deployment.startedAt),
      finishedAt: iso(deployment.finishedAt),
      previousSuccess: idOf(previousSuccess),
      incidents: links.map((link) => ({ id: incidentId(link.incident.id), strength: link.strength })),
      failed,
    })),
    incidents: dora.incidents.map(({ incident, link, recoveryMinutes }) => ({
      id: incidentId(incident.id),
      row: incident.id,
      detectedAt: iso(incident.detectedAt),
      deployment: idOf(link?.deployment),
      strength: link?.strength ?? null,
      confidence: link?.confidence ?? null,
      why: link?.why ?? null,
      recoveryMinutes,
    })),
    pullRequests: dora.leadTimes.map(({ merge, deployment, coding, pickup, review, deploy, cycle }) => ({
      id: mergeId(merge.id),
      row: merge.id,
      repository: merge.repository,
      number: merge.number,
      deployment: idOf(deployment),
      coding,
      pickup,
      review,
      deploy,
      cycle,
    })),
    metrics: {
      deployments,
      ...metrics,
      ...(mode === 'devlake' ? { incidentsPerDeployment } : {}),
    },
    suggestions: dora.suggestions.map(({ incident, deployment, strength, confidence, why }) => ({
      incident: incidentId(incident.id),
      deployment: deploymentId(deployment.id),
      strength,
      confidence,
      why,
    })),
  };
}

/** Short ids: the source's own where no two of them are the same, else the workspace's. */
function createNames(ids: readonly string[]): (id: string) => string {
  const counts = new Map<string, number>();
  for (const id of new Set(ids)) counts.set(naturalId(id), (counts.get(naturalId(id)) ?? 0) + 1);
  return (id) => ((counts.get(naturalId(id)) ?? 0) > 1 ? id : naturalId(id));
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/** A line per deployment and one per measure, for people. */
export function doraText(dora: Dora): string[] {
  const { metrics } = dora;
  const said = (value: number | null, unit: string): string => (value === null ? 'not known' : `${value} ${unit}`);
  const share = metrics.changeFailureRate;
  return [
    `${metrics.deployments} deployments, ${dora.incidents.length} incidents, ${dora.leadTimes.length} merged pull requests`,
    `deployment days per week (lower median): ${said(metrics.deploymentFrequency.perWeek, 'days')}; per month: ${said(metrics.deploymentFrequency.perMonth, 'days')}`,
    `lead time of a change (lower median): ${said(metrics.leadTime.cycle, 'min')}`,
    `change failure rate: ${share === null ? 'not known' : `${(share * 100).toFixed(1)} %`}`,
    ...(metrics.incidentsPerDeployment === null
      ? []
      : [`incidents per deployment: ${metrics.incidentsPerDeployment.toFixed(2)}`]),
    `recovery from a failed deployment (lower median): ${said(metrics.recoveryTime, 'min')}`,
    `${dora.suggestions.length} links by time only wait for a person`,
  ];
}
