import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { carriedFileAt } from '../intake/carried-file.ts';
import { registerMetrics } from './cli-metrics.ts';
import { registerReconcile } from './cli-reconcile.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort, withWorkspace } from './with-workspace.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

let folder: string;
const file = (name: string): string => join(folder, name);
const begin = Date.UTC(2026, 2, 16, 10);

/** Half an hour of three instances, sampled every 15 s, that change at 300, 320 and 340 s. */
const series = [300, 320, 340].flatMap((change, index) =>
  ['1.0.0', '2.0.0'].map((version) => ({
    metric: { __name__: 'app_build_info', job: 'checkout', instance: `h${index}`, version },
    values: Array.from({ length: 120 }, (_, i) => i * 15 + index)
      .filter((at) => at < change === (version === '1.0.0'))
      .map((at): [number, string] => [begin / 1000 + at, '1']),
  })),
);
const points = series.flatMap(({ metric, values }) => values.map(([at]) => ({ ...metric, at })));

beforeAll(async () => {
  folder = await temporaryFolder('reconcile');
  const files = {
    'claims.csv':
      'service,version,environment,finished_at,status\ncheckout,2.0.0,production,2026-03-16T10:05:30Z,success\ncheckout,3.0.0,production,2026-03-16T10:20:00Z,success\n',
    'claims.json': JSON.stringify({
      claims: [{ service: 'checkout', version: 'v2.0.0', claimed_at: begin / 1000 + 330 }],
    }),
    'wrong.csv': 'colour,size\nred,3\n',
    'cut.json': '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"ins',
    'zip.json': 'PK\u0003\u0004rest',
    'empty.csv': '',
    'scalar.json': '{"status":"success","data":{"resultType":"scalar","result":[1773655200,"1"]}}',
    'error.json': '{"status":"error","errorType":"timeout","error":"query timed out"}',
    'matrix.json': JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: series } }),
    'table.csv': `time,instance,version\n${points.map((each) => `${each.at},${each.instance},${each.version}`).join('\n')}\n`,
    'rows.json': JSON.stringify(
      points.map(({ at, instance, version }) => ({ time: new Date(at * 1000), instance, version })),
    ),
    'open.txt': `# TYPE app_build info\n${points.map((each) => `app_build_info{instance="${each.instance}",version="${each.version}"} 1 ${each.at}.0`).join('\n')}\n# EOF\n`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(file(name), text);
});

async function run(...args: readonly string[]) {
  let [out, told] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((told += String(text)), true));
  const program = new Command('hotwash').exitOverride();
  registerReconcile(program);
  registerMetrics(program);
  await program.parseAsync(args, { from: 'user' });
  vi.restoreAllMocks();
  return { exit: process.exitCode, out, told };
}

type Printed = {
  readonly claims: number;
  readonly results: readonly Record<string, unknown>[];
  readonly counts: object;
};

describe('hotwash reconcile', () => {
  it('[M2.4] prints one object: the classes, the intervals in UTC, and the raw samples that bound them', async () => {
    const { exit, out } = await run(
      'reconcile',
      '--claims',
      file('claims.csv'),
      '--samples',
      file('matrix.json'),
      '--json',
    );
    const printed = JSON.parse(out) as Printed;
    expect(exit).toBe(0);
    expect(printed).toMatchObject({
      claims: 2,
      counts: { confirmed: 1, never: 1, late: 0, undeclared: 0, unobservable: 0 },
    });
    expect(printed.results[0]).toMatchObject({
      service: 'checkout',
      environment: 'production',
      version: '2.0.0',
      class: 'confirmed',
      claimedAt: '2026-03-16T10:05:30.000Z',
      runtimeFirst: { from: '2026-03-16T10:04:45.000Z', to: '2026-03-16T10:05:00.000Z' },
      runtimeComplete: { from: '2026-03-16T10:05:32.000Z', to: '2026-03-16T10:05:47.000Z' },
      lagSeconds: { from: 2, to: 17 },
      mixedSeconds: 47,
      instances: 3,
    });
    expect(printed.results[0]?.['samples']).toHaveLength(6);
  });

  it.each(['table.csv', 'rows.json', 'open.txt'])('[M2.4] reads the same from %s', async (name) => {
    const of = async (claims: string, samples: string) =>
      (
        JSON.parse(
          (await run('reconcile', '--claims', file(claims), '--samples', file(samples), '--json')).out,
        ) as Printed
      ).results;
    expect(await of('claims.csv', name)).toEqual(await of('claims.csv', 'matrix.json'));
    expect(await of('claims.json', name)).toMatchObject([{ class: 'confirmed', version: 'v2.0.0' }]);
  });

  it('[M2.4] warns of samples that query_range has set', async () => {
    const series = (version: string, from: number) => ({
      metric: { __name__: 'app_build_info', service: 'checkout', environment: 'production', instance: 'i0', version },
      values: Array.from({ length: 8 }, (_, i) => [1773655200 + from + i * 60, '1']),
    });
    const result = [series('1.0.0', 0), series('2.0.0', 300)];
    await writeFile(file('grid.json'), JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }));
    const told = async (samples: string) => {
      const done = await run('reconcile', '--claims', file('claims.csv'), '--samples', file(samples), '--json');
      return [(JSON.parse(done.out) as { notes: string[] }).notes.length, done.told.includes('query_range')];
    };
    expect([await told('grid.json'), await told('matrix.json')]).toEqual([
      [1, true],
      [0, false],
    ]);
  });

  it.each([
    ['nowhere.csv', 'matrix.json', 'no such file'],
    ['wrong.csv', 'matrix.json', 'No column for'],
    ['claims.csv', 'cut.json', 'ends in the middle'],
    ['claims.csv', 'zip.json', 'zip'],
    ['claims.csv', 'empty.csv', 'empty'],
    ['claims.csv', 'scalar.json', 'holds a scalar'],
    ['claims.csv', 'error.json', 'query timed out'],
    ['claims.csv', 'wrong.csv', 'there is no time'],
  ])('[M2.4] says what is wrong with %s and %s, names no path, and exits with 2', async (claims, samples, words) => {
    const { exit, told } = await run('reconcile', '--claims', file(claims), '--samples', file(samples));
    expect(exit).toBe(2);
    expect(told).toContain(words);
    expect(told).not.toContain(folder);
  });
});

describe('hotwash metrics dora', () => {
  it('[D3] [D4] reads the workspace and says in its JSON which incident belongs to which deployment', async () => {
    const workspace = file('workspace');
    const files = {
      'deployments.csv':
        'id,service,version,finished_at,status\nd1,shop,1,2026-03-02T10:00:00Z,success\nd2,shop,2,2026-03-04T10:00:00Z,success\n',
      'incidents.csv':
        'id,service,title,created_at,resolved_at,caused_by\ni1,shop,Broken,2026-03-04T11:00:00Z,2026-03-04T12:00:00Z,shop@1\n',
    };
    await withWorkspace(workspace, commandPort, async ({ intake }) => {
      for (const [name, text] of Object.entries(files)) {
        await writeFile(file(name), text);
        expect((await intake.takeFile(await carriedFileAt(file(name)))).ok).toBe(true);
      }
    });
    const dora = async (...more: readonly string[]) =>
      JSON.parse(
        (await run('metrics', 'dora', '--project', 'shop', '--workspace', workspace, '--json', ...more)).out,
      ) as Record<string, unknown>;
    expect(await dora()).toMatchObject({
      project: 'shop',
      mode: 'hotwash',
      deployments: [
        { id: 'd1', previousSuccess: null, failed: true, incidents: [{ id: 'i1', strength: 'explicit' }] },
        { id: 'd2', previousSuccess: 'd1', failed: false, incidents: [] },
      ],
      incidents: [{ id: 'i1', deployment: 'd1', strength: 'explicit', recoveryMinutes: 2 * 1440 + 120 }],
      metrics: { changeFailureRate: 0.5 },
    });
    expect(await dora('--compatible', 'devlake')).toMatchObject({
      incidents: [{ id: 'i1', deployment: 'd2', recoveryMinutes: 120 }],
      metrics: { incidentsPerDeployment: 0.5, recoveryTime: 120 },
    });
    expect(await dora('--to', '2026-03-03')).toMatchObject({ deployments: [{ id: 'd1' }], incidents: [] });
    expect((await run('metrics', 'dora', '--project', 'other', '--workspace', workspace)).exit).toBe(2);
  });
});
