import { afterEach, describe, expect, it } from 'vitest';
import { recordedRecords } from '../../../test/support/replay-raw.ts';
import { startReplay, type Replay, type Reply } from '../../../test/support/replay-server.ts';
import { contextOf, httpTo, pullAll, recordsOf } from '../testing.ts';
import { gitlab } from './gitlab.ts';

type Item = { readonly [key: string]: unknown };
const project = 'acme/shop/web';
const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

/** Lists as gitlab.com gives them: by `updated_at` between bounds, with X-Total and Link. */
async function start(lists: { readonly [name: string]: readonly Item[] }, size = 3): Promise<Replay> {
  const root = `/api/v4/projects/${encodeURIComponent(project)}/`;
  const answer = (url: URL, origin: string): Reply => {
    const [list = '', id] = url.pathname.slice(root.length).split('/');
    const all = lists[list];
    if (!url.pathname.startsWith(root) || all === undefined)
      return { status: 404, body: { message: '404 Project Not Found' } };
    const one = all.find((item) => String(item['id']) === id);
    if (id !== undefined)
      return one === undefined ? { status: 404, body: { message: '404 Not found' } } : { body: one };
    const [after, before] = [url.searchParams.get('updated_after'), url.searchParams.get('updated_before')];
    const key = after === null ? 'created_at' : 'updated_at';
    const time = (item: Item): number => Date.parse(String(item[key] ?? item['created_at']));
    const items = all
      .filter(
        (item) =>
          (after === null || time(item) >= Date.parse(after)) && (before === null || time(item) <= Date.parse(before)),
      )
      .toSorted((a, b) => time(b) - time(a));
    const page = Number(url.searchParams.get('page') ?? 1);
    const next = new URL(`${origin}${url.pathname}${url.search}`);
    next.searchParams.set('page', String(page + 1));
    return {
      headers: {
        'x-total': String(items.length),
        'x-page': String(page),
        ...(page * size < items.length ? { link: `<${next.href}>; rel="next"` } : {}),
      },
      body: items.slice((page - 1) * size, page * size),
    };
  };
  const replay = await startReplay({ answer });
  open.push(replay);
  return replay;
}

describe('GitLab', () => {
  it('[N4] reads recorded deployments, pipelines and jobs whole, by when they changed', async (context) => {
    const [deployments, pipelines, jobs] = ['gitlab/deployments', 'gitlab/pipeline', 'gitlab/job'].map(recordedRecords);
    if (!deployments || !pipelines || !jobs) return context.skip('the recorded GitLab data is not at hand');
    const lists = {
      deployments: deployments.map(({ data }) => data),
      pipelines: pipelines.map(({ data }) => data),
      jobs: jobs.map(({ data }) => data),
    };
    const replay = await start(lists);
    const config = { address: replay.origin, projects: `${project}=storefront`, lists: 'deployments, pipelines, jobs' };
    const to = Date.parse('2023-01-01T00:00:00Z');
    const { batches, fault } = await pullAll(
      gitlab,
      config,
      null,
      { from: Date.parse('2019-01-01T00:00:00Z'), to },
      contextOf(httpTo(replay.origin), to),
    );
    expect(fault).toBeNull();
    for (const [list, items] of Object.entries(lists)) {
      const read = batches.filter(({ format }) => format === `gitlab-${list}`).flatMap(recordsOf);
      expect([list, new Set(read.map((item) => item['id'])).size]).toEqual([
        list,
        new Set(items.map((item) => item['id'])).size,
      ]);
    }
    expect(batches.at(-1)).toMatchObject({
      done: true,
      watermark: to,
      mapping: { constants: { repository: project, service: 'storefront' } },
    });
    const asked = replay.asked.find(({ path }) => path.includes('/deployments?'))?.path ?? '';
    expect(asked).toContain('order_by=updated_at');
    expect(asked).toContain('updated_before=2023-01-01T00%3A00%3A00Z');
  });

  it('[N3] what runs is asked for again; what is gone by then is closed', async () => {
    const at = '2026-02-20T10:00:00.000Z';
    const deployment = (id: number, status: string) => ({
      id,
      iid: id,
      ref: 'main',
      sha: 'a'.repeat(40),
      status,
      created_at: at,
      updated_at: at,
      environment: { name: 'production' },
    });
    const before = await start({
      deployments: [deployment(1, 'running'), deployment(2, 'running'), deployment(3, 'success')],
    });
    const window = { from: Date.parse('2026-02-01T00:00:00Z'), to: Date.parse('2026-03-01T00:00:00Z') };
    const configOf = ({ origin }: Replay) => ({ address: origin, projects: project, lists: 'deployments' });
    const one = await pullAll(gitlab, configOf(before), null, window, contextOf(httpTo(before.origin), window.to));
    expect(one.batches.at(-1)?.open.toSorted()).toEqual([`deployments/${project}:1`, `deployments/${project}:2`]);
    const after = await start({ deployments: [deployment(1, 'success'), deployment(3, 'success')] });
    const later = { from: window.to, to: window.to + 86_400_000 };
    const two = await pullAll(
      gitlab,
      configOf(after),
      one.batches.at(-1)?.cursor ?? null,
      later,
      contextOf(httpTo(after.origin), later.to),
    );
    expect(recordsOf(two.batches[0] ?? { bytes: new Uint8Array() })).toMatchObject([{ id: 1, status: 'success' }]);
    expect([two.fault, two.batches.at(-1)?.open]).toEqual([null, []]);
  });
});
