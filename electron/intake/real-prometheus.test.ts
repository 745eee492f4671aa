import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import { carriedText, openTestIntake, take, temporaryFolder, valueOf } from './testing.ts';

const hasPrometheus = ['prometheus', 'promtool'].every(
  (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
);
if (!hasPrometheus) console.log('skipped: tests against a real Prometheus; prometheus and promtool are not installed');

const t0 = Date.UTC(2026, 2, 16, 10) / 1000;

/** Three instances scraped every 15 s, each at its own second, that switch from 4.1 to 4.2 one after another. */
function history(): string {
  const lines = ['# TYPE app_build_info gauge'];
  for (const [instance, offset, switchAt] of [
    ['i1', 1, 100],
    ['i2', 6, 200],
    ['i3', 11, 300],
  ] as const)
    for (let at = offset; at < 600; at += 15)
      lines.push(
        `app_build_info{app="shop",instance="${instance}",version="${at < switchAt ? '4.1' : '4.2'}"} 1 ${t0 + at}`,
      );
  return `${lines.join('\n')}\n# EOF\n`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A Prometheus on loopback that holds the history and scrapes itself; gives its address. */
async function startPrometheus(): Promise<string> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const target = `127.0.0.1:${port}`;
  await writeFile(join(folder, 'history.txt'), history());
  execFileSync('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    join(folder, 'history.txt'),
    join(folder, 'data'),
  ]);
  await writeFile(
    join(folder, 'p.yml'),
    `global: {scrape_interval: 1s}\nscrape_configs: [{job_name: self, static_configs: [{targets: ['${target}']}]}]\n`,
  );
  const server = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'p.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=${target}`,
    ],
    { stdio: 'ignore' },
  );
  onTestFinished(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  });
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://${target}/-/ready`).catch(() => null);
    if (answer?.ok === true) return `http://${target}`;
    await wait(100);
  }
  throw new Error('Prometheus did not become ready');
}

describe.skipIf(!hasPrometheus)('what a real Prometheus writes', () => {
  it('[I45] [I46] [I47] raw samples, a range, an error and its own metrics are read as it means them', async () => {
    const base = await startPrometheus();
    const get = async (path: string): Promise<string> => (await fetch(`${base}${path}`)).text();
    const query = (text: string): Promise<string> =>
      get(`/api/v1/query?query=${encodeURIComponent(text)}&time=${t0 + 600}`);

    const intake = await openTestIntake();
    const raw = await take(intake, 'raw.json', await query('app_build_info[10m]'));
    expect([raw.format, raw.quarantinedTotal]).toEqual(['prometheus', 0]);
    const sightings = await intake.rows.of('sighting', 'shop');
    const brackets = sightings
      .filter(({ version }) => version === '4.2')
      .toSorted((a, b) => a.firstNewAt - b.firstNewAt)
      .map(({ instance, lastOldAt, firstNewAt }) => [instance, (lastOldAt ?? 0) / 1000 - t0, firstNewAt / 1000 - t0]);
    expect(brackets).toEqual([
      ['i1', 91, 106],
      ['i2', 186, 201],
      ['i3', 296, 311],
    ]);

    const range = `/api/v1/query_range?query=app_build_info&start=${t0}&end=${t0 + 600}&step=15`;
    const moved = await openTestIntake();
    const restamped = valueOf(await moved.takeFile(carriedText('range.json', await get(range))));
    expect([...new Set(restamped.quarantined.map(({ code }) => code))]).toEqual(['restamped']);
    for (const { instance, version, firstNewAt, clockErrorMs } of await moved.rows.of('sighting', 'shop'))
      if (version === '4.2') {
        const [, , first] = brackets.find(([name]) => name === instance) ?? [];
        expect(Math.abs(firstNewAt - (t0 + Number(first)) * 1000)).toBeLessThanOrEqual(clockErrorMs);
      }

    const tooFine = await get(`/api/v1/query_range?query=up&start=${t0}&end=${t0 + 9e4}&step=1`);
    const refused = await intake.takeFile(carriedText('fine.json', tooFine));
    expect(refused.ok ? '' : refused.error.message).toContain('bad_data: exceeded maximum resolution of 11,000 points');

    const metrics = await get('/metrics');
    const lines = metrics.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const given = { ...emptyMapping, constants: { service: 'prometheus', at: '2026-03-16T10:00:00Z' } };
    const own = await take(intake, 'metrics.txt', metrics, given);
    const isNumber = (line: string): boolean => Number.isFinite(Number(line.slice(line.lastIndexOf(' ') + 1)));
    // prometheus_build_info has a version and no instance, so it stays a sample like any other.
    expect([own.format, own.accepted, own.stopped]).toEqual(['openmetrics', lines.filter(isNumber).length, null]);
    expect(own.quarantined.every(({ code }) => code === 'not-finite')).toBe(true);
  });
});
