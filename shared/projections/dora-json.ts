import type { Dora, DoraOptions } from '../analysis/dora.ts';
import type { IncidentLink } from '../analysis/incident-links.ts';

/** What `hotwash metrics dora --json` prints: ids as the workspace has them, times ISO 8601 in UTC, spans in minutes. */
export function doraJson(
  project: string,
  mode: DoraOptions['mode'],
  dora: Dora,
): { readonly [member: string]: unknown } {
  const { incidentsPerDeployment, deployments, ...metrics } = dora.metrics;
  return {
    project,
    mode,
    deployments: dora.deployments.map(({ deployment, previousSuccess, links, failed }) => ({
      id: deployment.id,
      naturalId: naturalId(deployment.id),
      services: deployment.services,
      versions: [...new Set(deployment.commits.map((commit) => commit.version))],
      environment: deployment.environment,
      startedAt: iso(deployment.startedAt),
      finishedAt: iso(deployment.finishedAt),
      previousSuccess: previousSuccess?.id ?? null,
      incidents: links.map((link) => ({ id: link.incident.id, strength: link.strength })),
      failed,
    })),
    incidents: dora.incidents.map(({ incident, link, recoveryMinutes }) => ({
      id: incident.id,
      naturalId: naturalId(incident.id),
      detectedAt: iso(incident.detectedAt),
      deployment: link?.deployment.id ?? null,
      strength: link?.strength ?? null,
      confidence: link?.confidence ?? null,
      why: link?.why ?? null,
      recoveryMinutes,
    })),
    pullRequests: dora.leadTimes.map(({ merge, deployment, coding, pickup, review, deploy, cycle }) => ({
      id: merge.id,
      repository: merge.repository,
      number: merge.number,
      deployment: deployment?.id ?? null,
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
    suggestions: dora.suggestions.map(suggestion),
  };
}

const suggestion = ({ incident, deployment, strength, confidence, why }: IncidentLink) => ({
  incident: incident.id,
  deployment: deployment.id,
  strength,
  confidence,
  why,
});

/** The source's own id, which is the end of `source:type:instance:naturalId`. */
const naturalId = (id: string): string => /^[^:]+:[^:]+:[^:]*:(.+)$/.exec(id)?.[1] ?? id;
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
