import type { Reply } from './replay-server.ts';

type Item = { readonly [key: string]: unknown };

/** How a replayed list lies: the second page is the first again, `next` leads on for ever, the total is too high. */
export type Lie = 'same-page' | 'beyond-the-end' | 'wrong-total';

export type ReplayedGithub = {
  readonly repository: string;
  /** Newest first, as GitHub lists them. */
  readonly deployments: readonly { readonly deployment: Item; readonly statuses: readonly Item[] }[];
  readonly runs: readonly Item[];
  readonly lie?: Lie;
};

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** `count` deployments, `everyMs` apart, the newest at `until`; each ended after a minute, but the `open` newest. */
export function makeDeployments(
  repository: string,
  count: number,
  until: number,
  everyMs: number,
  open = 0,
): ReplayedGithub['deployments'] {
  return Array.from({ length: count }, (_, index) => {
    const id = 5_000_000 + count - index;
    const at = until - index * everyMs;
    const url = `https://api.github.com/repos/${repository}/deployments/${id}`;
    const status = (state: string, time: number): Item => ({
      id: id * 10 + (state === 'success' ? 1 : 0),
      url: `${url}/statuses/1`,
      state,
      environment: 'production',
      deployment_url: url,
      created_at: iso(time),
      updated_at: iso(time),
    });
    return {
      deployment: {
        url,
        id,
        sha: id.toString(16).padStart(40, '0'),
        ref: `v1.0.${count - index}`,
        task: 'deploy',
        payload: {},
        original_environment: 'production',
        environment: 'production',
        description: null,
        created_at: iso(at),
        updated_at: iso(at),
        statuses_url: `${url}/statuses`,
        repository_url: `https://api.github.com/repos/${repository}`,
        production_environment: true,
      },
      statuses:
        index < open
          ? [status('in_progress', at + 1000)]
          : [status('success', at + 60_000), status('in_progress', at + 1000)],
    };
  });
}

/** `count` finished Actions runs, `everyMs` apart, the newest at `until`. */
export function makeRuns(repository: string, count: number, until: number, everyMs: number): readonly Item[] {
  return Array.from({ length: count }, (_, index) => {
    const id = 9_000_000 + count - index;
    const at = until - index * everyMs;
    return {
      id,
      name: 'build',
      run_number: count - index,
      run_attempt: 1,
      workflow_id: 1,
      head_sha: id.toString(16).padStart(40, '0'),
      head_branch: 'main',
      event: 'push',
      status: 'completed',
      conclusion: 'success',
      created_at: iso(at),
      run_started_at: iso(at),
      updated_at: iso(at + 90_000),
      html_url: `https://github.com/${repository}/actions/runs/${id}`,
      repository: { full_name: repository },
    };
  });
}

/** Answers as api.github.com does: Link headers, `total_count`, the `created` filter, at most 1,000 runs of a question. */
export function answerAsGithub(source: ReplayedGithub): (url: URL, origin: string) => Reply {
  const root = `/repos/${source.repository}`;
  return (url, origin) => {
    const rest = url.pathname.startsWith(root) ? url.pathname.slice(root.length) : null;
    const one = /^\/deployments\/(\d+)(\/statuses)?$/.exec(rest ?? '');
    const found = source.deployments.find(({ deployment }) => String(deployment['id']) === one?.[1]);
    if (found !== undefined) return { body: one?.[2] === undefined ? found.deployment : found.statuses };
    if (rest === '/deployments')
      return page(
        source.deployments.map(({ deployment }) => deployment),
        url,
        origin,
        source.lie,
      );
    if (rest === '/actions/runs') return runsPage(source, url, origin);
    if (rest === '/releases' || rest === '/pulls' || rest === '/issues') return { body: [] };
    return { status: 404, body: { message: 'Not Found' } };
  };
}

function runsPage({ runs, lie }: ReplayedGithub, url: URL, origin: string): Reply {
  const [from = '', to = ''] = (url.searchParams.get('created') ?? '..').split('..');
  const within = runs.filter((run) => String(run['created_at']) >= from && String(run['created_at']) <= to);
  const reply = page(within.slice(0, 1000), url, origin, lie);
  return {
    ...reply,
    body: { total_count: within.length + (lie === 'wrong-total' ? 7 : 0), workflow_runs: reply.body },
  };
}

function page(items: readonly Item[], url: URL, origin: string, lie?: Lie): Reply {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const number = Number(url.searchParams.get('page') ?? 1);
  const shown = lie === 'same-page' ? 1 : number;
  const next = new URL(`${origin}${url.pathname}${url.search}`);
  next.searchParams.set('page', String(number + 1));
  const hasNext = number * size < items.length || lie === 'beyond-the-end';
  return {
    headers: {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      ...(hasNext ? { link: `<${next.href}>; rel="next", <${origin}${url.pathname}?page=1>; rel="first"` } : {}),
    },
    body: items.slice((shown - 1) * size, shown * size),
  };
}
