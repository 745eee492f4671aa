import type { RowId } from '../domain/ids.ts';
import type { DeploymentRow, IncidentRow, RuntimeRow } from './row-types.ts';
import type { Cells } from './cells.ts';
import { deploymentResultNames, severityNames } from './fields.ts';
import type { Mapped } from './format.ts';
import { shaOf } from './sha.ts';
import { createTextOwners } from './text-owners.ts';

/** `source:type:instance:naturalId`, cut to what an id may hold. */
export function rowId(source: string, type: string, instance: string, natural: string): RowId {
  return `${source}:${type}:${instance}:${natural}`.slice(0, 300) as RowId;
}

/** Tells whether one natural id was used for two services of one file, which makes one of them wrong. */
export type OwnerCheck = (natural: string, service: string) => boolean;

export function createOwnerCheck(): OwnerCheck {
  const owners = createTextOwners();
  const services = new Map<string, number>();
  return (natural, service) => {
    const number = services.get(service) ?? services.size;
    services.set(service, number);
    return owners.first(natural, number) === number;
  };
}

function readCommon(
  cells: Cells,
  service: string,
  isOwner: OwnerCheck,
): { natural: string | null; instance: string; revision: number } {
  const natural = cells.text('id', 150);
  if (natural !== null && !cells.failed() && !isOwner(natural, service))
    cells.fail('duplicate-id', 'id', `id ${natural} stands twice in the file, for different services`);
  return { natural, instance: cells.text('instance', 80) ?? service, revision: cells.time('updatedAt') ?? 0 };
}

/** Members whose cells say something: the others stay absent. */
function presentOf<K extends string>(members: { readonly [key in K]: string | null }): { [key in K]?: string } {
  const present: { [key in K]?: string } = {};
  for (const key in members) {
    const value = members[key];
    if (value !== null) present[key] = value;
  }
  return present;
}

/** A version that is not told is the commit. A deployment's start is its own, else finish - duration, else its finish; an empty environment is production. */
export function mapDeployment(cells: Cells, isOwner: OwnerCheck): Mapped {
  const service = cells.service('service');
  const sha = cells.sha('sha');
  const version = cells.text('version', 80) ?? sha?.slice(0, 12) ?? cells.requiredText('version', 80);
  const environment = cells.text('environment', 80)?.toLowerCase() ?? 'production';
  const { natural, instance, revision } = readCommon(cells, service, isOwner);
  const started = cells.time('startedAt');
  const finished = cells.time('finishedAt');
  const seconds = cells.number('durationSeconds');
  const millis = cells.number('durationMs') ?? (seconds === null ? null : seconds * 1000);
  if (started === null && finished === null)
    cells.fail('missing-value', 'startedAt', 'neither a start nor a finish is given');
  if (millis !== null && millis < 0) cells.fail('finish-before-start', 'durationSeconds', 'the duration is negative');
  cells.inOrder(started, finished, 'finishedAt', 'the deployment finishes before it starts');
  const result = cells.oneOf('result', deploymentResultNames);
  const more = presentOf({
    repository: cells.text('repository', 300),
    group: cells.text('group', 150),
    revertOf: cells.text('revertOf', 160),
    digest: cells.text('digest', 160),
  });
  const startedAt = started ?? Math.round((finished ?? 0) - (millis ?? 0));
  const running = result === 'running';
  const ended = finished ?? (started !== null && millis !== null ? Math.round(started + millis) : null);
  return cells.faultOr(() => {
    const row: DeploymentRow = {
      kind: 'deployment',
      id: rowId('file', 'deployment', instance, natural ?? `${service}@${version}/${environment}/${startedAt}`),
      revision,
      service,
      version,
      environment,
      startedAt,
      finishedAt: running ? null : ended,
      result: result ?? (ended === null ? 'running' : 'success'),
      sha,
      ...more,
    };
    return { kind: 'row', row };
  });
}

/** An incident without a detection time was detected when its impact began. */
export function mapIncident(cells: Cells, isOwner: OwnerCheck): Mapped {
  const service = cells.service('service');
  const { natural, instance, revision } = readCommon(cells, service, isOwner);
  const title = cells.text('title', 500) ?? natural;
  if (title === null) cells.fail('missing-value', 'title', 'the incident has neither a title nor an id');
  const severity = cells.oneOf('severity', severityNames) ?? 'unknown';
  const impactStartedAt = cells.time('impactStartedAt');
  const detected = cells.time('detectedAt') ?? impactStartedAt;
  if (detected === null) cells.fail('missing-value', 'detectedAt', 'the incident has no time of detection');
  const acceptedAt = cells.time('acceptedAt');
  const resolvedAt = cells.time('resolvedAt');
  const release = cells.text('release', 160);
  // A root cause is often told in words; a commit is what is looked for.
  const causeSha = shaOf(cells.text('causeSha', 500));
  cells.inOrder(detected, acceptedAt, 'acceptedAt', 'the incident is accepted before it is detected');
  cells.inOrder(detected, resolvedAt, 'resolvedAt', 'the incident is resolved before it is detected');
  cells.inOrder(impactStartedAt, resolvedAt, 'resolvedAt', 'the incident is resolved before its impact starts');
  return cells.faultOr(() => {
    const row: IncidentRow = {
      kind: 'incident',
      id: rowId('file', 'incident', instance, natural ?? `${service}/${detected ?? 0}/${title ?? ''}`),
      revision,
      service,
      title: title ?? '',
      severity,
      impactStartedAt,
      detectedAt: detected ?? 0,
      acceptedAt,
      resolvedAt,
      release,
      ...(causeSha !== null && { causeSha }),
    };
    return { kind: 'row', row };
  });
}

/** When a version was first seen running, and when the last instance had switched to it. */
export function mapRuntime(cells: Cells): Mapped {
  const service = cells.service('service');
  const version = cells.requiredText('version', 80);
  const environment = cells.text('environment', 80)?.toLowerCase() ?? 'production';
  const instance = cells.text('instance', 80) ?? service;
  const revision = cells.time('updatedAt') ?? 0;
  const firstSeenAt = cells.requiredTime('firstSeenAt');
  const completeAt = cells.time('completeAt');
  const instances = cells.number('instances');
  if (!cells.failed() && (instances === null || instances < 1 || !Number.isSafeInteger(instances)))
    cells.fail('bad-number', 'instances', 'the number of instances is a whole number from 1');
  cells.inOrder(firstSeenAt, completeAt, 'completeAt', 'the version is complete before it was first seen');
  return cells.faultOr(() => {
    const row: RuntimeRow = {
      kind: 'runtime',
      id: rowId('file', 'runtime', instance, `${service}@${version}/${environment}/${firstSeenAt}`),
      revision,
      service,
      version,
      environment,
      firstSeenAt,
      completeAt,
      instances: instances ?? 1,
    };
    return { kind: 'row', row };
  });
}
