import { emptyMapping } from '../../../shared/domain/release/column-mapping.ts';
import { ok, type Result } from '../../../shared/lib/result.ts';
import { isItem, toList, type Item } from '../answer-json.ts';
import { askAgain, askJson, forEachOf } from '../ask-again.ts';
import type { ConnectorFault, PullContext, TimeWindow } from '../connector.ts';
import { listPages, type Joined, type ListPlan } from '../list-pages.ts';
import type { OpenEntity, Stream } from '../stream.ts';
import { timeOf, toSeconds } from '../windows.ts';

const day = 86_400_000;
const headers = { accept: 'application/vnd.pagerduty+json;version=2' };
const perPage = 100;
/** offset + limit may not pass this. */
const mostRecords = 10_000;
/** Before this, `since` and `until` are not heeded: everything is asked for and ended by its time. */
const askedByTime = 180 * day;
const common = { name: 'incidents', format: 'pagerduty-incidents', mapping: emptyMapping } as const;

/**
 * Incidents by when they were created, which is what `since` means to PagerDuty: one that is resolved a month later is
 * never listed for that month. So each that is open is asked for by itself until it is resolved.
 */
export function incidentsOf(services: readonly string[]): Stream {
  return {
    id: 'incidents',
    title: 'Incidents',
    step: 30 * day,
    overlap: 30 * 60_000,
    openFor: Number.POSITIVE_INFINITY,
    read: (window, next, context) => listPages(planOf(services, window, context.now()), window, next, context),
    readOpen: (ids, context) =>
      askAgain(
        {
          ...common,
          pathOf: (id) => `/incidents/${encodeURIComponent(id)}`,
          entityOf: (body) => (isItem(body['incident']) ? body['incident'] : null),
          toRecord: withLog,
          open: openOf,
        },
        ids,
        context,
      ),
  };
}

function planOf(services: readonly string[], window: TimeWindow, now: number): ListPlan {
  const isOld = window.from < now - askedByTime;
  const base: ListPlan = {
    ...common,
    path: '/incidents',
    headers,
    query: ({ from, to }) => ({
      ...(isOld ? { date_range: 'all' } : { since: toSeconds(from), until: toSeconds(to + 999) }),
      'service_ids[]': services,
      'statuses[]': ['triggered', 'acknowledged', 'resolved'],
      sort_by: 'created_at:desc',
      total: 'true',
      limit: perPage,
      offset: 0,
    }),
    member: 'incidents',
    after: nextOffset,
    join: withLogs,
  };
  return isOld
    ? { ...base, timeIn: (item) => timeOf(item['created_at']) }
    : {
        ...base,
        total: (_, body) => (isItem(body) && typeof body['total'] === 'number' ? body['total'] : null),
        cap: mostRecords,
      };
}

/** The same question from where this page ended, until `more` is false. Past the cap PagerDuty refuses, and says so. */
function nextOffset(_: unknown, body: unknown, asked: Parameters<NonNullable<ListPlan['after']>>[2]): string | null {
  if (!isItem(body) || body['more'] !== true) return null;
  const [path = '', search = ''] = asked.path.split('?');
  const parameters = new URLSearchParams(search);
  for (const [name, value] of Object.entries(asked.query))
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value])
      parameters.append(name, String(one));
  parameters.set('offset', String(Number(parameters.get('offset') ?? 0) + perPage));
  return `${path}?${parameters.toString()}`;
}

/** An incident loses its acknowledgements when it is resolved; its log keeps them. */
async function withLog(incident: Item, context: PullContext): Promise<Result<Item, ConnectorFault>> {
  if (incident['status'] === 'triggered') return ok(incident);
  const path = `/incidents/${encodeURIComponent(String(incident['id']))}/log_entries`;
  const log = await askJson(context, path, { is_overview: 'true', limit: perPage });
  if (!log.ok) return log;
  return ok({ ...incident, log_entries: isItem(log.value) ? log.value['log_entries'] : [] });
}

async function withLogs(items: readonly Item[], context: PullContext): Promise<Result<Joined, ConnectorFault>> {
  const records = await forEachOf(items, (item) => withLog(item, context));
  if (!records.ok) return records;
  const open = items.map(openOf).filter((one) => one !== null);
  const openIds = new Set(open.map(({ id }) => id));
  return ok({ bytes: toList(records.value), open, closed: items.map(idOf).filter((id) => !openIds.has(id)) });
}

const idOf = (item: Item): string => String(item['id']);
const openOf = (item: Item): OpenEntity | null =>
  item['status'] === 'resolved' ? null : { id: idOf(item), since: timeOf(item['created_at']) ?? 0 };
