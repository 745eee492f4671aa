import { basicOrToken } from '../basic-or-token.ts';
import { ok, type Result } from '../../../shared/lib/result.ts';
import { isItem, readJson } from '../answer-json.ts';
import type { ConnectorFault, Probe, PullContext } from '../connector.ts';
import { defineConnector } from '../define-connector.ts';
import { pullStreams } from '../pull-streams.ts';
import { findMetrics } from './find-metrics.ts';
import { metricStream } from './metric-stream.ts';
import { askPrometheus } from './prometheus-answer.ts';
import { prometheusConfigSchema, type PrometheusConfig } from './prometheus-config.ts';
import { versionStream } from './version-stream.ts';

/** Prometheus and what speaks its API: metrics by their points, and the versions that ran, by raw samples. */
export const prometheus = defineConnector({
  id: 'prometheus',
  version: 1,
  title: 'Prometheus',
  brings: ['sample', 'sighting'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://prometheus.example.org', needed: true },
    {
      name: 'metrics',
      label: 'Metrics, one in each line (PromQL, or a selector without a name for all that it matches)',
      example: 'sum(rate(http_errors_total{app="shop"}[5m])); service=shop; metric=errors; unit=1/s; better=lower',
      needed: false,
    },
    { name: 'versions', label: 'Version labels', example: 'app_build_info; version-label=version', needed: false },
    { name: 'step', label: 'Seconds between two points', example: '60', needed: false },
    { name: 'tenant', label: 'Tenant (Mimir)', example: 'team-a', needed: false },
  ],
  credential: 'optional',
  config: prometheusConfigSchema,
  authorize: basicOrToken('Bearer'),
  probe,
  pull: async function* pull({ metrics, versions, step, tenant }, cursor, window, context) {
    const readings = await findMetrics(metrics, window, tenant, context);
    if (!readings.ok) return yield readings;
    const streams = [
      ...versions.map((reading) => versionStream(reading, tenant)),
      ...readings.value.map((reading) => metricStream(reading, step * 1000, tenant)),
    ];
    yield* pullStreams(streams, cursor, window, context);
  },
});

/** What it is, how long it keeps its samples, and which of the readings have any now. */
async function probe(
  { metrics, versions, tenant }: PrometheusConfig,
  context: PullContext,
): Promise<Result<Probe, ConnectorFault>> {
  const first = await askPrometheus(context, '/api/v1/query', { query: 'vector(1)' }, tenant);
  if (!first.ok) return first;
  const build = await statusOf(context, 'buildinfo');
  const runtime = await statusOf(context, 'runtimeinfo');
  const can: string[] = [];
  const cannot: string[] = [];
  const retention = runtime['storageRetention'];
  if (typeof retention === 'string' && retention !== '') cannot.push(`history: samples are kept for ${retention}`);
  for (const { expression } of [...metrics, ...versions]) {
    const query = { query: `count(${expression})` };
    const answered = await askPrometheus(context, '/api/v1/query', query, tenant);
    if (!answered.ok && answered.error.code !== 'refused') return answered;
    if (!answered.ok) cannot.push(`${expression}: ${answered.error.message}`);
    else if (isItem(answered.value.data) && Array.isArray(answered.value.data['result'])) {
      const [sample] = answered.value.data['result'] as readonly unknown[];
      if (sample === undefined) cannot.push(`${expression}: no series has it now`);
      else can.push(expression);
    }
  }
  const version = build['version'];
  const application = build['application'];
  return ok({
    product: typeof application === 'string' && application !== '' ? application : 'Prometheus',
    version: typeof version === 'string' ? version : null,
    can,
    cannot,
    clock: first.value.answer.clock,
  });
}

/** Not every speaker of the API tells its status. */
async function statusOf(context: PullContext, what: string): Promise<{ readonly [key: string]: unknown }> {
  const answer = await context.http.get(`/api/v1/status/${what}`);
  const body = answer.ok ? readJson(answer.value) : answer;
  return body.ok && isItem(body.value) && isItem(body.value['data']) ? body.value['data'] : {};
}
