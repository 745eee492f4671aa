import { ok, type Result } from '../../../shared/lib/result.ts';
import { isItem, type Item } from '../answer-json.ts';
import type { ConnectorFault, PullContext, TimeWindow } from '../connector.ts';
import type { Page, Step, Stream } from '../stream.ts';
import { askedText, askPrometheus, isTooMuch, lastPointOf, seriesIn } from './prometheus-answer.ts';
import type { Reading } from './prometheus-config.ts';

const minute = 60_000;
/** Prometheus refuses more than 11,000 points of a series; two whole chunks of 4,096 stay below it. */
const pointsAtOnce = 8192;
/** For so long Prometheus repeats the last sample of a series. */
const lookback = 5 * minute;
const path = '/api/v1/query_range';

/** A metric by `query_range`, on a grid of its step that does not depend on when it is asked. */
export function metricStream({ expression, mapping }: Reading, stepMs: number, tenant: string): Stream {
  const name = `metric ${expression}`.slice(0, 200);
  const lead = Math.max(lookback + stepMs, 2 * stepMs);
  return {
    id: `metric/${expression}`,
    title: expression.slice(0, 100),
    step: pointsAtOnce * stepMs,
    overlap: 30 * minute,
    openFor: 0,
    async *read(window: TimeWindow, _: unknown, context: PullContext): AsyncGenerator<Result<Step, ConnectorFault>> {
      const start = Math.ceil((window.from - lead) / stepMs) * stepMs;
      const end = Math.floor((window.to - 1) / stepMs) * stepMs;
      const query = { query: expression, start: start / 1000, end: end / 1000, step: stepMs / 1000 };
      const answered = await askPrometheus(context, path, query, tenant);
      if (!answered.ok && isTooMuch(answered.error))
        return yield ok({ kind: 'too-wide', count: Math.floor((end - start) / stepMs) + 1 });
      if (!answered.ok) return yield answered;
      const { answer, data } = answered.value;
      const series = seriesIn(data);
      const common = {
        name,
        format: 'prometheus',
        mapping,
        fetchedAt: answer.fetchedAt,
        open: [],
        closed: [],
      } as const;
      const asked = askedText(path, query);
      const gone = series.flatMap((one) => vanished(one, end - lookback - stepMs));
      if (gone.length > 0) {
        const bytes = answerOf(gone);
        // Not the window's last page: a kill after it has the window read again.
        const page: Page = { ...common, query: asked, bytes, records: 0, remaining: null, next: 'again' };
        yield ok({ kind: 'page', page });
      }
      const page: Page = {
        ...common,
        query: asked,
        bytes: answer.bytes,
        records: series.length,
        remaining: null,
        next: null,
      };
      yield ok({ kind: 'page', page });
    },
  };
}

/** A series that was there and has no samples any more, without its points: since when it is missing, in seconds. */
function vanished(series: Item, before: number): readonly Item[] {
  const last = lastPointOf(series);
  return last === null || last >= before || !isItem(series['metric'])
    ? []
    : [{ metric: series['metric'], values: [], vanishedAt: last / 1000 }];
}

const answerOf = (result: readonly Item[]): Uint8Array =>
  new Uint8Array(Buffer.from(`${JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } })}\n`));
