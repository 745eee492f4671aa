import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { ConnectorFault, PullContext, TimeWindow } from '../connector.ts';
import { askPrometheus } from './prometheus-answer.ts';
import { isVersionSeries, readSelector, type Reading } from './prometheus-config.ts';

const mostMetrics = 500;

/** Readings with a selector that names no metric become one for each metric that it matches in the window. */
export async function findMetrics(
  readings: readonly Reading[],
  window: TimeWindow,
  tenant: string,
  context: PullContext,
): Promise<Result<readonly Reading[], ConnectorFault>> {
  const found: Reading[] = [];
  for (const reading of readings) {
    const selector = readSelector(reading.expression);
    if (selector === null || selector.name !== null) {
      found.push(reading);
      continue;
    }
    const query = {
      'match[]': reading.expression,
      start: Math.floor(window.from / 1000),
      end: Math.ceil(window.to / 1000),
    };
    const answered = await askPrometheus(context, '/api/v1/label/__name__/values', query, tenant);
    if (!answered.ok) return answered;
    const names = Array.isArray(answered.value.data) ? (answered.value.data as readonly unknown[]) : [];
    const metrics = names.filter((name) => typeof name === 'string').filter((name) => !isVersionSeries(name));
    if (metrics.length > mostMetrics) return err(tooMany(reading.expression, metrics.length));
    found.push(...metrics.map((name) => ({ ...reading, expression: named(name, selector.matchers) })));
  }
  return ok(found);
}

const named = (name: string, matchers: string): string =>
  `{__name__=${JSON.stringify(name)}${matchers === '' ? '' : `,${matchers}`}}`;

const tooMany = (expression: string, count: number): ConnectorFault => ({
  code: 'wrong-config',
  message: `${expression.slice(0, 100)} matches ${count} metrics; at most ${mostMetrics} are read. Narrow it in the source's settings.`,
});
