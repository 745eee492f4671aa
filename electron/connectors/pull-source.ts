import { err, type Result } from '../../shared/lib/result.ts';
import type { PulledBatch, PullState } from '../../shared/domain/release/pulled-batch.ts';
import type { Pulled } from '../../shared/domain/release/intake-line.ts';
import type { Batch, Connector, ConnectorFault, Cursor, PullContext, SourceHttp, TimeWindow } from './connector.ts';

/** One configured source. `id` names it in the log; its credential is in `http` alone. */
export type PullSource = {
  readonly id: string;
  readonly connector: Connector;
  readonly config: unknown;
};

export type PullOptions = {
  /** How far the source is read, from the log. */
  readonly state: PullState | null;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** How far back its history is wanted, in ms since 1970 UTC. */
  readonly historyFrom: number;
  /** Of a source never read, how much is pulled before its history, in ms. */
  readonly recentMs?: number;
  /** The way out for what is new, and the one for history: each with a budget of its own. */
  readonly http: { readonly recent: SourceHttp; readonly history: SourceHttp };
  readonly onProgress?: (progress: PullProgress) => void;
};

/** `rate` is records per second since the pull began; `remaining` is what the source said is still to come, if it did. */
export type PullProgress = { readonly records: number; readonly rate: number; readonly remaining: number | null };

/** How a pull ended. `paused`: it can go on from here, and nothing is wrong. */
export type PullEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'paused'; readonly why: ConnectorFault }
  | { readonly kind: 'failed'; readonly fault: ConnectorFault };

export type PullRun = {
  /** One at a time, asked for when the one before is kept. */
  readonly batches: AsyncIterable<PulledBatch>;
  readonly progress: () => PullProgress;
  /** Null while it runs, and when its batches were not read to the end. */
  readonly end: () => PullEnd | null;
};

const day = 86_400_000;
/** One list that cannot be read does not keep the history of the others away. */
const leavesTheRest = new Set<ConnectorFault['code']>(['forbidden', 'not-found', 'refused']);
const pauses = new Set<ConnectorFault['code']>(['cancelled', 'out-of-budget']);

/**
 * Pulls one source: first what is new, then its history, each with a budget of its own. Nothing is fetched ahead: the
 * next question goes out when the consumer asks for the next batch. A fault is a batch without a body, which says since
 * when the source's data is missing, so that a dead source never looks like a quiet one.
 */
export function pullSource(source: PullSource, options: PullOptions): PullRun {
  const startedAt = options.now();
  let records = 0;
  let remaining: number | null = null;
  let end: PullEnd | null = null;
  let read: Pick<Batch, 'cursor' | 'watermark'> | null = options.state?.read ?? null;
  const progress = (): PullProgress => ({
    records,
    rate: records / Math.max(0.001, (options.now() - startedAt) / 1000),
    remaining,
  });

  async function* pass(
    window: TimeWindow,
    http: SourceHttp,
    isWhole: (batch: Batch) => boolean,
  ): AsyncGenerator<PulledBatch, ConnectorFault | null> {
    const context: PullContext = { http, now: options.now, signal: options.signal };
    const cursor: Cursor | null = read?.cursor ?? null;
    for await (const batch of faultsAsResults(source.connector.pull(source.config, cursor, window, context))) {
      if (!batch.ok) return batch.error;
      read = batch.value;
      records += batch.value.records;
      ({ remaining } = batch.value);
      yield toPulled(source, batch.value, isWhole(batch.value));
      options.onProgress?.(progress());
      if (options.signal.aborted) return { code: 'cancelled', message: 'The pull was cancelled. What was kept stays.' };
    }
    return null;
  }

  async function* run(): AsyncGenerator<PulledBatch> {
    const to = startedAt;
    const wasWhole = options.state?.read?.done === true;
    const recentFrom = Math.max(
      options.historyFrom,
      Math.min(to, read?.watermark ?? to - (options.recentMs ?? 14 * day)),
    );
    const hasHistory = recentFrom > options.historyFrom;
    const newsFault = yield* pass(
      { from: recentFrom, to },
      options.http.recent,
      (batch) => wasWhole || (!hasHistory && batch.done),
    );
    const historyFault =
      hasHistory && (newsFault === null || leavesTheRest.has(newsFault.code))
        ? yield* pass({ from: options.historyFrom, to: recentFrom }, options.http.history, (batch) => batch.done)
        : null;
    const fault = newsFault ?? historyFault;
    if (fault === null) end = { kind: 'done' };
    else if (pauses.has(fault.code)) end = { kind: 'paused', why: fault };
    else {
      end = { kind: 'failed', fault };
      yield failedBatch(source, fault, read?.watermark ?? null, options.now());
    }
  }
  return { batches: run(), progress, end: () => end };
}

/** A connector that throws has a bug; its source still must not look like a quiet one. */
async function* faultsAsResults(
  batches: AsyncIterable<Result<Batch, ConnectorFault>>,
): AsyncGenerator<Result<Batch, ConnectorFault>> {
  try {
    yield* batches;
  } catch {
    yield err({ code: 'broken-answer', message: 'The answer could not be read. What came before it was kept.' });
  }
}

const outcomeOf = (batch: Batch, done: boolean): Pulled['outcome'] => ({
  kind: 'read',
  cursor: batch.cursor,
  watermark: batch.watermark,
  open: [...batch.open],
  done,
});

function toPulled(source: PullSource, batch: Batch, done: boolean): PulledBatch {
  return {
    name: `${source.connector.id} ${batch.name}`.slice(0, 255),
    pulled: {
      source: source.id,
      connector: source.connector.id,
      connectorVersion: source.connector.version,
      query: batch.query.slice(0, 2000),
      fetchedAt: new Date(batch.fetchedAt).toISOString(),
      outcome: outcomeOf(batch, done),
    },
    body: { bytes: batch.bytes, format: batch.format, mapping: batch.mapping },
  };
}

function failedBatch(source: PullSource, fault: ConnectorFault, since: number | null, now: number): PulledBatch {
  return {
    name: `${source.connector.id} ${source.id}`.slice(0, 255),
    pulled: {
      source: source.id,
      connector: source.connector.id,
      connectorVersion: source.connector.version,
      query: '',
      fetchedAt: new Date(now).toISOString(),
      outcome: { kind: 'failed', code: fault.code, message: fault.message.slice(0, 500), since },
    },
    body: null,
  };
}
