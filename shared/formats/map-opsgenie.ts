import type { Body, BodyContext } from './body-format.ts';
import { rowId } from './map-generic.ts';
import { hostOf } from './map-jenkins.ts';
import { ownServiceIn, readBody, type RowMapped } from './read-body.ts';
import type { IncidentRow } from './row-types.ts';
import { valueAt } from './column-plan.ts';
import type { Mapped } from './format.ts';

const priorities: { readonly [priority: string]: IncidentRow['severity'] } = {
  p1: 'critical',
  p2: 'major',
  p3: 'minor',
  p4: 'minor',
  p5: 'minor',
};
const statuses: { readonly [status: string]: 'open' | 'over' } = { open: 'open', resolved: 'over', closed: 'over' };

export const isOpsgenieIncident = (body: Body): boolean =>
  Array.isArray(body['impactedServices']) && typeof body['createdAt'] === 'string' && 'message' in body;

/**
 * An incident of Opsgenie. It names services by id only, each of which gets a row, unless the mapping names the service.
 * It is resolved when its impact ended; where nothing says that, when it was last updated.
 */
export function mapOpsgenieIncident(body: Body, context: BodyContext): Mapped {
  const listed: readonly unknown[] = Array.isArray(body['impactedServices']) ? body['impactedServices'] : [];
  const services = listed.filter((id) => typeof id === 'string');
  const [first = null, ...others] = services;
  if (others.length === 0 || context.service.always !== undefined) return mapFor(body, context, first, '');
  return { kind: 'many', items: services.map((service) => mapFor(body, context, service, `/${service}`)) };
}

function mapFor(body: Body, context: BodyContext, own: string | null, suffix: string): RowMapped {
  const read = readBody(body, context.now);
  const id = read.needText('id', 80);
  const service = ownServiceIn(read, context, own, 'impactedServices');
  const status = read.word('status', statuses, 'a status of an incident');
  if (status === null) read.fail('missing-value', 'status', 'the incident says no status');
  const detectedAt = read.needTime('createdAt');
  const updated = read.time('updatedAt');
  const resolvedAt = status === 'over' ? (read.time('impactEndDate') ?? updated) : null;
  if (status === 'over' && resolvedAt === null)
    read.fail('missing-value', 'impactEndDate', 'the incident is resolved, but nothing says when');
  read.inOrder(detectedAt, resolvedAt, 'impactEndDate', 'the incident is resolved before it is created');
  const severity = read.word('priority', priorities, 'a priority of an incident') ?? 'unknown';
  return read.rowOr(() => ({
    kind: 'incident',
    id: rowId('opsgenie', 'incident', hostOf(valueAt(body, 'links.web')) ?? context.host ?? 'opsgenie', id + suffix),
    revision: updated ?? detectedAt,
    service,
    title: read.text('message', 500) ?? id,
    severity,
    impactStartedAt: read.time('impactStartDate'),
    detectedAt,
    acceptedAt: null,
    resolvedAt,
    release: null,
  }));
}
