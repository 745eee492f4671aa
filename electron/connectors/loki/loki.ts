import { basicOrToken } from '../basic-or-token.ts';
import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { brokenAnswer, isItem, itemsIn, readJson } from '../answer-json.ts';
import { addressSchema } from '../config-fields.ts';
import type { ConnectorFault, PullContext, TimeWindow } from '../connector.ts';
import { defineConnector } from '../define-connector.ts';
import { aroundFields, pullLogs, type LogAnswer } from '../log-windows.ts';
import { probeLists } from '../probe-lists.ts';

const path = '/loki/api/v1/query_range';
/** The usual limit of a server. */
const mostLines = 5000;

const configSchema = z.object({
  address: addressSchema,
  query: z.string().trim().min(1, 'name a log query such as {app="shop"}').max(1500),
  service: z.string().trim().max(80).default(''),
  tenant: z.string().trim().max(150).default(''),
  ...aroundFields,
});
type Config = z.infer<typeof configSchema>;

const headersOf = ({ tenant }: Config): { readonly [name: string]: string } =>
  tenant === '' ? {} : { 'x-scope-orgid': tenant };

/** Loki: excerpts of logs around releases. */
export const loki = defineConnector({
  id: 'loki',
  version: 1,
  title: 'Loki',
  brings: ['log'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://loki.example.org', needed: true },
    { name: 'query', label: 'Log query (LogQL)', example: '{app="shop"}', needed: true },
    { name: 'around', label: 'Times of releases', example: '2026-03-01T10:00:00Z', needed: false },
    { name: 'hours', label: 'Hours before and after each', example: '2', needed: false },
    { name: 'service', label: 'Service', example: 'checkout', needed: false },
    { name: 'tenant', label: 'Tenant', example: 'team-a', needed: false },
  ],
  credential: 'optional',
  readsAround: 'releases',
  config: configSchema,
  authorize: basicOrToken('Bearer'),
  probe: (_, context) => probeLists('Loki', [{ title: 'logs', path: '/loki/api/v1/labels' }], context),
  pull: (config, cursor, window, context) =>
    pullLogs(
      {
        name: `logs ${config.query}`.slice(0, 160),
        format: 'loki',
        mapping: { columns: {}, constants: config.service === '' ? {} : { service: config.service } },
        around: config.around,
        hours: config.hours,
        read: (span, inner) => readWindow(config, span, inner),
      },
      cursor,
      window,
      context,
    ),
});

/** `start` is included and `end` is not, in nanoseconds. As many lines as the limit may be a cut answer. */
async function readWindow(
  config: Config,
  { from, to }: TimeWindow,
  context: PullContext,
): Promise<Result<LogAnswer, ConnectorFault>> {
  const query = {
    query: config.query,
    start: `${from}000000`,
    end: `${to}000000`,
    limit: mostLines,
    direction: 'backward',
  };
  const answer = await context.http.get(path, query, headersOf(config));
  if (!answer.ok)
    return /max_entries_limit|too many|exceeds the limit/i.test(answer.error.message)
      ? ok({ kind: 'too-many', count: mostLines })
      : answer;
  const body = readJson(answer.value);
  if (!body.ok) return body;
  const data = isItem(body.value) ? body.value['data'] : null;
  if (!isItem(data) || data['resultType'] !== 'streams' || !Array.isArray(data['result']))
    return err(brokenAnswer('The answer holds no streams of log lines. Check the address and the query.'));
  const lines = itemsIn(data['result']).reduce(
    (sum, { values }) => sum + (Array.isArray(values) ? values.length : 0),
    0,
  );
  if (lines >= mostLines) return ok({ kind: 'too-many', count: lines });
  const asked = new URLSearchParams({ ...query, limit: String(mostLines) });
  return ok({ kind: 'whole', answer: answer.value, query: `${path}?${asked.toString()}`, lines });
}
