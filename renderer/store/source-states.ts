import { useLiveQuery } from 'dexie-react-hooks';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { pageStore } from './page-store.ts';

/** Where a pulled source stands: its last answer that was kept, and what failed after it. Times in epoch ms. */
export type SourceState = {
  readonly source: string;
  readonly connector: string;
  readonly read: { readonly at: number; readonly watermark: number | null; readonly done: boolean } | null;
  /** `since`: its data is missing from here on; null when nothing of it was ever read. */
  readonly failed: {
    readonly code: string;
    readonly message: string;
    readonly since: number | null;
    readonly at: number;
  } | null;
};

/** Every source that was ever asked, in the order of their ids; undefined while loading. */
export function useSourceStates(): readonly SourceState[] | undefined {
  return useLiveQuery(() => pageStore().sources.toArray(), []);
}

/** A source's state after one more line; `before` is its state until then. */
export function sourceAfter(before: SourceState | undefined, line: IntakeLine): SourceState | undefined {
  if (line.pulled === undefined) return before;
  const { source, connector, fetchedAt, outcome } = line.pulled;
  const at = Date.parse(fetchedAt);
  if (outcome.kind === 'failed') {
    const { code, message, since } = outcome;
    return { source, connector, read: before?.read ?? null, failed: { code, message, since, at } };
  }
  return { source, connector, read: { at, watermark: outcome.watermark, done: outcome.done }, failed: null };
}
