import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { ok, type Result } from '../../../shared/lib/result.ts';
import { isItem, itemsIn } from '../answer-json.ts';
import { askJson } from '../ask-again.ts';
import type { ConnectorFault, PullContext, TimeWindow } from '../connector.ts';
import { listPages, type ListPlan } from '../list-pages.ts';
import type { Page, Step, Stream } from '../stream.ts';
import { pathAndOffset } from '../offset-pages.ts';

const hour = 3_600_000;
const day = 24 * hour;
const perPage = 500;
/** The open source server counts hours this far back. */
const mostHours = 48;
const mostFlags = 2000;

/** `yyyy-mm-dd` of a time in UTC: what Unleash takes as a bound, whole days. */
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * Events, newest first, by whole days. Their ids grow and never come back, so the days that are asked again bring nothing
 * twice.
 */
export function eventsOf(project: string | null, mapping: ColumnMapping): Stream {
  const plan: ListPlan = {
    name: project === null ? 'events' : `events ${project}`,
    format: 'unleash-events',
    mapping,
    path: '/api/admin/search/events',
    query: ({ from, to }) => ({
      from: `IS:${dayOf(from)}`,
      to: `IS:${dayOf(to)}`,
      ...(project === null ? {} : { project: `IS:${project}` }),
      limit: perPage,
      offset: 0,
    }),
    member: 'events',
    total: (_, body) => (isItem(body) && typeof body['total'] === 'number' ? body['total'] : null),
    after: (_, body, asked) => pathAndOffset(asked, isItem(body) ? itemsIn(body['events']).length : 0, totalIn(body)),
  };
  return {
    id: `events/${project ?? ''}`,
    title: project === null ? 'Events' : `Events of ${project}`,
    step: 30 * day,
    overlap: 10 * 60_000,
    openFor: 0,
    read: (window, next, context) => listPages(plan, window, next, context),
  };
}

const totalIn = (body: unknown): number => (isItem(body) && typeof body['total'] === 'number' ? body['total'] : 0);

/**
 * How often a flag was asked for, by hours, of the last 48: the server keeps no more than that in hours. The hour that runs
 * still grows, and the last three are asked again. Empty hours come as zeros, and stay zeros.
 */
export function countsOf(flag: string, mapping: ColumnMapping): Stream {
  const path = `/api/admin/client-metrics/features/${encodeURIComponent(flag)}/raw`;
  const common = { name: `counts ${flag}`, format: 'unleash-metrics', mapping, open: [], closed: [] } as const;
  return {
    id: `counts/${flag}`,
    title: `Counts of ${flag}`,
    step: Number.POSITIVE_INFINITY,
    overlap: 3 * hour,
    openFor: 0,
    async *read(
      { from, to }: TimeWindow,
      _: unknown,
      context: PullContext,
    ): AsyncGenerator<Result<Step, ConnectorFault>> {
      if (to <= context.now() - mostHours * hour) {
        const nothing = { query: 'not asked: before the last 48 hours', bytes: new Uint8Array(Buffer.from('[]\n')) };
        const page: Page = { ...common, ...nothing, fetchedAt: context.now(), records: 0, remaining: null, next: null };
        return yield ok({ kind: 'page', page });
      }
      const hoursBack = Math.min(mostHours, Math.max(1, Math.ceil((context.now() - from) / hour) + 1));
      const answer = await context.http.get(path, { hoursBack });
      if (!answer.ok) return yield answer;
      const { bytes, fetchedAt } = answer.value;
      const query = `${path}?hoursBack=${hoursBack}`;
      const page: Page = { ...common, query, bytes, fetchedAt, records: hoursBack, remaining: null, next: null };
      yield ok({ kind: 'page', page });
    },
  };
}

/** The names of the flags that are there now, archived ones not. */
export async function findFlags(
  project: string | null,
  context: PullContext,
): Promise<Result<readonly string[], ConnectorFault>> {
  const names: string[] = [];
  for (let total = 1; names.length < Math.min(total, mostFlags);) {
    const query = { limit: 100, offset: names.length, ...(project === null ? {} : { project: `IS:${project}` }) };
    const body = await askJson(context, '/api/admin/search/features', query);
    if (!body.ok) return body;
    const found = isItem(body.value) ? itemsIn(body.value['features']) : [];
    if (found.length === 0) break;
    names.push(...found.map((flag) => String(flag['name'])));
    total = totalIn(body.value);
  }
  return ok([...new Set(names)]);
}
