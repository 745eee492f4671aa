import type { BodyMapper } from './body-format.ts';
import { openEnvelope } from './cdevents/envelope.ts';
import { timedEvent, type EventMapper } from './cdevents/timed-event.ts';
import { checkEvent } from './cdevents/validate.ts';
import { notUsed, quarantined } from './format.ts';
import { createBuildEvents } from './map-cdevents-build.ts';
import { createChangeEvents } from './map-cdevents-change.ts';
import { createDeploymentEvents } from './map-cdevents-deployment.ts';
import { createIncidentEvents } from './map-cdevents-incident.ts';
import { createTicketEvents } from './map-cdevents-ticket.ts';
import { readTime } from './time.ts';

/**
 * Maps the events of CDEvents, bare or in CloudEvents. An event tells one moment, so what began is remembered for the
 * event that says how it ended; both stand in one file. Subjects that no row is made of are passed over.
 */
export function createCdEvents(): BodyMapper {
  const bySubject: { readonly [subject: string]: EventMapper } = {
    service: createDeploymentEvents(),
    incident: createIncidentEvents(),
    build: createBuildEvents(),
    pipelinerun: createBuildEvents(),
    taskrun: createBuildEvents(),
    change: createChangeEvents(),
    artifact: createDeploymentEvents(),
    ticket: createTicketEvents(),
  };
  return {
    map: (body, context) => {
      const opened = openEnvelope(body);
      if (!opened.ok) return { kind: 'quarantined', fault: opened.error };
      if (opened.value.kind === 'other')
        return notUsed(`a CloudEvent ${opened.value.type.slice(0, 80)} brings nothing`);
      const checked = checkEvent(opened.value.body);
      if (!checked.ok) return { kind: 'quarantined', fault: checked.error };
      const event = checked.value;
      const at = readTime(event.timestamp, null, context.now);
      if (!at.ok) return quarantined(at.error.code, 'context.timestamp', at.error.message);
      const map = bySubject[event.event.split('.')[0] ?? ''];
      return map?.(timedEvent(event, at.value), context) ?? notUsed(`an event ${event.event} brings nothing`);
    },
  };
}
