import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { isItem, itemsIn } from '../answer-json.ts';
import type { Answer, Query } from '../connector.ts';
import { listPages, type ListPlan } from '../list-pages.ts';
import { parametersOf } from '../offset-pages.ts';
import type { Stream } from '../stream.ts';
import { timeOf, toSeconds } from '../windows.ts';

const day = 86_400_000;
/** Times are told in whole seconds and kept, but in MySQL, with their fractions: a bound takes the whole second in. */
const second = 1000;
const perPage = 100;
const path = '/issues.json';

/** Issues by when they last changed, open and closed, newest first. */
export function issuesOf(project: string | null, mapping: ColumnMapping): Stream {
  const plan: ListPlan = {
    name: project === null ? 'issues' : `issues ${project}`,
    format: 'redmine-issues',
    mapping,
    path,
    query: ({ from, to }) => ({
      status_id: '*',
      ...(project === null ? {} : { project_id: project }),
      updated_on: `><${toSeconds(from)}|${toSeconds(to + second)}`,
      sort: 'updated_on:desc,id:desc',
      limit: perPage,
      offset: 0,
    }),
    member: 'issues',
    after: nextOlder,
  };
  return {
    id: `issues/${project ?? ''}`,
    title: project === null ? 'Issues' : `Issues of ${project}`,
    step: 30 * day,
    // Redmine's times are whole seconds, and a change may be written a moment after its time.
    overlap: 5 * 60_000,
    openFor: 0,
    read: (window, next, context) => listPages(plan, window, next, context),
  };
}

/**
 * Not by offset alone: an issue that changes while pages are read leaves the window, and every later one would move up and
 * one be missed. So the next page asks for what changed until the last one seen did, its second included; only within one
 * second, as after a change of many issues at once, does it count by offset.
 */
function nextOlder(_: Answer, body: unknown, asked: { readonly query: Query; readonly path: string }): string | null {
  const items = isItem(body) ? itemsIn(body['issues']) : [];
  const total = isItem(body) ? Number(body['total_count'] ?? 0) : 0;
  const parameters = parametersOf(asked);
  const offset = Number(parameters.get('offset') ?? 0);
  if (offset + items.length >= total) return null;
  const [, from = '', bound = ''] = /^><(.*)\|(.*)$/.exec(parameters.get('updated_on') ?? '') ?? [];
  const last = timeOf(items.at(-1)?.['updated_on']);
  const older = last === null ? bound : toSeconds(last + second);
  parameters.set('updated_on', `><${from}|${older}`);
  const isOneSecond = older === bound || items.every((item) => timeOf(item['updated_on']) === last);
  const before = older === bound ? offset : 0;
  parameters.set('offset', String(isOneSecond ? before + Math.max(items.length, 1) : 0));
  return `${path}?${parameters.toString()}`;
}
