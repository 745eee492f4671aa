import type { Body, BodyContext, BodyMapper } from './body-format.ts';
import { clip } from './cells.ts';
import { normalName, severityNames } from './fields.ts';
import { rowId } from './map-generic.ts';
import { hostOf } from './map-jenkins.ts';
import { isBody, listOf, ownServiceIn, readBody, type RowMapped } from './read-body.ts';

/** Labels that name the service, in this order, unless the mapping's constant `serviceLabel` names another. */
const serviceLabels = ['service', 'app', 'app_kubernetes_io_name', 'application', 'component', 'job'] as const;

export const isAlert = (body: Body): boolean =>
  isBody(body['labels']) && typeof body['startsAt'] === 'string' && 'fingerprint' in body;

export const isAlertGroup = (body: Body): boolean =>
  Array.isArray(body['alerts']) && typeof body['groupKey'] === 'string' && 'receiver' in body;

/**
 * Maps alerts of Alertmanager's API (v2) and of its webhook (v4, several in one record). An incident is one label set
 * from one start on. An alert that comes again keeps the title it had first in the file.
 */
export function createAlerts(): BodyMapper {
  const titles = new Map<string, string>();
  return {
    map: (body, context) =>
      isAlertGroup(body)
        ? {
            kind: 'many',
            items: listOf(body['alerts']).map((alert) => mapAlert(alert, body['externalURL'], context, titles)),
          }
        : mapAlert(body, body['generatorURL'], context, titles),
  };
}

/**
 * One alert. The API lists only alerts that still fire, so that its `endsAt`, which lies ahead, ends nothing; a webhook
 * says `resolved`, and then when.
 */
function mapAlert(alert: Body, address: unknown, context: BodyContext, titles: Map<string, string>): RowMapped {
  const read = readBody(alert, context.now);
  const labels = isBody(alert['labels']) ? alert['labels'] : {};
  const label = (name: string): string | null =>
    typeof labels[name] === 'string' && labels[name] !== '' ? labels[name] : null;
  const names = context.given['serviceLabel'] === undefined ? serviceLabels : [context.given['serviceLabel']];
  const own = names.map(label).find((name) => name !== null) ?? null;
  const service = ownServiceIn(read, context, own, 'labels.service');
  const fingerprint = read.needText('fingerprint', 80);
  const startsAt = read.needTime('startsAt');
  const resolved = alert['status'] === 'resolved' && !isNoTime(alert['endsAt']);
  const endsAt = resolved ? read.needTime('endsAt') : null;
  read.inOrder(startsAt, endsAt, 'endsAt', 'the alert ends before it starts');
  const id = rowId(
    'alertmanager',
    'incident',
    context.host ?? hostOf(address) ?? 'alertmanager',
    `${fingerprint}@${startsAt}`,
  );
  const summary = read.text('annotations.summary', 400) ?? read.text('annotations.description', 400);
  const title = titles.get(id) ?? [label('alertname'), summary].filter((part) => part !== null).join(': ');
  titles.set(id, title);
  return read.rowOr(() => ({
    kind: 'incident',
    id,
    revision: endsAt ?? startsAt,
    service,
    title: clip(title, 500) ?? fingerprint,
    severity: severityOf(label('severity') ?? label('priority')),
    impactStartedAt: startsAt,
    detectedAt: startsAt,
    acceptedAt: null,
    resolvedAt: endsAt,
    release: clip(label('version') ?? label('release') ?? '', 160),
  }));
}

/** Go's zero time, which stands for no time at all. */
const isNoTime = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.startsWith('0001-01-01'));

/** A severity label is free text: a word that is not known says nothing. */
const severityOf = (word: string | null) =>
  normalName(word ?? '') === 'page' ? 'critical' : (severityNames.get(normalName(word ?? '')) ?? 'unknown');
