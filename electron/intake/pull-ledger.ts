import type { IntakeLine, Pulled } from '../../shared/domain/release/intake-line.ts';
import type { PullState } from '../../shared/domain/release/pulled-batch.ts';

/** Where a pulled answer came from. */
export type PullOrigin = Pick<Pulled, 'source' | 'connector' | 'query' | 'fetchedAt'>;

export type PullLedger = {
  readonly note: (line: IntakeLine) => void;
  readonly states: () => readonly PullState[];
  readonly state: (source: string) => PullState | undefined;
  /** Who first asked for the answer with these bytes; undefined for a file that was carried. */
  readonly originOf: (sha256: string) => PullOrigin | undefined;
};

/** Remembers how far each source is read and where each pulled answer came from. */
export function createPullLedger(): PullLedger {
  const states = new Map<string, PullState>();
  const origins = new Map<string, PullOrigin>();
  return {
    note: ({ pulled, source: { sha256 } }) => {
      if (pulled === undefined) return;
      const { source, connector, query, fetchedAt, outcome } = pulled;
      const at = Date.parse(fetchedAt);
      const before = states.get(source)?.read ?? null;
      if (outcome.kind === 'failed') {
        const { code, message, since } = outcome;
        states.set(source, { source, read: before, failed: { code, message, since, at } });
        return;
      }
      const { cursor, watermark, open, done } = outcome;
      states.set(source, { source, read: { cursor, watermark, open, done, at }, failed: null });
      if (!origins.has(sha256)) origins.set(sha256, { source, connector, query, fetchedAt });
    },
    states: () => [...states.values()],
    state: (source) => states.get(source),
    originOf: (sha256) => origins.get(sha256),
  };
}
