import { execFile, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRealServers, freePort, missingPrograms, until } from '../../test/support/real-server.ts';
import { probeReal, pullInto } from '../../test/support/pull-into.ts';
import { reconcileRows } from '../../shared/analysis/reconcile.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { Intake } from '../intake/intake.ts';
import { openIntake } from '../intake/open-intake.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

const missing = missingPrograms(
  'pulls from a real Prometheus and Alertmanager',
  'prometheus',
  'promtool',
  'prometheus-alertmanager',
  'prometheus-node-exporter',
);
const servers = createRealServers();
const second = 1000;
const minute = 60 * second;

/** One instance of a small app: its version, when its process began, and whether it fails, as a client library tells. */
const app = `
const [port, version] = process.argv.slice(1);
let failing = 0;
const began = (Date.now() - process.uptime() * 1000) / 1000;
require('node:http').createServer((request, answer) => {
  if (request.url === '/fail') failing = 1;
  if (request.url === '/mend') failing = 0;
  answer.end(
    '# TYPE app_build_info gauge\\napp_build_info{version="' + version + '"} 1\\n' +
    '# TYPE process_start_time_seconds gauge\\nprocess_start_time_seconds ' + began.toFixed(2) + '\\n' +
    '# TYPE shop_failing gauge\\nshop_failing ' + failing + '\\n');
}).listen(Number(port), '127.0.0.1');`;

/** History: three days of samples every 15 s up to two hours ago, on the grid of 15 s; instance h2 ends an hour before. */
const end = Math.floor(Date.now() / (2 * 3600 * second)) * 2 * 3600 - 2 * 3600;
const begin = end - 3 * 24 * 3600;
const switchedAt = [600, 640, 700].map((after) => end - 24 * 3600 + after);
const lengthAt = (instance: number, at: number): number => (at / 15 + instance * 7) % 1013;

function history(): string {
  const info: string[] = [];
  const length: string[] = [];
  for (const instance of [0, 1, 2])
    for (let at = begin; at < (instance === 2 ? end - 3600 : end); at += 15) {
      const seen = at + instance * 3 + 1;
      const version = seen < (switchedAt[instance] ?? 0) ? '1.0' : '2.0';
      const labels = `job="history",service="shop",instance="h${instance}"`;
      info.push(`app_build_info{${labels},version="${version}"} 1 ${seen}`);
      length.push(`queue_length{${labels}} ${lengthAt(instance, at)} ${at}`);
    }
  return ['# TYPE app_build_info gauge', ...info, '# TYPE queue_length gauge', ...length, '# EOF', ''].join('\n');
}

describe.skipIf(missing.length > 0)('Prometheus and Alertmanager, for real', () => {
  let prometheus: string;
  let alerts: string;
  let ports: readonly number[];
  let instances: ChildProcess[];
  let intake: Intake;

  const startInstance = (port: number, version: string): Promise<ChildProcess> =>
    servers.start(process.execPath, ['-e', app, String(port), version], `http://127.0.0.1:${port}/`);

  beforeAll(async () => {
    const folder = await temporaryFolder('sources');
    const data = join(folder, 'data');
    await writeFile(join(folder, 'history.txt'), history());
    const load = ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'history.txt'), data];
    await promisify(execFile)('promtool', load);
    ports = [await freePort(), await freePort(), await freePort()];
    instances = await Promise.all(ports.map((port) => startInstance(port, '2.0')));
    const [own, alerting, node] = [await freePort(), await freePort(), await freePort()];
    prometheus = `http://127.0.0.1:${own}`;
    alerts = `http://127.0.0.1:${alerting}`;
    await writeFile(
      join(folder, 'rules.yml'),
      `groups: [{name: shop, rules: [{alert: ShopFails, expr: shop_failing > 0, labels: {severity: critical}, annotations: {summary: 'the shop fails'}}]}]\n`,
    );
    await writeFile(
      join(folder, 'prometheus.yml'),
      [
        'global: {scrape_interval: 1s, evaluation_interval: 1s}',
        'rule_files: [rules.yml]',
        `alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:${alerting}']}]}]}`,
        'scrape_configs:',
        `- {job_name: live, static_configs: [{labels: {service: cart}, targets: [${ports.map((port) => `'127.0.0.1:${port}'`).join(', ')}]}]}`,
        `- {job_name: node, static_configs: [{targets: ['127.0.0.1:${node}']}]}\n`,
      ].join('\n'),
    );
    await writeFile(join(folder, 'alertmanager.yml'), 'route: {receiver: nobody}\nreceivers: [{name: nobody}]\n');
    await servers.start(
      'prometheus-alertmanager',
      [
        `--config.file=${join(folder, 'alertmanager.yml')}`,
        `--storage.path=${join(folder, 'alerts')}`,
        `--web.listen-address=127.0.0.1:${alerting}`,
        '--cluster.listen-address=',
      ],
      `${alerts}/-/ready`,
    );
    await servers.start(
      'prometheus-node-exporter',
      [
        `--web.listen-address=127.0.0.1:${node}`,
        '--collector.disable-defaults',
        '--collector.loadavg',
        '--collector.uname',
        '--web.disable-exporter-metrics',
      ],
      `http://127.0.0.1:${node}/metrics`,
    );
    await servers.start(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${own}`,
      ],
      `${prometheus}/-/ready`,
    );
    intake = await openIntake(await temporaryFolder('sources-intake'), { now: () => Date.now() + 10 * minute });
  }, 120_000);

  afterAll(async () => {
    await intake?.close();
    await servers.stopAll();
    await removeTemporaryFolders();
  });

  const countNow = async (query: string): Promise<number> => {
    const answer = await fetch(`${prometheus}/api/v1/query?${new URLSearchParams({ query }).toString()}`);
    const body = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
    return Number(body.data.result[0]?.value[1] ?? 0);
  };

  it('[N2] [N4] every sample that was loaded comes out of the intake, once, and what vanished is told', async () => {
    const config = { address: prometheus, metrics: 'queue_length{job="history"}', versions: [], step: 15 };
    const first = await pullInto(intake, { connector: 'prometheus', config, historyFrom: begin * second });
    expect(first.end).toEqual({ kind: 'done' });
    const toldAt = (instance: number): string => {
      const told = first.notes.find((note) => note.startsWith(`vanished queue_length{instance=h${instance},`)) ?? '';
      return /after (.*) UTC/.exec(told)?.[1] ?? told;
    };
    expect(first.notes.length).toBe(3);
    for (const [instance, endedAt] of [end, end, end - 3600].entries()) {
      const late = Date.parse(`${toldAt(instance).replace(' ', 'T')}Z`) / second - endedAt;
      expect([instance, late >= -60 && late <= 300]).toEqual([instance, true]);
    }
    for (const instance of [0, 1, 2]) {
      const name = `shop/queue_length{instance=h${instance},job=history}/production`;
      const read = await intake.samples(name, begin * second, end * second);
      const until = instance === 2 ? end - 3600 : end;
      const put = Array.from({ length: (until - begin) / 15 }, (_, index) => begin + index * 15);
      // After its last sample Prometheus repeats a value for five minutes where no scrape marked the series as gone.
      const own = [...read.times].flatMap((time, index) => (time < until * second ? [[time, read.values[index]]] : []));
      expect(own).toEqual(put.map((at) => [at * second, lengthAt(instance, at)]));
    }
    const again = await pullInto(intake, { connector: 'prometheus', config, historyFrom: begin * second });
    expect([again.end, again.accepted]).toEqual([{ kind: 'done' }, 0]);
  }, 60_000);

  it('[M2.4] versions of days ago, pulled by windows, are reconciled with what delivery claims', async () => {
    const config = { address: prometheus, versions: 'app_build_info{job="history"}' };
    const pulled = await pullInto(intake, {
      connector: 'prometheus',
      config,
      historyFrom: (begin - 24 * 3600) * second,
    });
    expect(pulled.end).toEqual({ kind: 'done' });
    const sightings = await intake.rows.of('sighting', 'shop');
    const results = reconcileRows(
      [
        claimOf('shop', '1.0', begin - 3600),
        claimOf('shop', '2.0', end - 24 * 3600 + 720),
        claimOf('shop', '2.1', end - 7200),
      ],
      sightings,
      [],
    );
    expect(results.map((each) => `${each.version ?? ''} ${each.class}`)).toEqual([
      '1.0 unobservable',
      '2.0 confirmed',
      '2.1 never',
    ]);
    const [standing, came] = results;
    const fate = standing?.transition?.fate;
    expect([
      fate?.kind,
      fate?.kind === 'replaced' ? Math.abs(fate.at / second - (switchedAt[2] ?? 0)) <= 60 : fate,
    ]).toEqual(['replaced', true]);
    const spans = [came?.transition?.first, came?.transition?.quorum, came?.transition?.complete];
    for (const [index, span] of spans.entries()) {
      const truth = (switchedAt[index] ?? 0) * second;
      expect(span?.from).toBeLessThanOrEqual(truth);
      expect(span?.to).toBeGreaterThanOrEqual(truth);
      expect((span?.to ?? 0) - (span?.from ?? 0)).toBeLessThanOrEqual(15 * second);
    }
    expect(came?.transition?.fate.kind).toBe('held');
  }, 60_000);

  it('[M2.4] an app that is rolled under its eyes is confirmed from what was pulled', async () => {
    await until(
      'two scrapes of each instance',
      async () => (await countNow('count(count_over_time(app_build_info{job="live"}[1m]) >= 2)')) === 3,
    );
    const truths: number[] = [];
    for (const [index, port] of ports.entries()) {
      const old = instances[index];
      if (old !== undefined) await servers.stop(old);
      truths.push(Date.now());
      instances[index] = await startInstance(port, '3.0');
      await wait(1200);
    }
    const rolledAt = Date.now();
    await until(
      'a scrape of each new one',
      async () => (await countNow('count(app_build_info{job="live",version="3.0"})')) === 3,
    );
    const config = { address: prometheus, versions: 'app_build_info{job="live"}' };
    const more = { connector: 'prometheus', config, historyFrom: Date.now() - 3600 * second };
    const first = await pullInto(intake, more);
    await wait(1500);
    const next = await pullInto(intake, more);
    expect([first.end, next.end]).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    const sightings = await intake.rows.of('sighting', 'cart');
    const [result] = reconcileRows([claimOf('cart', '3.0', rolledAt / second)], sightings, []);
    expect(result?.class).toBe('confirmed');
    for (const [index, span] of [
      result?.transition?.first,
      result?.transition?.quorum,
      result?.transition?.complete,
    ].entries()) {
      expect(span?.from).toBeLessThanOrEqual(truths[index] ?? 0);
      expect(span?.to).toBeGreaterThanOrEqual(truths[index] ?? 0);
      expect((span?.to ?? 0) - (span?.from ?? 0)).toBeLessThan(5 * second);
    }
    expect(sightings.filter(({ version }) => version === '3.0').every(({ startedAt }) => startedAt !== null)).toBe(
      true,
    );
  }, 60_000);

  it('[N3] an alert that fires and is resolved is one incident, which ends between two pulls', async () => {
    const config = { address: alerts };
    // An Alertmanager that began minutes ago ends nothing, so the second pull is of a later hour.
    const pull = (later: number) =>
      pullInto(intake, { connector: 'alertmanager', config, historyFrom: 0, now: () => Date.now() + later });
    const listed = async (): Promise<number> =>
      ((await (await fetch(`${alerts}/api/v2/alerts`)).json()) as unknown[]).length;
    const firedAt = Date.now();
    await fetch(`http://127.0.0.1:${ports[1] ?? 0}/fail`);
    await until('the alert', async () => (await listed()) === 1);
    await pull(0);
    const [open] = await intake.rows.of('incident', 'cart');
    expect(open).toMatchObject({ severity: 'critical', title: 'ShopFails: the shop fails', resolvedAt: null });
    const late = (open?.detectedAt ?? 0) - firedAt;
    expect([late >= -second, late < 10 * second]).toEqual([true, true]);
    expect(intake.pulls().find(({ source }) => source === 'alertmanager-1')?.read?.open.length).toBe(1);

    const mendedAt = Date.now();
    await fetch(`http://127.0.0.1:${ports[1] ?? 0}/mend`);
    await until('the end of the alert', async () => (await listed()) === 0);
    await pull(6 * minute);
    const pulledAt = Date.now();
    const ended = await intake.rows.of('incident', 'cart');
    expect(ended.map(({ id }) => id)).toEqual([open?.id]);
    expect([(ended[0]?.resolvedAt ?? 0) >= mendedAt, (ended[0]?.resolvedAt ?? 0) <= pulledAt]).toEqual([true, true]);
    expect(intake.pulls().find(({ source }) => source === 'alertmanager-1')?.read?.open).toEqual([]);
  }, 60_000);

  it('a probe says what each is, how long it keeps what it has, and what is not there', async () => {
    const of = await probeReal({
      connector: 'prometheus',
      config: { address: prometheus, metrics: 'up\nno_such\nsum(' },
    });
    expect(of).toMatchObject({ product: 'Prometheus', can: ['up', 'app_build_info'] });
    expect(of.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(of.cannot.map((text) => text.split(':')[0])).toEqual(['history', 'no_such', 'sum(']);
    expect(Math.abs(of.clock?.offsetMs ?? Infinity)).toBeLessThanOrEqual(of.clock?.errorMs ?? 0);
    const alerting = await probeReal({ connector: 'alertmanager', config: { address: alerts } });
    expect([alerting.version?.split('.').length, alerting.can]).toEqual([3, ['alerts that fire']]);
  });

  it('all metrics that a selector matches are found and read, with their values as Prometheus has them', async () => {
    await until('two scrapes of the node', async () => (await countNow('count_over_time(node_load1[1m])')) >= 2);
    const config = { address: prometheus, metrics: '{job="node"}; service=node', versions: [], step: 1 };
    const pulled = await pullInto(intake, { connector: 'prometheus', config, historyFrom: Date.now() - 600 * second });
    expect(pulled.end).toEqual({ kind: 'done' });
    const series = (await intake.series()).filter(({ service }) => service === 'node');
    expect(series.length).toBe(await countNow('count({job="node",__name__!~".*build_info"})'));
    const load = series.find(({ metric }) => metric.startsWith('node_load1{'));
    const read = await intake.samples(load?.series ?? '', 0, Date.now() + minute);
    const at = read.times.at(-1) ?? 0;
    const told = new URLSearchParams({ query: 'node_load1', time: String(at / second) });
    const body = (await (await fetch(`${prometheus}/api/v1/query?${told.toString()}`)).json()) as {
      data: { result: { value: [number, string] }[] };
    };
    expect(read.values.at(-1)).toBe(Number(body.data.result[0]?.value[1]));
  }, 60_000);
});

const claimOf = (service: string, version: string, at: number): RowOf<'deployment'> => ({
  kind: 'deployment',
  id: `${service}-${version}` as RowOf<'deployment'>['id'],
  revision: 0,
  service: service as RowOf<'deployment'>['service'],
  version,
  environment: 'production',
  startedAt: at * second - minute,
  finishedAt: Math.round(at * second),
  result: 'success',
  sha: null,
});
