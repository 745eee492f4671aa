import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { ok, type Result } from '../../../shared/lib/result.ts';
import { toList, type Item } from '../answer-json.ts';
import { askAgain, askJson, forEachOf } from '../ask-again.ts';
import type { Named } from '../config-fields.ts';
import type { Answer, ConnectorFault, PullContext, TimeWindow } from '../connector.ts';
import { listPages, type Joined, type ListPlan } from '../list-pages.ts';
import type { OpenEntity, Stream } from '../stream.ts';
import { timeOf, toSeconds } from '../windows.ts';

export const gitlabLists = ['deployments', 'pipelines', 'jobs', 'merge_requests'] as const;
export type GitlabList = (typeof gitlabLists)[number];
export const isGitlabList = (name: string): name is GitlabList => (gitlabLists as readonly string[]).includes(name);

const minute = 60_000;
const day = 86_400_000;

/** States after which a deployment, pipeline or job does not change any more. `manual` waits for a person, maybe for ever. */
const finalStates = new Set(['success', 'failed', 'canceled', 'skipped', 'manual']);

export const projectPath = ({ name }: Named): string => `/api/v4/projects/${encodeURIComponent(name)}`;

export const gitlabStreams = (
  address: string,
  projects: readonly Named[],
  lists: readonly GitlabList[],
): readonly Stream[] => projects.flatMap((project) => lists.map((list) => streamOf(address, project, list)));

function streamOf(address: string, project: Named, list: GitlabList): Stream {
  const path = `${projectPath(project)}/${list}`;
  const common = {
    name: `${list.replace('_', ' ')} ${project.name}`,
    format: formatOf[list],
    mapping: mappingOf(address, project),
  };
  const plan: ListPlan = { ...common, path, total: totalOf, idOf, open: openOf, ...questions[list] };
  const joins = list === 'merge_requests';
  return {
    id: `${list}/${project.name}`,
    title: `${list.replace('_', ' ')} of ${project.name}`,
    // Jobs cannot be asked for a time.
    step: list === 'jobs' ? Number.POSITIVE_INFINITY : 30 * day,
    overlap: 30 * minute,
    openFor: 35 * day,
    read: (window, next, context) =>
      listPages(
        joins ? { ...plan, join: (items, context) => withNotes(path, items, context) } : plan,
        window,
        next,
        context,
      ),
    readOpen: (ids, context) => askAgain({ ...common, pathOf: (id) => `${path}/${id}`, open: openOf }, ids, context),
  };
}

const formatOf = {
  deployments: 'gitlab-deployments',
  pipelines: 'gitlab-pipelines',
  jobs: 'gitlab-jobs',
  merge_requests: 'gitlab-merge-requests',
} as const;

const updatedBetween = ({ from, to }: TimeWindow) => ({
  updated_after: toSeconds(from),
  updated_before: toSeconds(to + 999),
  order_by: 'updated_at',
  sort: 'desc',
  per_page: 100,
});

/** What changed comes again, because it is sorted and asked for by `updated_at`. Jobs come newest first. */
const questions: { readonly [L in GitlabList]: Pick<ListPlan, 'query' | 'timeIn'> } = {
  deployments: { query: updatedBetween },
  pipelines: { query: updatedBetween },
  jobs: { query: () => ({ per_page: 100 }), timeIn: (item) => timeOf(item['created_at']) },
  merge_requests: { query: (window) => ({ ...updatedBetween(window), state: 'merged', per_page: 25 }) },
};

function mappingOf(address: string, { name, service }: Named): ColumnMapping {
  const repository = /^\d+$/.test(name) ? {} : { repository: name };
  return {
    columns: {},
    constants: { instance: new URL(address).host, ...repository, ...(service === null ? {} : { service }) },
  };
}

/** Absent above 10,000 records. */
function totalOf({ headers }: Answer): number | null {
  const total = headers.get('x-total');
  return total !== null && /^\d+$/.test(total) ? Number(total) : null;
}

const idOf = (item: Item): string => String(item['id']);

const openOf = (item: Item): OpenEntity | null =>
  typeof item['status'] !== 'string' || finalStates.has(item['status'])
    ? null
    : { id: idOf(item), since: timeOf(item['created_at']) ?? 0 };

/** What lead times need of a merge request beside itself. */
async function withNotes(
  path: string,
  items: readonly Item[],
  context: PullContext,
): Promise<Result<Joined, ConnectorFault>> {
  const records = await forEachOf(items, async (item): Promise<Result<Item, ConnectorFault>> => {
    const one = `${path}/${String(item['iid'])}`;
    const commits = await askJson(context, `${one}/commits`, { per_page: 100 });
    if (!commits.ok) return commits;
    const notes = await askJson(context, `${one}/notes`, { per_page: 100, sort: 'asc', order_by: 'created_at' });
    return notes.ok ? ok({ merge_request: item, commits: commits.value, notes: notes.value }) : notes;
  });
  return records.ok ? ok({ bytes: toList(records.value), open: [], closed: items.map(idOf) }) : records;
}
