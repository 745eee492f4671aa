import { notUsed, type Mapped } from './format.ts';
import { eventRowId, type EventMapper, type TimedEvent } from './cdevents/timed-event.ts';
import { readArtifact } from './package-url.ts';
import { lastPart, ownServiceIn, readBody, serviceIn } from './read-body.ts';
import type { DeploymentRow } from './row-types.ts';

/**
 * Services that were deployed, upgraded or rolled back, and artifacts that were published. A roll-back is a deployment of
 * what came before; the deployment it takes back, where the file has it, is marked as rolled back.
 */
export function createDeploymentEvents(): EventMapper {
  const current = new Map<string, DeploymentRow>();
  return (event, context) => {
    switch (event.event) {
      case 'service.deployed':
      case 'service.upgraded':
      case 'service.rolledback':
        return mapDeployed(event, context, current);
      case 'artifact.published':
      case 'artifact.packaged':
        return mapArtifact(event, context);
      default:
        return notUsed(`an event ${event.event} brings nothing`);
    }
  };
}

function mapDeployed(
  event: TimedEvent,
  context: Parameters<EventMapper>[1],
  current: Map<string, DeploymentRow>,
): Mapped {
  const read = readBody(event.whole, context.now);
  const artifact = readArtifact(read.text('subject.content.artifactId', 500));
  const service = ownServiceIn(read, context, lastPart(event.subject.id), 'subject.id');
  if (artifact.version === null)
    read.fail('missing-value', 'subject.content.artifactId', 'the artifact has no version and no digest');
  const environment = read.text('subject.content.environment.id', 80)?.toLowerCase() ?? 'production';
  const place = `${service}/${environment}`;
  const before = current.get(place);
  const takenBack = event.event === 'service.rolledback' && before?.version !== artifact.version ? before : undefined;
  const mapped = read.rowOr(() => ({
    kind: 'deployment',
    id: eventRowId('deployment', event, event.id),
    revision: event.revision,
    service,
    version: artifact.version ?? '',
    environment,
    startedAt: event.at,
    finishedAt: event.at,
    result: 'success',
    sha: null,
    ...(takenBack !== undefined && { revertOf: takenBack.version }),
    ...(artifact.digest !== null && { digest: artifact.digest }),
  }));
  if (mapped.kind !== 'row' || mapped.row.kind !== 'deployment') return mapped;
  current.set(place, mapped.row);
  if (takenBack === undefined) return mapped;
  const rolledBack: DeploymentRow = { ...takenBack, revision: event.revision, result: 'rolled-back' };
  return { kind: 'many', items: [{ kind: 'row', row: rolledBack }, mapped] };
}

/** An artifact's version is released when it is packaged, and again, with a later revision, when it is published. */
function mapArtifact(event: TimedEvent, context: Parameters<EventMapper>[1]): Mapped {
  const read = readBody(event.whole, context.now);
  const artifact = readArtifact(event.subject.id);
  const service = serviceIn(read, context, artifact.name, 'subject.id');
  if (artifact.version === null) return notUsed('an artifact without a version is no release');
  const { version } = artifact;
  return read.rowOr(() => ({
    kind: 'release',
    id: eventRowId('release', event, `${service}@${version}`),
    revision: event.revision,
    service,
    version,
    at: event.at,
    sha: read.sha('subject.content.change.id'),
  }));
}
