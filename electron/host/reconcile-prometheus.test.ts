import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '../../shared/analysis/reconcile.ts';
import { observe } from '../../shared/analysis/transitions.ts';
import { readVersionSamples } from './runtime-samples.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

const has = (tool: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, tool)));
const missing = ['prometheus', 'promtool'].filter((tool) => !has(tool));
if (missing.length > 0) console.log(`reconcile-prometheus: skipped, not installed: ${missing.join(', ')}`);

const second = 1000;
const started: ChildProcess[] = [];
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** One instance of a small app that tells its version and when its process began, as a Prometheus client does. */
const app = `
const [port, version] = process.argv.slice(1);
const began = (Date.now() - process.uptime() * 1000) / 1000;
require('node:http').createServer((_, answer) => answer.end(
  '# TYPE app_build_info gauge\\napp_build_info{version="' + version + '"} 1\\n' +
  '# TYPE process_start_time_seconds gauge\\nprocess_start_time_seconds ' + began.toFixed(2) + '\\n'
)).listen(Number(port), '127.0.0.1');`;

async function startInstance(port: number, version: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', app, String(port), version], { stdio: 'ignore' });
  started.push(child);
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => null);
    if (answer?.ok === true) return child;
    await wait(20);
  }
  throw new Error('the instance does not answer');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        done(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });

const names = {
  services: new Set(['shop']),
  environments: new Set(['production']),
  service: 'shop',
  environment: 'production',
};

describe.skipIf(missing.length > 0)('reconciling with a real Prometheus', () => {
  let folder: string;
  let address: string;
  let ports: number[];
  let instances: ChildProcess[];
  /** History: three instances every 15 s over half an hour, changed at these seconds. */
  const begin = Date.UTC(2026, 2, 16, 10) / 1000;
  const changedAt = [300, 320, 340];

  beforeAll(async () => {
    folder = await temporaryFolder('prometheus');
    const data = join(folder, 'data');
    await mkdir(data);
    const lines = ['# TYPE app_build_info gauge'];
    changedAt.forEach((change, index) => {
      for (let at = index * 2; at < 1800; at += 15)
        lines.push(
          `app_build_info{job="shop",instance="h${index}",version="${at < change ? '1.0' : '2.0'}"} 1 ${begin + at}`,
        );
    });
    await writeFile(join(folder, 'history.txt'), `${lines.join('\n')}\n# EOF\n`);
    await promisify(execFile)('promtool', [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      join(folder, 'history.txt'),
      data,
    ]);
    ports = [await freePort(), await freePort(), await freePort()];
    instances = await Promise.all(ports.map((port) => startInstance(port, '1.0')));
    const targets = ports.map((port) => `'127.0.0.1:${port}'`).join(', ');
    const config = `global: {scrape_interval: 1s}\nscrape_configs:\n- job_name: shop\n  static_configs:\n  - targets: [${targets}]\n`;
    await writeFile(join(folder, 'prometheus.yml'), config);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const settings = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=100y',
    ];
    started.push(spawn('prometheus', [...settings, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' }));
    for (let tries = 0; tries < 200; tries += 1) {
      if ((await fetch(`${address}/-/ready`).catch(() => null))?.ok === true) return;
      await wait(100);
    }
    throw new Error('Prometheus does not get ready');
  }, 60_000);

  afterAll(async () => {
    await Promise.all(started.map(stop));
    await removeTemporaryFolders();
  });

  /** Saves what a query answers, and reads it as the command does. */
  async function observed(query: string, time: number) {
    const answer = await fetch(
      `${address}/api/v1/query?${new URLSearchParams({ query, time: String(time) }).toString()}`,
    );
    const file = join(folder, 'answer.json');
    await writeFile(file, await answer.text());
    const read = await readVersionSamples(file, { names, zone: null, now: Date.now() });
    if (!read.ok) throw new Error(read.error.message);
    return observe(read.value.samples);
  }
  /** Waits until every instance was scraped so many times. */
  async function scraped(times: number): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      const query = new URLSearchParams({
        query: `count(count_over_time(app_build_info{job="shop"}[60s]) >= ${times})`,
      });
      const answer = (await (await fetch(`${address}/api/v1/query?${query.toString()}`)).json()) as {
        data: { result: { value: [number, string] }[] };
      };
      if (answer.data.result[0]?.value[1] === '3') return;
      await wait(200);
    }
    throw new Error('Prometheus does not scrape the instances');
  }
  const claim = (version: string, claimedAt: number) => {
    const place = { service: 'shop', environment: 'production', sha: null, digest: null, result: 'success' as const };
    return { ...place, ref: version, version, claimedAt };
  };

  it('[M2.4] brackets the true times of a history that promtool loaded, from raw samples', async () => {
    const seen = await observed('app_build_info{job="shop"}[30m]', begin + 1795);
    const [standing, result] = reconcile(
      [claim('1.0', (begin - 60) * second), claim('2.0', (begin + 350) * second)],
      seen,
    );
    expect([standing?.class, result?.class]).toEqual(['unobservable', 'confirmed']);
    const spans = [result?.transition?.first, result?.transition?.quorum, result?.transition?.complete];
    spans.forEach((span, index) => {
      const truth = (begin + (changedAt[index] ?? 0)) * second;
      expect(span?.from).toBeLessThanOrEqual(truth);
      expect(span?.to).toBeGreaterThanOrEqual(truth);
      expect((span?.to ?? 0) - (span?.from ?? 0)).toBeLessThanOrEqual(15 * second);
    });
  });

  it('[M2.4] brackets the true times of three instances that are rolled under its eyes, and of one taken back', async () => {
    await scraped(2);
    const truths: number[] = [];
    for (const [index, port] of ports.entries()) {
      await stop(instances[index] ?? (started[0] as ChildProcess));
      truths.push(Date.now());
      instances[index] = await startInstance(port, '2.0');
      await wait(1500);
    }
    const rolledAt = Date.now();
    await wait(2000);
    const query = '{__name__=~"app_build_info|process_start_time_seconds",job="shop"}[60s]';
    const [result] = reconcile([claim('2.0', rolledAt)], await observed(query, Date.now() / second), {
      toleranceMs: 5000,
    });
    expect(result?.class).toBe('confirmed');
    const spans = [result?.transition?.first, result?.transition?.quorum, result?.transition?.complete];
    spans.forEach((span, index) => {
      const truth = truths[index] ?? 0;
      expect(span?.from).toBeLessThanOrEqual(truth);
      expect(span?.to).toBeGreaterThanOrEqual(truth);
      expect((span?.to ?? 0) - (span?.from ?? 0)).toBeLessThan(5 * second);
    });
    expect(result?.transition?.samples.every((sample) => sample.processStart !== null)).toBe(true);

    await stop(instances[0] ?? (started[0] as ChildProcess));
    instances[0] = await startInstance(ports[0] ?? 0, '3.0');
    const claimedAt = Date.now();
    await wait(2500);
    await stop(instances[0]);
    instances[0] = await startInstance(ports[0] ?? 0, '2.0');
    await wait(2500);
    const after = reconcile(
      [claim('2.0', rolledAt), claim('3.0', claimedAt)],
      await observed(query, Date.now() / second),
      { toleranceMs: 5000 },
    );
    expect(after.map((each) => `${each.version ?? ''} ${each.class}`)).toEqual([
      '2.0 confirmed',
      '3.0 rolled-back',
      '2.0 undeclared',
    ]);
  }, 60_000);
});
