import type { Body } from './body-format.ts';
import { clip } from './cells.ts';
import { eventRowId, type EventMapper } from './cdevents/timed-event.ts';
import { lastPart, readBody, serviceIn } from './read-body.ts';
import { readScrubbed, scrubRecord } from './scrub-record.ts';

/** Tickets: one is created with the first event about it that the file has. */
export function createTicketEvents(): EventMapper {
  const created = new Map<string, number>();
  return (event, context) => {
    const read = readBody(event.whole, context.now);
    const id = eventRowId('ticket', event, event.subject.id);
    if (!created.has(id)) created.set(id, event.at);
    const createdAt = Math.min(created.get(id) ?? event.at, event.at);
    const closed = event.event === 'ticket.closed';
    const source = lastPart(event.subject.source ?? event.source);
    const service = serviceIn(read, context, read.text('subject.content.group') ?? source, 'subject.content.group');
    const title = readScrubbed(read.text('subject.content.summary', 500) ?? event.subject.id);
    const given = event.content['labels'];
    const labels = [event.content['ticketType'], event.content['priority'], ...(Array.isArray(given) ? given : [])];
    return read.rowOr(() => ({
      kind: 'ticket',
      id,
      revision: event.revision,
      service,
      title: clip(title.text, 500) ?? '',
      text: '',
      state: closed ? 'closed' : 'open',
      createdAt,
      closedAt: closed ? event.at : null,
      release: null,
      labels: labels
        .flatMap((label: unknown) => (typeof label === 'string' ? (clip(label, 80) ?? []) : []))
        .slice(0, 30),
      scrubbed: title.count,
    }));
  };
}

/** Takes out of an event who wrote it. Names stay in place as a mark, since the schema wants some of them. */
export const scrubEvent = (record: Body): Body =>
  scrubRecord(record, {
    texts: ['summary', 'description', 'reason', 'errors'],
    people: [],
    masked: ['creator', 'updatedBy', 'assignees', 'user'],
    inside: ['data', 'body', 'subject', 'content'],
  });
