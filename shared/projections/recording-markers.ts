import { lengthOf, wallToRecording, type RecordingList } from '../domain/recording/entry.ts';
import type { HappenedEvent } from '../domain/review/events.ts';
import type { Review } from '../domain/review/review.ts';

export const markerKinds = ['item', 'claim', 'idea', 'cause', 'decision', 'action', 'commitment', 'parked'] as const;
export type MarkerKind = (typeof markerKinds)[number];

/** A place in a recording at which something of the review happened. */
export type RecordingMarker = {
  /** ms of sound. */
  readonly atMs: number;
  readonly kind: MarkerKind;
  /** Of what it is about. */
  readonly id: string;
  /** Its words as they are now. */
  readonly title: string;
};

/** A chapter of a recording, as players and podcast files have it; it lasts until the next one begins. */
export type Chapter = { readonly startMs: number; readonly title: string };

/**
 * Where in a recording the review's items were entered and its claims, ideas, causes, decisions, actions and parked topics
 * came up, in their order. Follows from the journal alone: nothing is stored. What was taken back or said while nothing
 * was recorded has no place; an item that was entered then begins where the recording goes on.
 */
export function recordingMarkers(
  events: readonly HappenedEvent[],
  review: Review,
  list: RecordingList,
): readonly RecordingMarker[] {
  const undone = undoneCommands(events);
  const markers: RecordingMarker[] = [];
  for (const event of events) {
    if (undone.has(event.command)) continue;
    for (const { kind, id } of namedBy(event)) {
      const title = titleOf(review, kind, id);
      const atMs = kind === 'item' ? beginsAt(list, event.at) : wallToRecording(list, event.at);
      if (title !== undefined && atMs !== null) markers.push({ atMs, kind, id, title });
    }
  }
  return markers.filter((_, index) => !isOvertaken(markers, index)).toSorted((a, b) => a.atMs - b.atMs);
}

/** Of items that begin at the same place only the last was worked on there. */
const isOvertaken = (markers: readonly RecordingMarker[], index: number): boolean =>
  markers[index]?.kind === 'item' &&
  markers.slice(index + 1).some(({ kind, atMs }) => kind === 'item' && atMs === markers[index]?.atMs);

/** The agenda items as chapters; the first begins at 0, whatever it is. None for a recording without sound. */
export function recordingChapters(markers: readonly RecordingMarker[], list: RecordingList): readonly Chapter[] {
  if (lengthOf(list) === 0) return [];
  const items = markers.flatMap(({ kind, atMs, title }) => (kind === 'item' ? [{ startMs: atMs, title }] : []));
  return items[0]?.startMs === 0 ? items : [{ startMs: 0, title: 'Before the meeting' }, ...items];
}

function namedBy(event: HappenedEvent): readonly { readonly kind: MarkerKind; readonly id: string }[] {
  switch (event.type) {
    case 'meeting.started.v1':
    case 'item.entered.v1':
    case 'item.returned.v1':
      return [{ kind: 'item', id: event.body.item }];
    case 'claim.added.v1':
      return [{ kind: 'claim', id: event.body.id }];
    case 'idea.held.v1':
      return [{ kind: 'idea', id: event.body.id }];
    case 'cause.added.v1':
      return [{ kind: 'cause', id: event.body.id }];
    case 'causes.pasted.v1':
      return event.body.causes.map(({ id }) => ({ kind: 'cause', id }));
    case 'decision.made.v1':
    case 'decision.made.v2':
      return [{ kind: 'decision', id: event.body.id }];
    case 'action.noted.v1':
      return [{ kind: 'action', id: event.body.id }];
    case 'action.committed.v1':
      return [{ kind: 'commitment', id: event.body.action }];
    case 'topic.parked.v1':
      return [{ kind: 'parked', id: event.body.id }];
    default:
      return [];
  }
}

/** Undefined for what is no longer there: withdrawn, dropped, removed. */
function titleOf(review: Review, kind: MarkerKind, id: string): string | undefined {
  const isIt = (each: { readonly id: string }): boolean => each.id === id;
  switch (kind) {
    case 'item':
      return review.agenda.items.find(isIt)?.title;
    case 'claim':
      return review.claims.find(isIt)?.text;
    case 'idea':
      return review.ideas.find(isIt)?.text;
    case 'cause':
      return review.causes.find(isIt)?.text;
    case 'decision':
      return review.decisions.find(isIt)?.question;
    case 'action':
    case 'commitment': {
      const action = review.actions.find(isIt);
      return action?.state.name === 'dropped' ? undefined : action?.text;
    }
    case 'parked':
      return review.parked.find(isIt)?.text;
  }
}

/**
 * Where sound of what began at this wall time is to be found: there, or where the recording goes on next. Null when
 * nothing follows.
 */
function beginsAt(list: RecordingList, at: number): number | null {
  const there = wallToRecording(list, at);
  if (there !== null) return there;
  const next = list.parts.find(({ startedAt }) => startedAt > at);
  return next?.offsetMs ?? null;
}

function undoneCommands(events: readonly HappenedEvent[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { type, body } of events) {
    if (type === 'command.undone.v1') undone.add(body.target);
    if (type === 'command.redone.v1') undone.delete(body.target);
  }
  return undone;
}
