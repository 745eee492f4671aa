import { z } from 'zod';
import type { Result } from '../../shared/lib/result.ts';
import type { Batch, ConnectorFault, Cursor, PullContext, TimeWindow } from './connector.ts';

/** Something of a source that is not final yet, and since when (ms since 1970 UTC). */
export type OpenEntity = { readonly id: string; readonly since: number };

/** One answer of a stream. `next` is where its window goes on after it; null when the window is read whole. */
export type Page = Omit<Batch, 'cursor' | 'watermark' | 'open' | 'done'> & {
  readonly next: Cursor;
  readonly open: readonly OpenEntity[];
  /** Ids known to be final now. */
  readonly closed: readonly string[];
};

/** `too-wide`: the source would cut the answer at its cap, so the window is asked in halves; nothing is kept of it. */
export type Step =
  { readonly kind: 'page'; readonly page: Page } | { readonly kind: 'too-wide'; readonly count: number };

/** One list of a source: deployments, runs, incidents. */
export type Stream = {
  readonly id: string;
  /** What it is called in messages: `deployments of acme/checkout`. */
  readonly title: string;
  /** Longest window asked at once, in ms; Infinity where the source cannot be asked for a time. */
  readonly step: number;
  /** How much of what was read last is read again, in ms: records that came late, clocks that differ. */
  readonly overlap: number;
  /** After how long something open is taken for given up, in ms. */
  readonly openFor: number;
  /** Reads a window from its beginning, or from where an earlier pull left it; its last page has `next: null`. */
  readonly read: (
    window: TimeWindow,
    next: Cursor,
    context: PullContext,
  ) => AsyncIterable<Result<Step, ConnectorFault>>;
  /** Asks for entities again by id. Several may come in one page. */
  readonly readOpen?: (ids: readonly string[], context: PullContext) => AsyncIterable<Result<Page, ConnectorFault>>;
};

const spanSchema = z.strictObject({ from: z.number(), to: z.number() });

const streamStateSchema = z.strictObject({
  /** Windows that were read whole. */
  covered: z.array(spanSchema),
  /** Windows that were left in the middle. */
  reading: z.array(spanSchema.extend({ next: z.json() })),
  open: z.record(z.string(), z.number()),
});
export type StreamState = z.infer<typeof streamStateSchema>;

/** The cursor of a connector made of streams. */
export const streamsCursorSchema = z.strictObject({
  version: z.literal(1),
  streams: z.record(z.string(), streamStateSchema),
});
export type StreamsCursor = z.infer<typeof streamsCursorSchema>;

export const freshState: StreamState = { covered: [], reading: [], open: {} };
