import { clip } from './cells.ts';
import { quarantined } from './format.ts';
import { eventRowId, type EventMapper } from './cdevents/timed-event.ts';
import { readArtifact } from './package-url.ts';
import { lastPart, ownServiceIn, readBody } from './read-body.ts';

/** Incidents: detected, or else reported, when the first event about them says so; the end needs that beginning. */
export function createIncidentEvents(): EventMapper {
  const begun = new Map<string, { readonly at: number; readonly title: string }>();
  return (event, context) => {
    const id = eventRowId('incident', event, event.subject.id);
    const read = readBody(event.whole, context.now);
    const known = begun.get(id);
    const resolved = event.event === 'incident.resolved';
    if (resolved && known === undefined)
      return quarantined('missing-value', 'subject.id', 'the file has the end of this incident and not its beginning');
    const service = ownServiceIn(
      read,
      context,
      lastPart(read.text('subject.content.service.id')),
      'subject.content.service',
    );
    const { at, title } = known ?? {
      at: event.at,
      title: read.text('subject.content.description', 500) ?? event.subject.id,
    };
    read.inOrder(at, resolved ? event.at : null, 'context.timestamp', 'the incident is resolved before it is detected');
    const artifact = readArtifact(read.text('subject.content.artifactId', 500));
    begun.set(id, { at, title });
    return read.rowOr(() => ({
      kind: 'incident',
      id,
      revision: event.revision,
      service,
      title,
      severity: 'unknown',
      impactStartedAt: null,
      detectedAt: at,
      acceptedAt: null,
      resolvedAt: resolved ? event.at : null,
      release: clip(artifact.version ?? '', 160),
    }));
  };
}
