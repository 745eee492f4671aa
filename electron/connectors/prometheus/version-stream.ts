import { ok, type Result } from '../../../shared/lib/result.ts';
import type { ConnectorFault, PullContext, TimeWindow } from '../connector.ts';
import type { Step, Stream } from '../stream.ts';
import { askedText, askPrometheus, isTooMuch, seriesIn } from './prometheus-answer.ts';
import { readSelector, type Reading } from './prometheus-config.ts';

const minute = 60_000;
/** Asked before a window too, so that the last sample with the old version stands beside the first with the new one. */
const lead = 10 * minute;
const path = '/api/v1/query';

/**
 * Version labels as raw samples, by a range selector: `query_range` would move them onto its own grid and tell the switch
 * up to five minutes late. The process starts of the same targets come with them.
 */
export function versionStream({ expression, mapping }: Reading, tenant: string): Stream {
  return {
    id: `versions/${expression}`,
    title: `versions by ${expression.slice(0, 100)}`,
    step: 24 * 60 * minute,
    overlap: 30 * minute,
    openFor: 0,
    async *read(window: TimeWindow, _: unknown, context: PullContext): AsyncGenerator<Result<Step, ConnectorFault>> {
      const end = window.to - 1;
      const seconds = Math.ceil((end - window.from + lead) / 1000);
      const query = { query: `${withStarts(expression)}[${seconds}s]`, time: end / 1000 };
      const answered = await askPrometheus(context, path, query, tenant);
      if (!answered.ok && isTooMuch(answered.error)) return yield ok({ kind: 'too-wide', count: seconds });
      if (!answered.ok) return yield answered;
      const { answer, data } = answered.value;
      const page = {
        name: `versions ${expression}`.slice(0, 200),
        query: askedText(path, query),
        format: 'prometheus' as const,
        mapping,
        bytes: answer.bytes,
        fetchedAt: answer.fetchedAt,
        records: seriesIn(data).length,
        remaining: null,
        next: null,
        open: [],
        closed: [],
      };
      yield ok({ kind: 'page', page });
    },
  };
}

/** `app_build_info{job="shop"}` with the process starts of the same labels. */
export function withStarts(expression: string): string {
  const selector = readSelector(expression);
  const matchers = selector?.matchers ?? '';
  return `{__name__=~"${selector?.name ?? ''}|process_start_time_seconds"${matchers === '' ? '' : `,${matchers}`}}`;
}
