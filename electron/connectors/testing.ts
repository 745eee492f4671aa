import type { Clock } from '../platform/clock.ts';
import type { Batch, Connector, ConnectorFault, Cursor, PullContext, TimeWindow } from './connector.ts';
import { createSourceHttp, type SourceHttpOptions } from './source-http.ts';

/** A clock that moves only when somebody waits, and what was waited for, in ms. */
export type TestTime = {
  readonly clock: Clock;
  readonly waited: readonly number[];
  readonly sleep: NonNullable<SourceHttpOptions['sleep']>;
};

export function createTestTime(now: number): TestTime {
  const waited: number[] = [];
  let passed = 0;
  return {
    clock: { wall: () => now + passed, monotonic: () => passed },
    waited,
    sleep: async (ms) => {
      waited.push(ms);
      passed += ms;
    },
  };
}

export const testNow = Date.parse('2026-03-01T12:00:00Z');

/** A way out to a replayed source whose waits take no time. */
export function httpTo(
  origin: string,
  more: Partial<SourceHttpOptions> = {},
  time: TestTime = createTestTime(testNow),
) {
  return createSourceHttp({
    address: new URL(origin),
    credential: {},
    clock: time.clock,
    sleep: time.sleep,
    random: () => 0.5,
    signal: new AbortController().signal,
    ...more,
  });
}

export const contextOf = (http: PullContext['http'], now = testNow): PullContext => ({
  http,
  now: () => now,
  signal: new AbortController().signal,
});

/** Pulls to the end, or to the first fault. */
export async function pullAll(
  connector: Connector,
  config: unknown,
  cursor: Cursor | null,
  window: TimeWindow,
  context: PullContext,
): Promise<{ readonly batches: readonly Batch[]; readonly fault: ConnectorFault | null }> {
  const batches: Batch[] = [];
  for await (const batch of connector.pull(config, cursor, window, context)) {
    if (!batch.ok) return { batches, fault: batch.error };
    batches.push(batch.value);
  }
  return { batches, fault: null };
}

/** The records of a batch: a list, or one that an object keeps under one name. */
export function recordsOf({ bytes }: Pick<Batch, 'bytes'>): readonly { readonly [key: string]: unknown }[] {
  const text = Buffer.from(bytes).toString('utf8').trim();
  if (text === '') return [];
  const body = JSON.parse(text) as { readonly [key: string]: unknown };
  if (Array.isArray(body)) return body;
  return (
    (Object.values(body).find(Array.isArray) as readonly { readonly [key: string]: unknown }[] | undefined) ?? [body]
  );
}
