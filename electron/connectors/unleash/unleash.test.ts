import { afterEach, describe, expect, it } from 'vitest';
import { startReplay, type Replay, type Reply } from '../../../test/support/replay-server.ts';
import type { Cursor } from '../connector.ts';
import { contextOf, createTestTime, httpTo, pullAll, recordsOf, testNow } from '../testing.ts';
import { unleash } from './unleash.ts';

const hour = 3_600_000;
const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

/** Events by whole days, newest first; counts of the last hours of each flag. `more` is what the total lies by. */
async function start(events: number, flags: readonly string[] = [], more = 0): Promise<Replay> {
  const all = Array.from({ length: events }, (_, index) => ({
    id: events - index,
    type: 'feature-environment-enabled',
    createdAt: new Date(testNow - index * hour).toISOString(),
    featureName: 'dark-mode',
    environment: 'production',
  }));
  const answer = ({ pathname, searchParams: given }: URL): Reply => {
    const offset = Number(given.get('offset'));
    if (pathname === '/api/admin/search/features')
      return { body: { features: flags.slice(offset, offset + 100).map((name) => ({ name })), total: flags.length } };
    if (pathname !== '/api/admin/search/events') return { body: { data: [{ hoursBack: given.get('hoursBack') }] } };
    const day = (name: string): string => (given.get(name) ?? '').replace('IS:', '');
    const found = all.filter(
      ({ createdAt }) => createdAt.slice(0, 10) >= day('from') && createdAt.slice(0, 10) <= day('to'),
    );
    return { body: { events: found.slice(offset, offset + Number(given.get('limit'))), total: found.length + more } };
  };
  const replay = await startReplay({ answer: (url) => answer(url) });
  open.push(replay);
  return replay;
}

const pull = (replay: Replay, cursor: Cursor | null, from: number, to: number) =>
  pullAll(
    unleash,
    { address: replay.origin, projects: 'shop=checkout' },
    cursor,
    { from, to },
    contextOf(httpTo(replay.origin, {}, createTestTime(to)), Math.max(to, testNow)),
  );

describe('Unleash', () => {
  it('[N4] events are read by whole days to the end, and the next pull asks for today only', async () => {
    const replay = await start(1300);
    const one = await pull(replay, null, testNow - 60 * 24 * hour, testNow);
    expect([one.fault, new Set(one.batches.flatMap(recordsOf).map(({ id }) => id)).size]).toEqual([null, 1300]);
    const before = replay.asked.length;
    const two = await pull(replay, one.batches.at(-1)?.cursor ?? null, testNow, testNow + hour);
    const asked = replay.asked.slice(before).map(({ path }) => new URL(path, replay.origin).searchParams);
    expect(asked.map((given) => given.get('from'))).toEqual([null, 'IS:2026-03-01']);
    expect([two.fault, asked.at(-1)?.get('project')]).toEqual([null, 'IS:shop']);
  });

  it('[N10] fewer events than the source says it has count as unread', async () => {
    const { batches, fault } = await pull(await start(30, [], 5), null, testNow - 48 * hour, testNow);
    expect([fault?.code, batches.at(-1)?.watermark]).toEqual(['lies-about-paging', null]);
  });

  it('counts are asked for by the hour, each flag by itself; what is older than 48 hours is not asked', async () => {
    const flags = Array.from({ length: 130 }, (_, index) => `flag ${index}`);
    const replay = await start(1, flags);
    const one = await pull(replay, null, testNow - 14 * 24 * hour, testNow);
    const counts = one.batches.filter(({ format }) => format === 'unleash-metrics');
    expect([one.fault, counts.length, recordsOf(counts[7] ?? counts[0] ?? { bytes: new Uint8Array() })]).toEqual([
      null,
      130,
      [{ hoursBack: '48' }],
    ]);
    const asked = replay.asked.length;
    const past = await pull(
      replay,
      one.batches.at(-1)?.cursor ?? null,
      testNow - 40 * 24 * hour,
      testNow - 14 * 24 * hour,
    );
    expect(past.batches.at(-1)?.done).toBe(true);
    expect(replay.asked.slice(asked).filter(({ path }) => path.includes('client-metrics'))).toEqual([]);
    const news = await pull(replay, past.batches.at(-1)?.cursor ?? null, testNow, testNow + hour);
    const hours = news.batches.filter(({ format }) => format === 'unleash-metrics').flatMap(recordsOf);
    expect(hours[0]).toEqual({ hoursBack: '5' });
  });
});
