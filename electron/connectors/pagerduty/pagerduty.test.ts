import { afterEach, describe, expect, it } from 'vitest';
import { recordedRecords } from '../../../test/support/replay-raw.ts';
import { startReplay, type Replay, type Reply } from '../../../test/support/replay-server.ts';
import { contextOf, httpTo, pullAll, recordsOf, testNow } from '../testing.ts';
import { pagerduty } from './pagerduty.ts';

type Item = { readonly [key: string]: unknown };
const day = 86_400_000;
const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

/** As api.pagerduty.com: `since` and `until` filter `created_at`, offset + limit may not pass 10,000. */
async function start(incidents: readonly Item[]): Promise<Replay> {
  const answer = (url: URL): Reply => {
    const [, id, log] = /^\/incidents\/([^/]+)(\/log_entries)?$/.exec(url.pathname) ?? [];
    const one = incidents.find((incident) => incident['id'] === id);
    if (id !== undefined && one === undefined)
      return { status: 404, body: { error: { message: 'Not Found', code: 2100 } } };
    if (log !== undefined) return { body: { log_entries: one?.['log'] ?? [], more: false } };
    if (one !== undefined) return { body: { incident: one } };
    const [offset, limit] = [Number(url.searchParams.get('offset')), Number(url.searchParams.get('limit'))];
    if (offset + limit > 10_000)
      return { status: 400, body: { error: { message: 'Offset must be less than 10000', code: 2001 } } };
    const isAll = url.searchParams.get('date_range') === 'all';
    const [since, until] = [
      Date.parse(url.searchParams.get('since') ?? ''),
      Date.parse(url.searchParams.get('until') ?? ''),
    ];
    const time = (incident: Item): number => Date.parse(String(incident['created_at']));
    const within = incidents.filter((incident) => isAll || (time(incident) >= since && time(incident) < until));
    const body = {
      incidents: within.slice(offset, offset + limit),
      offset,
      limit,
      more: offset + limit < within.length,
      total: within.length,
    };
    return { headers: { 'ratelimit-remaining': '900', 'ratelimit-reset': '12' }, body };
  };
  const replay = await startReplay({ answer });
  open.push(replay);
  return replay;
}

const incident = (id: string, at: number, status = 'triggered'): Item => ({
  id,
  type: 'incident',
  incident_number: 1,
  status,
  title: 'Checkout fails',
  created_at: new Date(at).toISOString(),
  service: { id: 'P1', summary: 'checkout' },
});
const pull = (replay: Replay, cursor: Parameters<typeof pullAll>[2], window: Parameters<typeof pullAll>[3]) =>
  pullAll(pagerduty, { address: replay.origin }, cursor, window, contextOf(httpTo(replay.origin), window.to));

describe('PagerDuty', () => {
  it('[N4] more than 10,000 incidents are asked for in halves', async () => {
    const many = Array.from({ length: 12_000 }, (_, index) => incident(`Q${index}`, testNow - 1000 - index * 60_000));
    const replay = await start(many);
    const { batches, fault } = await pull(replay, null, { from: testNow - 20 * day, to: testNow });
    expect(fault).toBeNull();
    expect(new Set(batches.flatMap(recordsOf).map(({ id }) => id)).size).toBe(12_000);
    expect(batches.at(-1)?.done).toBe(true);
  });

  it('[N3] an open incident is asked for by itself until it is resolved, with the log that keeps its acknowledgement', async () => {
    const at = testNow - 10 * day;
    const one = await pull(await start([incident('Q1', at)]), null, { from: testNow - 20 * day, to: testNow });
    expect(one.batches.at(-1)?.open).toEqual(['incidents:Q1']);
    const log = [{ type: 'acknowledge_log_entry', created_at: new Date(at + 60_000).toISOString() }];
    const replay = await start([{ ...incident('Q1', at, 'resolved'), log }]);
    const two = await pull(replay, one.batches.at(-1)?.cursor ?? null, { from: testNow, to: testNow + day });
    expect(replay.asked.map(({ path }) => path.split('?')[0])).toEqual([
      '/incidents/Q1',
      '/incidents/Q1/log_entries',
      '/incidents',
    ]);
    expect(recordsOf(two.batches[0] ?? { bytes: new Uint8Array() })).toMatchObject([
      { id: 'Q1', status: 'resolved', log_entries: log },
    ]);
    expect(two.batches.at(-1)?.open).toEqual([]);
  });

  it('[N4] before 180 days everything is asked for, and ended by its time', async () => {
    const spread = Array.from({ length: 700 }, (_, index) => incident(`Q${index}`, testNow - 1000 - index * day));
    const replay = await start(spread);
    const { batches, fault } = await pull(replay, null, { from: testNow - 400 * day, to: testNow });
    const ids = new Set(batches.flatMap(recordsOf).map(({ id }) => String(id)));
    expect([fault, spread.slice(0, 400).every(({ id }) => ids.has(String(id)))]).toEqual([null, true]);
    const old = replay.asked.filter(({ path }) => path.includes('date_range=all'));
    expect([old.length > 0, old.every(({ path }) => !path.includes('since='))]).toEqual([true, true]);
  });

  it('[N9] the credential is a token of PagerDuty’s own form', async (context) => {
    expect(pagerduty.authorize('u+key')).toEqual({ authorization: 'Token token=u+key' });
    const recorded = recordedRecords('pagerduty/incidents');
    if (recorded === null) return context.skip('the recorded PagerDuty data is not at hand');
    const replay = await start(recorded.map(({ data }) => data));
    const window = { from: Date.parse('2022-10-01T00:00:00Z'), to: Date.parse('2022-12-01T00:00:00Z') };
    const { batches } = await pull(replay, null, window);
    expect(batches.flatMap(recordsOf).map(({ id }) => id)).toEqual(recorded.map(({ data }) => data['id']));
  });
});
