import { basicOrToken } from '../basic-or-token.ts';
import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { brokenAnswer, isItem, itemsIn, readJson, type Item } from '../answer-json.ts';
import { askJson } from '../ask-again.ts';
import { addressSchema } from '../config-fields.ts';
import type { ConnectorFault, PullContext, TimeWindow } from '../connector.ts';
import { defineConnector } from '../define-connector.ts';
import { aroundFields, pullLogs, type LogAnswer } from '../log-windows.ts';
import { probeLists } from '../probe-lists.ts';

/** `index.max_result_window` as it is set out of the box: what one search hands out. */
const mostHits = 10_000;

const configSchema = z.object({
  address: addressSchema,
  index: z
    .string()
    .trim()
    .regex(/^[^\s/?#_][^\s/?#]*$/, 'an index or pattern such as logs-shop-*'),
  /** Query string syntax; everything when empty. */
  query: z.string().trim().max(1000).default(''),
  timeField: z.string().trim().min(1).max(100).default('@timestamp'),
  service: z.string().trim().max(80).default(''),
  ...aroundFields,
});
type Config = z.infer<typeof configSchema>;

/** Elasticsearch and OpenSearch: excerpts of logs around releases. */
export const elasticsearch = defineConnector({
  id: 'elasticsearch',
  version: 1,
  title: 'Elasticsearch or OpenSearch',
  brings: ['log'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://search.example.org:9200', needed: true },
    { name: 'index', label: 'Index or pattern', example: 'logs-shop-*', needed: true },
    { name: 'query', label: 'Query (all when empty)', example: 'kubernetes.labels.app:shop', needed: false },
    { name: 'timeField', label: 'Field with the time', example: '@timestamp', needed: false },
    { name: 'around', label: 'Times of releases', example: '2026-03-01T10:00:00Z', needed: false },
    { name: 'hours', label: 'Hours before and after each', example: '2', needed: false },
    { name: 'service', label: 'Service', example: 'checkout', needed: false },
  ],
  credential: 'optional',
  readsAround: 'releases',
  config: configSchema,
  authorize: basicOrToken('ApiKey'),
  probe: async (config, context) => {
    const question = { title: `logs of ${config.index}`, path: pathOf(config), query: { size: 0 } };
    const probed = await probeLists('Elasticsearch', [question], context);
    if (!probed.ok) return probed;
    const about = await askJson(context, '/');
    const version = about.ok && isItem(about.value) && isItem(about.value['version']) ? about.value['version'] : {};
    const { number, distribution } = version;
    return ok({
      ...probed.value,
      product: distribution === 'opensearch' ? 'OpenSearch' : 'Elasticsearch',
      version: typeof number === 'string' ? number : null,
    });
  },
  pull: (config, cursor, window, context) =>
    pullLogs(
      {
        name: `logs ${config.index} ${config.query}`.trim().slice(0, 160),
        format: 'elasticsearch',
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

const pathOf = ({ index }: Config): string => `/${encodeURIComponent(index)}/_search`;

/** The search as a parameter, which is how one is sent with GET. All hits of the window at once, or none. */
async function readWindow(
  config: Config,
  { from, to }: TimeWindow,
  context: PullContext,
): Promise<Result<LogAnswer, ConnectorFault>> {
  const time = { range: { [config.timeField]: { gte: from, lt: to, format: 'epoch_millis' } } };
  const words = config.query === '' ? [] : [{ query_string: { query: config.query } }];
  const source = JSON.stringify({
    size: mostHits,
    track_total_hits: true,
    query: { bool: { filter: [time, ...words] } },
    sort: [{ [config.timeField]: 'desc' }],
  });
  const answer = await context.http.get(pathOf(config), { source, source_content_type: 'application/json' });
  if (!answer.ok)
    return answer.error.message.startsWith('The answer is larger') ? ok({ kind: 'too-many', count: mostHits }) : answer;
  const body = readJson(answer.value);
  if (!body.ok) return body;
  const found = isItem(body.value) && isItem(body.value['hits']) ? body.value['hits'] : null;
  if (found === null || !isItem(body.value) || !Array.isArray(found['hits']))
    return err(brokenAnswer('The answer holds no hits. Check the address and the index.'));
  const hole = holeIn(body.value);
  if (hole !== null) return err(brokenAnswer(`The answer is not whole: ${hole}. It was not kept; try again.`));
  const lines = itemsIn(found['hits']).length;
  const total = totalOf(found);
  if (total > mostHits) return ok({ kind: 'too-many', count: total });
  if (lines < total) return err(fewer(lines, total));
  return ok({ kind: 'whole', answer: answer.value, query: `${pathOf(config)}?source=${source}`, lines });
}

/** Shards that failed, or time that ran out: a search answers with what it has. */
function holeIn(body: Item): string | null {
  const shards = isItem(body['_shards']) ? body['_shards'] : {};
  if (typeof shards['failed'] === 'number' && shards['failed'] > 0) return `${shards['failed']} shards failed`;
  return body['timed_out'] === true ? 'the search ran out of time' : null;
}

/** A number up to Elasticsearch 6, an object since. */
function totalOf({ total }: Item): number {
  const value = isItem(total) ? total['value'] : total;
  return typeof value === 'number' ? value : 0;
}

const fewer = (lines: number, total: number): ConnectorFault => ({
  code: 'lies-about-paging',
  message: `The source says it has ${total} lines and gave ${lines}. They were not kept.`,
});
