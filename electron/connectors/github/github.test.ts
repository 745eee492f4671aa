import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  answerAsGithub,
  makeDeployments,
  makeRuns,
  type Lie,
  type ReplayedGithub,
} from '../../../test/support/replay-github.ts';
import { answerAsRecordedGithub } from '../../../test/support/replay-recorded-github.ts';
import { startReplay, type Fault, type Replay } from '../../../test/support/replay-server.ts';
import { boundedRuns } from '../../../shared/lib/test-runs.ts';
import type { Batch, Cursor } from '../connector.ts';
import { contextOf, httpTo, pullAll, recordsOf, testNow } from '../testing.ts';
import { github } from './github.ts';

const repository = 'acme/checkout';
const hour = 3_600_000;
const day = 24 * hour;
const window = { from: testNow - 20 * day, to: testNow };

const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

async function start(
  source: Partial<ReplayedGithub>,
  fault?: (count: number, url: URL) => Fault | null,
): Promise<Replay> {
  const answer = answerAsGithub({ repository, deployments: [], runs: [], ...source });
  const replay = await startReplay({ answer, ...(fault === undefined ? {} : { fault }) });
  open.push(replay);
  return replay;
}

const pull = (
  replay: Replay,
  lists: string,
  cursor: Cursor | null = null,
  at = window,
  more: Parameters<typeof httpTo>[1] = {},
) =>
  pullAll(
    github,
    { address: replay.origin, repositories: repository, lists },
    cursor,
    at,
    contextOf(httpTo(replay.origin, more), at.to),
  );

const idsOf = (batches: readonly Batch[]): readonly string[] =>
  batches
    .flatMap(recordsOf)
    .map((record) => String((record['deployment'] as { readonly id: number } | undefined)?.id ?? record['id']));
const distinct = (ids: readonly string[]): number => new Set(ids).size;

describe('GitHub', () => {
  it('[N4] runs over the cap of 1,000 are asked for in halves, until each answer is whole', async () => {
    const replay = await start({ runs: makeRuns(repository, 3500, testNow - hour, 6 * 60_000) });
    const { batches, fault } = await pull(replay, 'runs');
    expect(fault).toBeNull();
    expect([idsOf(batches).length >= 3500, distinct(idsOf(batches))]).toEqual([true, 3500]);
    const firstPages = replay.asked.filter(({ path }) => !path.includes('page=2') && path.includes('created='));
    expect(firstPages.length).toBeGreaterThan(4);
    expect(batches.at(-1)).toMatchObject({ done: true, watermark: window.to, format: 'github-runs', open: [] });
    const times = batches.flatMap((batch) => recordsOf(batch).slice(0, 1)).map((run) => String(run['created_at']));
    expect(times.toSorted().toReversed()).toEqual(times);
  });

  it('[N4] a pull that was cut off goes on where it stopped; another one finds next to nothing to read', async () => {
    const replay = await start({ runs: makeRuns(repository, 900, testNow - hour, 20 * 60_000) });
    const partial = await pull(replay, 'runs', null, window, { budget: 4 });
    expect([partial.fault?.code, partial.batches.length, partial.batches.at(-1)?.done]).toEqual([
      'out-of-budget',
      4,
      false,
    ]);
    const rest = await pull(replay, 'runs', partial.batches.at(-1)?.cursor ?? null);
    expect([rest.fault, distinct(idsOf([...partial.batches, ...rest.batches]))]).toEqual([null, 900]);
    expect(rest.batches.length).toBe(9 - 4);
    const again = await pull(replay, 'runs', rest.batches.at(-1)?.cursor ?? null, {
      from: window.from,
      to: window.to + hour,
    });
    expect([again.batches.length, again.batches.at(-1)?.done]).toEqual([1, true]);
  });

  it('[N3] a deployment is joined with its statuses, whose time is its time, and asked again until it is final', async () => {
    const before = makeDeployments(repository, 120, testNow - hour, 2 * hour, 2);
    const replay = await start({ deployments: before });
    const one = await pull(replay, 'deployments');
    expect([one.fault, distinct(idsOf(one.batches))]).toEqual([null, 120]);
    expect(recordsOf(one.batches[0] as Batch)[0]).toMatchObject({
      deployment: { ref: 'v1.0.120' },
      statuses: [{ state: 'in_progress' }],
    });
    expect(one.batches.at(-1)?.open.toSorted().toReversed()).toEqual([
      `deployments/${repository}:5000120`,
      `deployments/${repository}:5000119`,
    ]);

    const after = await start({ deployments: makeDeployments(repository, 120, testNow - hour, 2 * hour, 0) });
    const later = { from: window.to, to: window.to + 5 * day };
    const two = await pull(after, 'deployments', one.batches.at(-1)?.cursor ?? null, later);
    expect(idsOf(two.batches.slice(0, 1)).toSorted()).toEqual(['5000119', '5000120']);
    expect([two.fault, two.batches.at(-1)?.open]).toEqual([null, []]);
  });

  it('[N10] paging that lies is told, and the time counts as unread', async () => {
    const lies: readonly Lie[] = ['same-page', 'beyond-the-end', 'wrong-total'];
    for (const lie of lies) {
      const replay = await start({ lie, runs: makeRuns(repository, 350, testNow - hour, hour) });
      const { batches, fault } = await pull(replay, 'runs');
      expect([lie, fault?.code]).toEqual([lie, 'lies-about-paging']);
      expect(fault?.message).toMatch(/^Actions runs of acme\/checkout: /);
      expect(batches.every(({ watermark, done }) => watermark === null && !done)).toBe(true);
      expect(replay.asked.length).toBeLessThan(12);
    }
  });

  it('[N5] a page that is cut short fails as a whole, and none of it is handed on', async () => {
    const runs = makeRuns(repository, 250, testNow - hour, hour);
    for (const how of ['length', 'chunked', 'json'] as const) {
      const replay = await start({ runs }, (_, url) =>
        url.searchParams.get('page') === '2' ? { kind: 'cut', how } : null,
      );
      const { batches, fault } = await pull(replay, 'runs');
      expect([how, fault?.code, idsOf(batches).length]).toEqual([how, 'broken-answer', 100]);
      const mended = await start({ runs });
      const rest = await pull(mended, 'runs', batches.at(-1)?.cursor ?? null);
      expect([rest.fault, distinct(idsOf([...batches, ...rest.batches]))]).toEqual([null, 250]);
    }
  });

  it('[N10] one list that may not be read keeps none of the others away, and is told', async () => {
    const deployments = makeDeployments(repository, 3, testNow - hour, hour);
    const replay = await start({ deployments }, (_, url) =>
      url.pathname.endsWith('/actions/runs')
        ? { kind: 'status', status: 403, body: { message: 'Resource not accessible by integration' } }
        : null,
    );
    const { batches, fault } = await pull(replay, 'runs, deployments, releases');
    expect(distinct(idsOf(batches))).toBe(3);
    expect(fault).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Actions runs of acme/checkout') as unknown,
    });
    expect(batches.at(-1)).toMatchObject({ done: false, watermark: null });
    const config = github.config.parse({
      address: replay.origin,
      repositories: repository,
      lists: 'runs, deployments',
    });
    const probe = await github.probe(config, contextOf(httpTo(replay.origin)));
    expect(probe).toMatchObject({
      ok: true,
      value: { can: [`deployments of ${repository}`], cannot: [expect.stringContaining('403') as unknown] },
    });
  });

  it('[N2] whatever goes wrong on the way, pulling again ends with every run, and nothing is said to be read that is not', async () => {
    const runs = makeRuns(repository, 640, testNow - hour, hour / 2);
    const fault = fc.constantFrom<(Fault | null)[]>(
      null,
      { kind: 'status', status: 500 },
      { kind: 'status', status: 429, headers: { 'retry-after': '5' } },
      { kind: 'status', status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' } },
      { kind: 'cut', how: 'length' },
      { kind: 'cut', how: 'chunked' },
      { kind: 'cut', how: 'json' },
      { kind: 'reset' },
    );
    const pullThrough = async (faults: readonly (Fault | null)[]): Promise<void> => {
      const replay = await start({ runs }, (count) => faults[count] ?? null);
      const read = new Set<string>();
      let cursor: Cursor | null = null;
      for (let attempt = 0; attempt < 40; attempt += 1) {
        const { batches, fault } = await pull(replay, 'runs', cursor, window, {
          retries: { attempts: 2, baseMs: 1, capMs: 1 },
        });
        for (const id of idsOf(batches)) read.add(id);
        cursor = batches.at(-1)?.cursor ?? cursor;
        const isDone = batches.at(-1)?.done === true;
        expect(isDone ? read.size : 0).toBe(isDone ? 640 : 0);
        if (fault === null) {
          expect(read.size).toBe(640);
          return;
        }
      }
      throw new Error('it never ended');
    };
    await fc.assert(fc.asyncProperty(fc.array(fault, { maxLength: 30 }), pullThrough), boundedRuns(40));
  });

  it('[N4] follows the recorded Link headers of api.github.com to the end', async () => {
    const replay = await startReplay({ answer: answerAsRecordedGithub });
    open.push(replay);
    const config = {
      address: replay.origin,
      repositories: 'octokit-fixture-org/paginate-issues',
      lists: 'issues',
      labels: 'bug',
    };
    const at = { from: Date.parse('2017-01-01T00:00:00Z'), to: testNow };
    const { batches, fault } = await pullAll(github, config, null, at, contextOf(httpTo(replay.origin)));
    expect([
      fault,
      batches.length,
      distinct(batches.flatMap(recordsOf).map((issue) => String(issue['number']))),
    ]).toEqual([null, 5, 13]);
  });

  it('[N9] a configuration with a credential in its address, or without repositories, is refused in words', async () => {
    const wrong = [
      { address: 'https://me:secret@api.github.com', repositories: repository },
      { address: 'ftp://api.github.com', repositories: repository },
      { address: 'https://api.github.com', repositories: '' },
      { address: 'https://api.github.com', repositories: 'not a repository' },
    ];
    for (const config of wrong) {
      const probe = await github.probe(config, contextOf(httpTo('http://127.0.0.1:9')));
      expect(probe).toMatchObject({ ok: false, error: { code: 'wrong-config' } });
      expect(JSON.stringify(probe)).not.toContain('secret');
    }
  });
});
