import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { ok, type Result } from '../../shared/lib/result.ts';
import { registerIntake, type IntakeCommandHost } from './cli-intake.ts';
import type { RepositoryReader } from './find-carried.ts';
import type { Intake } from './intake.ts';
import type { IntakeSummary } from './intake-summary.ts';
import { openIntake } from './open-intake.ts';
import { carriedText, deploymentsCsv, hasRealData, metricsCsv, realData, temporaryFolder, testNow } from './testing.ts';

/** Stands where the git connector stands: a folder named `repository` holds two commits. */
const repositories: RepositoryReader = {
  isRepository: async (folder) => folder.endsWith('repository'),
  read: async () =>
    ok({
      isShallow: true,
      close: async () => undefined,
      files: [
        carriedText(
          'shop-commits.csv',
          'sha,committed_at,subject\nabcdef1,2026-01-02T10:00:00Z,One\nabcdef2,2026-01-03T10:00:00Z,Two\n',
        ),
      ],
    }),
};

const pagerDutyBody = { created_at: '2026-01-01T10:00:00Z', status: 'triggered', type: 'incident', title: 'Slow' };

async function run(...args: string[]): Promise<{ exit: number; out: string; told: string; json: () => IntakeSummary }> {
  const out: string[] = [];
  const told: string[] = [];
  let exit = -1;
  const host: IntakeCommandHost = {
    withIntake: async <T>(
      workspace: string | undefined,
      use: (intake: Intake) => Promise<T>,
    ): Promise<Result<T, never>> => {
      const intake = await openIntake(workspace ?? '', { now: () => testNow });
      try {
        return ok(await use(intake));
      } finally {
        await intake.close();
      }
    },
    repositories,
    now: () => testNow,
    print: (text) => out.push(text),
    tell: (text) => told.push(text),
    setExit: (code) => (exit = code),
  };
  const program = new Command().exitOverride();
  registerIntake(program, host);
  await program.parseAsync(['intake', ...args], { from: 'user' });
  const text = out.join('\n');
  return { exit, out: text, told: told.join('\n'), json: () => JSON.parse(text) as IntakeSummary };
}

async function workspaceWith(files: {
  readonly [name: string]: string;
}): Promise<{ workspace: string; at: (name: string) => string }> {
  const folder = await temporaryFolder();
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return { workspace, at: (name) => join(folder, name) };
}

describe('hotwash intake', () => {
  it('[I27] prints one JSON object and leaves with 0 when all is taken', async () => {
    const { workspace, at } = await workspaceWith({ 'd.csv': deploymentsCsv(12) });
    const first = await run(at('d.csv'), '--json', '--workspace', workspace);
    expect(first.exit).toBe(0);
    expect(first.json()).toMatchObject({
      accepted: 12,
      unchanged: 0,
      quarantined: [],
      kinds: ['deployment'],
      byKind: { deployment: 12 },
    });
    const second = await run(at('d.csv'), '--json', '--workspace', workspace);
    expect([second.exit, second.json().accepted, second.json().unchanged]).toEqual([0, 0, 12]);
    expect(first.out.split('\n')).toHaveLength(1);
  });

  it('[I27] leaves with 1 and names the rows when some are in quarantine', async () => {
    const { workspace, at } = await workspaceWith({
      'd.csv': `${deploymentsCsv(12)}x,svc-1,1.0,production,2026-03-10T10:00:00Z,2026-03-10T09:00:00Z,success\n`,
    });
    const done = await run(at('d.csv'), '--json', '--workspace', workspace);
    expect(done.exit).toBe(1);
    expect(done.json().quarantined).toEqual([
      {
        row: 14,
        code: 'finish-before-start',
        path: 'finished_at',
        message: 'the deployment finishes before it starts',
      },
    ]);
    const text = await run(at('d.csv'), '--workspace', workspace);
    expect(text.out).toContain('row 14, finished_at: the deployment finishes before it starts [finish-before-start]');
  });

  it('[I27] counts what is passed over, by the reason', async () => {
    const entity = (kind: string, name: string): string =>
      `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { owner: shop, lifecycle: production }\n`;
    const text = [entity('Component', 'pay'), entity('User', 'a'), entity('User', 'b')].join('---\n');
    const { workspace, at } = await workspaceWith({ 'catalog-info.yaml': text });
    const done = await run(at('catalog-info.yaml'), '--json', '--workspace', workspace);
    expect([done.exit, done.json().accepted]).toEqual([0, 1]);
    expect(done.json().passedOver).toEqual({ 'an entity of the kind user': 2 });
  });

  it('[I27] leaves with 2 when a file cannot be read, and takes the others', async () => {
    const { workspace, at } = await workspaceWith({
      'd.csv': deploymentsCsv(12),
      'm.csv': 'timestamp,value\n2026-01-01 10:00:00,1\n',
      'x.csv': 'a,b\n1,2\n',
    });
    const done = await run(at('gone.csv'), at('m.csv'), at('x.csv'), at('d.csv'), '--json', '--workspace', workspace);
    expect(done.exit).toBe(2);
    expect(done.json().accepted).toBe(12);
    expect(done.json().files.map((file) => file.error?.code)).toEqual([
      'unreadable',
      'zone-needed',
      'unknown-format',
      undefined,
    ]);
    expect(done.told).toContain('Say which zone');
    expect(done.out + done.told).not.toContain(at('').slice(0, -1));
  });

  it('[I27] --zone, --service, --as and --mapping say what the file does not', async () => {
    const { workspace, at } = await workspaceWith({
      'm.csv': 'timestamp,value\n2026-01-01 10:00:00,1\n',
      'odd.csv': 'what,which,when\npay,1.0,2026-01-01 10:00\n',
      'map.json': JSON.stringify({
        columns: { service: 'what', version: 'which', finishedAt: 'when' },
        zone: 'Europe/Berlin',
      }),
      'bad.json': '{"columns": 7}',
    });
    const metric = await run(at('m.csv'), '--zone', 'UTC', '--service', 'Pay', '--json', '--workspace', workspace);
    expect([metric.exit, metric.json().byKind]).toEqual([0, { sample: 1 }]);
    const odd = await run(
      at('odd.csv'),
      '--as',
      'deployment-csv',
      '--mapping',
      at('map.json'),
      '--json',
      '--workspace',
      workspace,
    );
    expect([odd.exit, odd.json().byKind]).toEqual([0, { deployment: 1 }]);
    const intake = await openIntake(workspace, { now: () => testNow });
    expect((await intake.series()).map((series) => series.series)).toEqual(['pay/m/production']);
    expect((await intake.rows.of('deployment', 'pay'))[0]?.finishedAt).toBe(Date.UTC(2026, 0, 1, 9));
    await intake.close();
    const bad = await run(at('odd.csv'), '--mapping', at('bad.json'), '--json', '--workspace', workspace);
    expect([bad.exit, bad.told]).toEqual([2, expect.stringContaining('columns')]);
    expect((await run(at('odd.csv'), '--as', 'poem', '--json', '--workspace', workspace)).exit).toBe(2);
  });

  it('[I7] --service and --zone speak only where the file says nothing', async () => {
    const { workspace, at } = await workspaceWith({
      'd.csv':
        'service,version,finished_at\npay,1.0,2026-01-01T10:00:00Z\n,2.0,2026-01-01 10:00\nshop,3.0,2026-01-01T10:00:00+02:00\n',
      'm.csv': 'timestamp,value,service\n2026-01-01T10:00:00Z,1,pay\n2026-01-01T11:00:00Z,2,\n',
      'i.json': JSON.stringify([
        { id: 'A', service: { summary: 'Pay' }, ...pagerDutyBody },
        { id: 'B', service: {}, ...pagerDutyBody },
      ]),
    });
    const given = ['--service', 'web', '--zone', 'Europe/Berlin', '--json', '--workspace', workspace];
    const done = await run(at('d.csv'), at('m.csv'), at('i.json'), ...given);
    expect([done.exit, done.json().byKind]).toEqual([0, { deployment: 3, sample: 2, incident: 2 }]);
    const intake = await openIntake(workspace, { now: () => testNow });
    expect((await intake.rows.of('deployment')).map((row) => [row.service, row.version, row.finishedAt])).toEqual([
      ['pay', '1.0', Date.UTC(2026, 0, 1, 10)],
      ['web', '2.0', Date.UTC(2026, 0, 1, 9)],
      ['shop', '3.0', Date.UTC(2026, 0, 1, 8)],
    ]);
    expect((await intake.series()).map((series) => series.service)).toEqual(['pay', 'web']);
    expect((await intake.rows.of('incident')).map((row) => row.service)).toEqual(['pay', 'web']);
    await intake.close();
  });

  it('[I27] walks folders for files it knows and passes over the others', async () => {
    const { workspace, at } = await workspaceWith({
      'in/a/d.csv': deploymentsCsv(3),
      'in/m.csv': metricsCsv(5),
      'in/settings.json': '{"theme":"dark"}',
      'in/readme.txt': 'hello',
      'in/node_modules/x/d.csv': deploymentsCsv(4, 50),
      'empty/readme.txt': 'hello',
    });
    const done = await run(at('in'), '--json', '--workspace', workspace);
    expect([done.exit, done.json().byKind]).toEqual([0, { deployment: 3, sample: 5 }]);
    expect(done.json().files.map((file) => [file.name, file.skipped !== undefined])).toEqual([
      ['d.csv', false],
      ['m.csv', false],
      ['settings.json', true],
    ]);
    const empty = await run(at('empty'), '--workspace', workspace);
    expect([empty.exit, empty.out]).toEqual([2, expect.stringContaining('not a git repository')]);
  });

  it('[I27] takes a git repository, and says that a shallow one is cut off', async () => {
    const { workspace, at } = await workspaceWith({ 'repository/readme.txt': 'hello' });
    const done = await run(at('repository'), '--json', '--workspace', workspace);
    expect([done.exit, done.json().byKind, done.told]).toEqual([0, { change: 2 }, expect.stringContaining('shallow')]);
  });

  it('[I28] --dry-run shows what would be taken and writes nothing', async () => {
    const { workspace, at } = await workspaceWith({ 'd.csv': deploymentsCsv(30) });
    const done = await run(at('d.csv'), '--dry-run', '--json', '--workspace', workspace);
    const { files } = JSON.parse(done.out) as {
      files: { format: string; rows: unknown[]; mapping: { columns: object } }[];
    };
    expect([done.exit, files[0]?.format, files[0]?.rows.length]).toEqual([0, 'deployments', 20]);
    expect(execFileSync('find', [workspace, '-type', 'f'], { encoding: 'utf8' })).toBe('');
  });

  it.skipIf(!hasRealData)('[I27] takes the folder of real data as it is', async () => {
    const { workspace } = await workspaceWith({});
    const done = await run(realData(), '--zone', 'UTC', '--json', '--workspace', workspace);
    expect(done.json().byKind).toMatchObject({
      change: 3094,
      release: expect.any(Number),
      sample: 18_050 + 4021 + 4032,
    });
    expect(done.exit).toBe(2);
    const files = done.json().files as readonly { name: string; quarantined: number; error?: { code: string } }[];
    expect(files.filter((file) => file.error !== undefined).map((file) => file.name)).toEqual([
      'jobs_multibranch.csv',
      'stages.csv',
    ]);
    expect(files.find((file) => file.name.startsWith('ec2_request_latency'))?.quarantined).toBe(11);
  });
});
