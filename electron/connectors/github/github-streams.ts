import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { isItem, type Item } from '../answer-json.ts';
import { askAgain, type AskAgain } from '../ask-again.ts';
import type { Named } from '../config-fields.ts';
import type { TimeWindow } from '../connector.ts';
import { listPages, type ListPlan } from '../list-pages.ts';
import type { OpenEntity, Stream } from '../stream.ts';
import { timeOf, toSeconds } from '../windows.ts';
import type { GithubConfig, GithubList } from './github-config.ts';
import { joinEach, openDeployment, withRemarks, withStatuses } from './github-joins.ts';

const minute = 60_000;
const day = 86_400_000;
const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
const idOf = (item: Item): string => String(item['id']);
const createdIn = (item: Item): number | null => timeOf(item['created_at']);
const updatedIn = (item: Item): number | null => timeOf(item['updated_at']);

/** Actions hands out at most this many runs of one filtered question, whatever `total_count` says. */
const mostRuns = 1000;

export const githubStreams = (config: GithubConfig): readonly Stream[] =>
  config.repositories.flatMap((repository) =>
    config.lists.flatMap((list) =>
      list === 'issues' ? config.labels.map((label) => issues(repository, label)) : [makers[list](repository)],
    ),
  );

const makers: { readonly [L in Exclude<GithubList, 'issues'>]: (repository: Named) => Stream } = {
  deployments,
  runs,
  releases,
  pulls,
  commits,
};

type Parts = {
  readonly id: string;
  readonly title: string;
  readonly step?: number;
  readonly openFor?: number;
  readonly plan: ListPlan;
  readonly again?: AskAgain;
};

/** Half an hour is read again: GitHub lists some things minutes after they happened, and clocks differ. */
function stream({ id, title, step = Number.POSITIVE_INFINITY, openFor = 35 * day, plan, again }: Parts): Stream {
  return {
    id,
    title,
    step,
    overlap: 30 * minute,
    openFor,
    read: (window, next, context) => listPages(plan, window, next, context),
    ...(again === undefined ? {} : { readOpen: (ids, context) => askAgain(again, ids, context) }),
  };
}

const mappingOf = ({ name, service }: Named): ColumnMapping => ({
  columns: {},
  constants: { repository: name, ...(service === null ? {} : { service }) },
});

function base(list: string, format: ListPlan['format'], repository: Named, path: string) {
  return {
    name: `${list} ${repository.name}`,
    format,
    mapping: mappingOf(repository),
    path: `/repos/${repository.name}${path}`,
    headers,
  };
}

/** Deployments cannot be asked for a time; they come newest first. Each is joined with its statuses. */
function deployments(repository: Named): Stream {
  const common = base('deployments', 'github-deployments', repository, '/deployments');
  const toRecord = withStatuses(repository.name);
  return stream({
    id: `deployments/${repository.name}`,
    title: `Deployments of ${repository.name}`,
    plan: {
      ...common,
      query: () => ({ per_page: 50 }),
      timeIn: createdIn,
      join: joinEach(toRecord, openDeployment, idOf),
    },
    again: { ...common, pathOf: (id) => `${common.path}/${id}`, toRecord, open: openDeployment },
  });
}

function runs(repository: Named): Stream {
  const common = base('runs', 'github-runs', repository, '/actions/runs');
  const open = (run: Item): OpenEntity | null =>
    run['status'] === 'completed' ? null : { id: idOf(run), since: createdIn(run) ?? 0 };
  return stream({
    id: `runs/${repository.name}`,
    title: `Actions runs of ${repository.name}`,
    step: 30 * day,
    plan: {
      ...common,
      query: ({ from, to }: TimeWindow) => ({ per_page: 100, created: `${toSeconds(from)}..${toSeconds(to)}` }),
      member: 'workflow_runs',
      total: (_, body) => (isItem(body) && typeof body['total_count'] === 'number' ? body['total_count'] : null),
      cap: mostRuns,
      open,
      idOf,
    },
    again: { ...common, pathOf: (id) => `${common.path}/${id}`, open },
  });
}

/** A release's `created_at` is its commit's, so the list is ended by when it was published. */
function releases(repository: Named): Stream {
  return stream({
    id: `releases/${repository.name}`,
    title: `Releases of ${repository.name}`,
    plan: {
      ...base('releases', 'github-releases', repository, '/releases'),
      query: () => ({ per_page: 100 }),
      timeIn: (item) => timeOf(item['published_at']) ?? createdIn(item),
    },
  });
}

/** Closed pull requests by their last change, which a merge is; open ones come when they are closed. */
function pulls(repository: Named): Stream {
  return stream({
    id: `pulls/${repository.name}`,
    title: `Pull requests of ${repository.name}`,
    plan: {
      ...base('pulls', 'github-pulls', repository, '/pulls'),
      query: () => ({ state: 'closed', sort: 'updated', direction: 'desc', per_page: 25 }),
      timeIn: updatedIn,
      join: joinEach(withRemarks(repository.name), () => null, idOf),
    },
  });
}

/** By their last change, so that what was closed or labelled later comes again. */
function issues(repository: Named, label: string): Stream {
  return stream({
    id: `issues/${repository.name}/${label}`,
    title: `Issues of ${repository.name} labelled ${label}`,
    plan: {
      ...base('issues', 'github-issues', repository, '/issues'),
      query: ({ from }) => ({
        labels: label,
        state: 'all',
        sort: 'updated',
        direction: 'desc',
        since: toSeconds(from),
        per_page: 100,
      }),
      timeIn: updatedIn,
    },
  });
}

function commits(repository: Named): Stream {
  return stream({
    id: `commits/${repository.name}`,
    title: `Commits of ${repository.name}`,
    step: 90 * day,
    plan: {
      ...base('commits', 'github-commits', repository, '/commits'),
      query: ({ from, to }) => ({ since: toSeconds(from), until: toSeconds(to), per_page: 100 }),
    },
  });
}
