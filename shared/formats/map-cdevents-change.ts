import { notUsed } from './format.ts';
import { eventRowId, type EventMapper } from './cdevents/timed-event.ts';
import { readBody } from './read-body.ts';

type Known = { readonly createdAt: number; readonly title: string; readonly firstCommentAt: number | null };

/**
 * Changes, which are merge requests here. When one was created is told by its own event alone, and without it nothing can
 * be said of how long it waited: it is passed over. A review is its first comment.
 */
export function createChangeEvents(): EventMapper {
  const created = new Map<string, Known>();
  return (event, context) => {
    const read = readBody(event.whole, context.now);
    const id = eventRowId('merge', event, event.subject.id);
    const predicate = event.event.split('.')[1];
    if (predicate === 'created') {
      const title = read.text('subject.content.description', 500) ?? event.subject.id;
      created.set(id, { createdAt: event.at, title, firstCommentAt: null });
    }
    const before = created.get(id);
    if (before === undefined) return notUsed('a change that the file does not have the creation of');
    const reviewed = predicate === 'reviewed' && before.firstCommentAt === null ? event.at : before.firstCommentAt;
    const known = { ...before, firstCommentAt: reviewed };
    created.set(id, known);
    const merged = predicate === 'merged';
    read.inOrder(known.createdAt, event.at, 'context.timestamp', 'the change is older than its creation');
    return read.rowOr(() => ({
      kind: 'merge',
      id,
      revision: event.revision,
      repository: context.given['repository'] ?? read.text('subject.content.repository.id', 300) ?? 'unknown',
      number: Number(/(\d{1,9})$/.exec(event.subject.id)?.[1] ?? 0),
      state: merged ? 'merged' : predicate === 'abandoned' ? 'closed' : 'open',
      mergedAt: merged ? event.at : null,
      mergeSha: null,
      firstCommitAt: null,
      ...known,
    }));
  };
}
