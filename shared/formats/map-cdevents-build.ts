import { eventRowId, type EventMapper } from './cdevents/timed-event.ts';
import { readArtifact } from './package-url.ts';
import { lastPart, readBody, serviceIn } from './read-body.ts';
import type { BuildRow } from './row-types.ts';

const outcomes: { readonly [outcome: string]: NonNullable<BuildRow['result']> } = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
  cancel: 'aborted',
};

/**
 * Builds, pipeline runs and task runs. One starts with the first event about it, so that an end without a beginning takes
 * no time. A build that finished says no outcome: it made an artifact, else it failed.
 */
export function createBuildEvents(): EventMapper {
  const starts = new Map<string, number>();
  return (event, context) => {
    const [subject = '', predicate] = event.event.split('.');
    const read = readBody(event.whole, context.now);
    const id = eventRowId(subject, event, event.subject.id);
    const content = 'subject.content';
    const artifact = readArtifact(read.text(`${content}.artifactId`, 500));
    const named = read.text(`${content}.pipelineName`) ?? read.text(`${content}.taskName`) ?? artifact.name;
    const service = serviceIn(read, context, named ?? lastPart(event.subject.source ?? event.source), 'subject.source');
    if (predicate === 'started' || !starts.has(id)) starts.set(id, event.at);
    const startedAt = Math.min(starts.get(id) ?? event.at, event.at);
    const ended = predicate === 'finished';
    const told = read.word(`${content}.outcome`, outcomes, 'an outcome');
    const result = told ?? (subject === 'build' && artifact.name !== null ? 'success' : null);
    return read.rowOr(() => ({
      kind: 'build',
      id,
      revision: event.revision,
      service,
      name: [named, event.subject.id]
        .filter((part) => part !== null)
        .join(' ')
        .slice(0, 500),
      number: Number(/(\d{1,9})$/.exec(event.subject.id)?.[1] ?? 0),
      startedAt,
      finishedAt: ended ? event.at : null,
      result: ended ? (result ?? (subject === 'build' ? 'failure' : null)) : null,
      sha: null,
    }));
  };
}
