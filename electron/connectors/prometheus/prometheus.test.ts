import { afterEach, describe, expect, it } from 'vitest';
import { startReplay, type Replay, type Reply } from '../../../test/support/replay-server.ts';
import { contextOf, httpTo, pullAll, testNow } from '../testing.ts';
import { prometheus } from './prometheus.ts';
import { prometheusConfigSchema, readSelector } from './prometheus-config.ts';
import { withStarts } from './version-stream.ts';

const hour = 3_600_000;
const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

type Series = { readonly metric: { readonly [label: string]: string }; readonly from: number; readonly to: number };

/** Answers as Prometheus does: a point at every step at which a series has one, 11,000 at most. */
async function start(series: readonly Series[], more: { readonly [path: string]: Reply } = {}): Promise<Replay> {
  const answer = (url: URL): Reply => {
    const found = more[url.pathname];
    if (found !== undefined) return found;
    const given = (name: string): number => Number(url.searchParams.get(name)) * 1000;
    const [from, to, step] = [given('start'), given('end'), given('step')];
    if (url.pathname !== '/api/v1/query_range')
      return { body: { status: 'success', data: { resultType: 'matrix', result: [] } } };
    if ((to - from) / step > 11_000)
      return {
        status: 400,
        body: { status: 'error', error: 'exceeded maximum resolution of 11,000 points per timeseries' },
      };
    const values = (one: Series): [number, string][] => {
      const points: [number, string][] = [];
      for (let at = from; at <= to; at += step) if (at >= one.from && at < one.to) points.push([at / 1000, '1']);
      return points;
    };
    const result = series
      .map((one) => ({ metric: one.metric, values: values(one) }))
      .filter((one) => one.values.length > 0);
    return { body: { status: 'success', data: { resultType: 'matrix', result } } };
  };
  const replay = await startReplay({ answer: (url) => answer(url) });
  open.push(replay);
  return replay;
}

const rangesOf = (replay: Replay): number[] =>
  replay.asked
    .map(({ path }) => new URL(path, replay.origin))
    .filter(({ pathname }) => pathname === '/api/v1/query_range')
    .map(
      ({ searchParams: asked }) =>
        (Number(asked.get('end')) - Number(asked.get('start'))) / Number(asked.get('step')) + 1,
    );
const pointsIn = (bytes: Uint8Array): readonly number[] =>
  (
    JSON.parse(Buffer.from(bytes).toString()) as { data: { result: { values: [number, string][] }[] } }
  ).data.result.flatMap(({ values }) => values.map(([at]) => at));
const errors = { __name__: 'errors', app: 'shop' };

describe('Prometheus', () => {
  it('[N4] a metric is read in windows of two chunks, newest first, on one grid, and below 11,000 points', async () => {
    const replay = await start([{ metric: errors, from: 0, to: testNow }]);
    const config = { address: replay.origin, metrics: ['errors; service=shop'], versions: [], step: 15 };
    const window = { from: testNow - 96 * hour, to: testNow };
    const { batches, fault } = await pullAll(prometheus, config, null, window, contextOf(httpTo(replay.origin)));
    expect(fault).toBeNull();
    const lead = Math.ceil((5 * 60_000) / 15_000) + 1;
    expect(rangesOf(replay)).toEqual([8192 + lead, 8192 + lead, 96 * 240 - 2 * 8192 + lead]);
    const points = batches.flatMap(({ bytes }) => pointsIn(bytes));
    expect(points.every((at) => at % 15 === 0)).toBe(true);
    expect(new Set(points).size).toBe(96 * 240 + lead);
    expect(batches.at(-1)).toMatchObject({
      done: true,
      watermark: testNow,
      mapping: { constants: { service: 'shop' } },
    });
  });

  it('[N4] what the source calls too much is asked in halves; a wrong query is not', async () => {
    const limit = {
      status: 422,
      body: { status: 'error', error: 'query processing would load too many samples into memory' },
    };
    const window = { from: testNow - hour, to: testNow };
    let times = 0;
    const replay = await startReplay({
      answer: (url) => {
        times += 1;
        if (Number(url.searchParams.get('end')) - Number(url.searchParams.get('start')) > 40 * 60) return limit;
        return { body: { status: 'success', data: { resultType: 'matrix', result: [] } } };
      },
    });
    open.push(replay);
    const config = { address: replay.origin, metrics: ['errors'], versions: [] };
    const read = await pullAll(prometheus, config, null, window, contextOf(httpTo(replay.origin)));
    expect([read.fault, times, read.batches.length, read.batches.at(-1)?.done]).toEqual([null, 3, 2, true]);

    const wrong = await start([], {
      '/api/v1/query_range': {
        status: 400,
        body: { status: 'error', errorType: 'bad_data', error: 'parse error: unexpected end' },
      },
    });
    const failed = await pullAll(
      prometheus,
      { ...config, address: wrong.origin },
      null,
      window,
      contextOf(httpTo(wrong.origin)),
    );
    expect([failed.fault?.code, failed.batches.length, wrong.asked.length]).toEqual(['refused', 0, 1]);
    expect(failed.fault?.message).toContain('parse error: unexpected end');
  });

  it('[N10] a series that vanished is said to be missing since its last sample, not zero', async () => {
    const gone = { ...errors, instance: 'i2' };
    const replay = await start([
      { metric: { ...errors, instance: 'i1' }, from: 0, to: testNow },
      { metric: gone, from: 0, to: testNow - hour },
    ]);
    const config = { address: replay.origin, metrics: ['errors'], versions: [] };
    const { batches } = await pullAll(
      prometheus,
      config,
      null,
      { from: testNow - 3 * hour, to: testNow },
      contextOf(httpTo(replay.origin)),
    );
    const told = JSON.parse(Buffer.from(batches[0]?.bytes ?? '').toString()) as { data: { result: unknown[] } };
    expect(told.data.result).toEqual([{ metric: gone, values: [], vanishedAt: (testNow - hour) / 1000 - 60 }]);
    expect(batches.map(({ done }) => done)).toEqual([false, true]);
  });

  it('[N10] an answer that stores are missing from is not kept', async () => {
    const body = { status: 'success', warnings: ['No StoreAPIs matched: store unavailable'], data: { result: [] } };
    const replay = await start([], { '/api/v1/query_range': { body } });
    const config = { address: replay.origin, metrics: ['errors'], versions: [] };
    const window = { from: testNow - hour, to: testNow };
    const { batches, fault } = await pullAll(prometheus, config, null, window, contextOf(httpTo(replay.origin)));
    expect([batches.length, fault?.code]).toEqual([0, 'broken-answer']);
  });

  it('versions are asked for as raw samples with the process starts, metrics found by a selector each by themselves', async () => {
    const replay = await start([], {
      '/api/v1/label/__name__/values': { body: { status: 'success', data: ['app_build_info', 'errors', 'up'] } },
    });
    const config = {
      address: replay.origin,
      metrics: '{job="shop"}',
      versions: 'app_build_info{job="shop"}',
      tenant: 'a',
    };
    const window = { from: testNow - hour, to: testNow };
    await pullAll(prometheus, config, null, window, contextOf(httpTo(replay.origin)));
    const asked = replay.asked.map(({ path }) => new URL(path, replay.origin));
    expect(asked.map(({ pathname, searchParams }) => `${pathname} ${searchParams.get('query') ?? ''}`)).toEqual([
      '/api/v1/label/__name__/values ',
      '/api/v1/query {__name__=~"app_build_info|process_start_time_seconds",job="shop"}[4200s]',
      '/api/v1/query_range {__name__="errors",job="shop"}',
      '/api/v1/query_range {__name__="up",job="shop"}',
    ]);
    expect(new Set(replay.asked.map(({ headers }) => headers['x-scope-orgid']))).toEqual(new Set(['a']));
    expect(withStarts('app_build_info')).toBe('{__name__=~"app_build_info|process_start_time_seconds"}');
  });

  it('settings are read, and what does not hold is named', () => {
    const parse = (metrics: string, versions?: string) =>
      prometheusConfigSchema.safeParse({ address: 'http://localhost:9090', metrics, versions });
    const whole = parse('sum(rate(x{a=";"}[5m])); service=shop; better=lower\n\nup{}', 'build_info; version-label=tag');
    expect(whole.data?.metrics).toEqual([
      {
        expression: 'sum(rate(x{a=";"}[5m]))',
        mapping: { columns: {}, constants: { service: 'shop', better: 'lower' } },
      },
      { expression: 'up{}', mapping: { columns: {}, constants: {} } },
    ]);
    expect(whole.data?.versions[0]?.mapping.columns).toEqual({ version: 'tag' });
    expect(prometheusConfigSchema.safeParse(whole.data).data).toEqual(whole.data);
    expect(parse('x; colour=red').success).toBe(false);
    expect(parse('x; better=red').success).toBe(false);
    expect(parse('app_build_info{}').success).toBe(false);
    expect(parse('x', 'sum(app_build_info)').success).toBe(false);
    expect(readSelector('up{a="}",b=~"c"}')).toEqual({ name: 'up', matchers: 'a="}",b=~"c"' });
    expect(readSelector('sum(up)')).toBeNull();
  });
});
