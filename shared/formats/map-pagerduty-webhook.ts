import type { Body, BodyMapper } from './body-format.ts';
import { notUsed, type Mapped } from './format.ts';
import { mapPagerDutyIncident } from './map-pagerduty.ts';
import { isBody, readBody } from './read-body.ts';

export const isPagerDutyEvent = (body: Body): boolean =>
  isBody(body['event']) && typeof body['event']['event_type'] === 'string' && 'occurred_at' in body['event'];

/** How far an incident came with an event; the others leave it where it is. */
const statusOf: { readonly [event: string]: 'triggered' | 'acknowledged' | 'resolved' } = {
  'incident.triggered': 'triggered',
  'incident.acknowledged': 'acknowledged',
  'incident.unacknowledged': 'triggered',
  'incident.reopened': 'triggered',
  'incident.resolved': 'resolved',
  'incident.escalated': 'triggered',
  'incident.delegated': 'triggered',
  'incident.reassigned': 'triggered',
  'incident.priority_updated': 'triggered',
};

/**
 * Maps PagerDuty's webhooks (v3). The incident is the one of the REST API, so that both are one row; accepted is the first
 * acknowledgement among the events of the file, resolved the event that says so.
 */
export function createPagerDutyEvents(): BodyMapper {
  const accepted = new Map<string, string>();
  return {
    map: (body, context): Mapped => {
      const event = isBody(body['event']) ? body['event'] : {};
      const type = String(event['event_type']).slice(0, 60);
      const incident = event['data'];
      if (statusOf[type] === undefined || !isBody(incident) || incident['type'] !== 'incident')
        return notUsed(`an event ${type} brings nothing`);
      const read = readBody(event, context.now);
      read.needTime('occurred_at');
      const mapped = read.rowOr(() => ({}) as never);
      if (mapped.kind === 'quarantined') return mapped;
      const at = String(event['occurred_at']);
      const id = String(incident['id']);
      const known = accepted.get(id);
      if (type === 'incident.acknowledged' && (known === undefined || at < known)) accepted.set(id, at);
      const acknowledged = accepted.get(id);
      return mapPagerDutyIncident(
        {
          ...incident,
          status: incident['status'] ?? statusOf[type],
          updated_at: at,
          ...(acknowledged !== undefined && { acknowledgements: [{ at: acknowledged }] }),
          ...(type === 'incident.resolved' && { status: 'resolved', resolved_at: at }),
        },
        context,
      );
    },
  };
}
