import { afterEach, describe, expect, it } from 'vitest';
import { startReplay, type Replay, type Reply } from '../../test/support/replay-server.ts';
import type { Cursor } from './connector.ts';
import { elasticsearch } from './elasticsearch/elasticsearch.ts';
import { loki } from './loki/loki.ts';
import { contextOf, httpTo, pullAll, testNow } from './testing.ts';

const hour = 3_600_000;
const released = testNow - 30 * hour;
const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

type More = { readonly hole?: boolean; readonly lie?: boolean };

/** Times of log lines in a window, as each source hands them out: cut at its limit without a word. */
const answers = {
  loki: (times: readonly number[], given: URLSearchParams): Reply => {
    const [from, to] = ['start', 'end'].map((name) => Number(given.get(name)) / 1e6);
    const found = times.filter((time) => time >= (from ?? 0) && time < (to ?? 0)).slice(0, Number(given.get('limit')));
    const values = found.map((time) => [`${time}000000`, 'a line']);
    return {
      body: { status: 'success', data: { resultType: 'streams', result: [{ stream: { app: 'shop' }, values }] } },
    };
  },
  elasticsearch: (times: readonly number[], given: URLSearchParams, { hole = false, lie = false }: More): Reply => {
    const source = JSON.parse(given.get('source') ?? '') as {
      size: number;
      query: { bool: { filter: [{ range: { [field: string]: { gte: number; lt: number } } }] } };
    };
    const { gte, lt } = source.query.bool.filter[0].range['@timestamp'] ?? { gte: 0, lt: 0 };
    const found = times.filter((time) => time >= gte && time < lt);
    const hits = found.slice(0, source.size).map((time) => ({ _index: 'logs', _source: { '@timestamp': time } }));
    const total = { value: found.length + (lie ? 1 : 0), relation: 'eq' };
    return { body: { took: 1, timed_out: false, _shards: { failed: hole ? 1 : 0 }, hits: { total, hits } } };
  },
};

async function start(kind: keyof typeof answers, times: readonly number[], more: More = {}): Promise<Replay> {
  const replay = await startReplay({ answer: ({ searchParams }) => answers[kind](times, searchParams, more) });
  open.push(replay);
  return replay;
}

const linesIn = (bytes: Uint8Array): number =>
  Buffer.from(bytes)
    .toString()
    .match(/a line|_source/g)?.length ?? 0;

describe.each([
  ['loki', loki, { query: '{app="shop"}' }, 5000],
  ['elasticsearch', elasticsearch, { index: 'logs-*' }, 10_000],
] as const)('logs from %s', (kind, connector, settings, limit) => {
  const pull = (replay: Replay, more: object, from: number, to: number, cursor: Cursor | null = null) =>
    pullAll(
      connector,
      { address: replay.origin, ...settings, ...more },
      cursor,
      { from, to },
      contextOf(httpTo(replay.origin)),
    );
  const around = new Date(released).toISOString();

  it('[N4] are read around releases only, newest first, halved at the limit, every line once', async () => {
    // Three lines a second for two hours, of which the window around the release takes one hour.
    const times = Array.from(
      { length: 3 * limit },
      (_, index) => released + Math.floor((index / 3) * 0.9) * 1000 + (index % 3),
    );
    const inside = times.filter((time) => time >= released - hour && time < released + hour).length;
    const replay = await start(kind, times);
    const { batches, fault } = await pull(replay, { around, hours: 1 }, testNow - 14 * 24 * hour, testNow);
    expect([fault, batches.reduce((sum, { bytes }) => sum + linesIn(bytes), 0)]).toEqual([null, inside]);
    expect(batches.reduce((sum, { records }) => sum + records, 0)).toBe(inside);
    expect([batches.length > 2, batches.at(-1)?.done]).toEqual([true, true]);
    expect(new Set(batches.map(({ name }) => name)).size).toBe(batches.length);
    const again = await pull(replay, { around, hours: 1 }, testNow - 14 * 24 * hour, testNow, batches.at(-1)?.cursor);
    expect(again).toEqual({ batches: [], fault: null });
  });

  it('are not read for weeks without a release, and the last minute is left to settle', async () => {
    const replay = await start(kind, [testNow - 30_000, testNow - 90_000]);
    const far = await pull(replay, {}, testNow - 14 * 24 * hour, testNow);
    expect([far.fault?.code, replay.asked.length]).toEqual(['wrong-config', 0]);
    const near = await pull(replay, {}, testNow - hour, testNow);
    expect([near.fault, near.batches.map(({ records }) => records), near.batches[0]?.watermark]).toEqual([
      null,
      [1],
      testNow - 60_000,
    ]);
  });

  it('[N10] more lines in one second than are handed out is told, not cut', async () => {
    const replay = await start(
      kind,
      Array.from({ length: limit + 1 }, () => testNow - hour),
    );
    const { batches, fault } = await pull(replay, {}, testNow - 2 * hour, testNow);
    expect([fault?.code, batches.every(({ records }) => records === 0)]).toEqual(['refused', true]);
  });
});

describe('answers with holes', () => {
  it('[N10] a search of which a shard failed, or that hands out less than it found, is not kept', async () => {
    for (const [more, code] of [
      [{ hole: true }, 'broken-answer'],
      [{ lie: true }, 'lies-about-paging'],
    ] as const) {
      const replay = await start('elasticsearch', [testNow - 90_000], more);
      const config = { address: replay.origin, index: 'logs-*' };
      const window = { from: testNow - hour, to: testNow };
      const { batches, fault } = await pullAll(elasticsearch, config, null, window, contextOf(httpTo(replay.origin)));
      expect([batches.length, fault?.code]).toEqual([0, code]);
    }
  });
});
