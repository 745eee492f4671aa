import { afterEach, describe, expect, it } from 'vitest';
import { recordedRecords } from '../../../test/support/replay-raw.ts';
import { startReplay, type Replay, type Reply } from '../../../test/support/replay-server.ts';
import { contextOf, httpTo, pullAll, recordsOf, testNow } from '../testing.ts';
import { jenkins } from './jenkins.ts';

type Item = { readonly [key: string]: unknown };
const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

/** A Jenkins with jobs in folders: `{'team/checkout': [builds, newest first]}`. */
async function start(jobs: { readonly [name: string]: readonly Item[] }): Promise<Replay> {
  const tree = (prefix: string): readonly Item[] =>
    [
      ...new Set(
        Object.keys(jobs)
          .filter((name) => name.startsWith(prefix))
          .map((name) => name.slice(prefix.length).split('/')[0] ?? ''),
      ),
    ].map((name) => {
      const full = `${prefix}${name}`;
      return jobs[full] === undefined
        ? { _class: 'com.cloudbees.hudson.plugins.folder.Folder', name, jobs: tree(`${full}/`) }
        : { _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob', name };
    });
  const answer = (url: URL): Reply => {
    const headers = { 'x-jenkins': '2.541.1' };
    if (url.pathname === '/api/json') return { headers, body: { _class: 'hudson.model.Hudson', jobs: tree('') } };
    const [, path = '', number] = /^((?:\/job\/[^/]+)+?)(?:\/(\d+))?\/api\/json$/.exec(url.pathname) ?? [];
    const builds = jobs[path.split('/job/').slice(1).map(decodeURIComponent).join('/')];
    if (builds === undefined) return { status: 404, headers, body: {} };
    if (number !== undefined) return { headers, body: builds.find((build) => build['number'] === Number(number)) };
    const range = /\{(\d+),(\d+)\}$/.exec(url.searchParams.get('tree') ?? '');
    return { headers, body: { _class: 'x', allBuilds: builds.slice(Number(range?.[1]), Number(range?.[2])) } };
  };
  const replay = await startReplay({ answer });
  open.push(replay);
  return replay;
}

describe('Jenkins', () => {
  it('[N4] finds jobs in folders and reads their builds in ranges, newest first', async () => {
    const builds = (count: number): readonly Item[] =>
      Array.from({ length: count }, (_, index) => ({
        number: count - index,
        timestamp: testNow - index * 600_000,
        duration: 1000,
        result: 'SUCCESS',
        building: false,
      }));
    const replay = await start({ 'team/checkout/feature%2Fx': builds(3), 'team/web': builds(450) });
    const window = { from: testNow - 2 * 86_400_000, to: testNow + 1 };
    const { batches, fault } = await pullAll(
      jenkins,
      { address: replay.origin },
      null,
      window,
      contextOf(httpTo(replay.origin)),
    );
    expect(fault).toBeNull();
    const web = batches.filter(({ name }) => name === 'builds team/web').flatMap(recordsOf);
    // 288 lie within two days; the range after theirs shows that nothing more does.
    expect([web.length, new Set(web.map((build) => build['number'])).size]).toEqual([400, 400]);
    expect(batches.filter(({ name }) => name === 'builds team/checkout/feature%2Fx').flatMap(recordsOf).length).toBe(3);
    expect(batches.at(-1)?.done).toBe(true);
    const probe = await jenkins.probe({ address: replay.origin }, contextOf(httpTo(replay.origin)));
    expect(probe).toMatchObject({ ok: true, value: { product: 'Jenkins', version: '2.541.1' } });
  });

  it('[N3] a build that runs is asked for again, though the list went past it', async () => {
    const build = (number: number, building: boolean, result: string | null) => ({
      number,
      timestamp: testNow - (10 - number) * 3_600_000,
      duration: 0,
      building,
      result,
    });
    const before = await start({ web: [build(3, false, 'SUCCESS'), build(2, true, null), build(1, false, 'FAILURE')] });
    const one = await pullAll(
      jenkins,
      { address: before.origin, jobs: 'web' },
      null,
      { from: testNow - 86_400_000, to: testNow },
      contextOf(httpTo(before.origin)),
    );
    expect(one.batches.at(-1)?.open).toEqual(['builds/web:2']);
    const after = await start({
      web: [build(3, false, 'SUCCESS'), build(2, false, 'ABORTED'), build(1, false, 'FAILURE')],
    });
    const later = { from: testNow, to: testNow + 3_600_000 };
    const two = await pullAll(
      jenkins,
      { address: after.origin, jobs: 'web' },
      one.batches.at(-1)?.cursor ?? null,
      later,
      contextOf(httpTo(after.origin), later.to),
    );
    expect(recordsOf(two.batches[0] ?? { bytes: new Uint8Array() })).toMatchObject([{ number: 2, result: 'ABORTED' }]);
    expect(two.batches.at(-1)?.open).toEqual([]);
  });

  it('[N4] reads recorded builds as they came', async (context) => {
    const recorded = recordedRecords('jenkins/builds_multibranch');
    if (recorded === null) return context.skip('the recorded Jenkins data is not at hand');
    const builds = recorded.map(({ data }) => data).toSorted((a, b) => Number(b['timestamp']) - Number(a['timestamp']));
    const replay = await start({ main: builds });
    const window = { from: Date.parse('2024-01-01T00:00:00Z'), to: testNow };
    const { batches } = await pullAll(
      jenkins,
      { address: replay.origin },
      null,
      window,
      contextOf(httpTo(replay.origin)),
    );
    expect(batches.flatMap(recordsOf)).toEqual(builds);
  });
});
