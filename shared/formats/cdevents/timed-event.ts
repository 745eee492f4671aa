import type { RowId } from '../../domain/ids.ts';
import type { BodyContext } from '../body-format.ts';
import type { Mapped } from '../format.ts';
import { rowId } from '../map-generic.ts';
import type { CdEvent } from './validate.ts';

/** An event with its time read, in ms since 1970 UTC; `revision` orders what is said of one thing. */
export type TimedEvent = CdEvent & { readonly at: number; readonly revision: number };
export type EventMapper = (event: TimedEvent, context: BodyContext) => Mapped;

const order = [
  ['queued', 'created', 'detected', 'packaged'],
  ['started', 'reported', 'reviewed', 'published'],
  ['updated', 'abandoned'],
  ['finished', 'resolved', 'merged', 'closed'],
];

/** Of two events of one moment, the one that is further on counts: its place in the order is added in ms. */
export const timedEvent = (event: CdEvent, at: number): TimedEvent => ({
  ...event,
  at,
  revision:
    at +
    Math.max(
      0,
      order.findIndex((names) => names.includes(event.event.split('.')[1] ?? '')),
    ),
});

/** Every source of events names its own things: ids are unique within one. */
export const eventRowId = (type: string, event: TimedEvent, natural: string): RowId =>
  rowId('cdevents', type, (event.subject.source ?? event.source).slice(0, 120), natural);
