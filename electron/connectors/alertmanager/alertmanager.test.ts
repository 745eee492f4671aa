import { afterEach, describe, expect, it } from 'vitest';
import { startReplay, type Replay } from '../../../test/support/replay-server.ts';
import type { Cursor } from '../connector.ts';
import { contextOf, createTestTime, httpTo, pullAll, recordsOf, testNow } from '../testing.ts';
import { alertmanager } from './alertmanager.ts';

const minute = 60_000;
const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

type Alert = { readonly fingerprint: string; readonly startsAt: string; readonly [key: string]: unknown };
const alertOf = (fingerprint: string, at: number): Alert => ({
  fingerprint,
  startsAt: new Date(at).toISOString(),
  endsAt: new Date(at + 4 * minute).toISOString(),
  status: { state: 'active', inhibitedBy: [], silencedBy: [] },
  labels: { alertname: 'HighErrors', service: 'shop', severity: 'critical' },
  annotations: { summary: 'Errors over 5 %', runbook: 'not kept' },
});

async function start(alerts: readonly Alert[], began = testNow - 60 * minute): Promise<Replay> {
  const replay = await startReplay({
    answer: (url) =>
      url.pathname === '/api/v2/status' ? { body: { uptime: new Date(began).toISOString() } } : { body: alerts },
  });
  open.push(replay);
  return replay;
}

const pull = (replay: Replay, cursor: Cursor | null, now: number, from = now - minute) =>
  pullAll(
    alertmanager,
    { address: replay.origin },
    cursor,
    { from, to: now },
    contextOf(httpTo(replay.origin, {}, createTestTime(now)), now),
  );

describe('Alertmanager', () => {
  it('[N3] an alert stays open until it is gone from the list, and ends then', async () => {
    const [a, b] = [alertOf('a', testNow - 9 * minute), alertOf('b', testNow - 8 * minute)];
    const one = await pull(await start([a, b]), null, testNow);
    expect(one.batches.map((batch) => batch.open)).toEqual([[`a@${a.startsAt}`, `b@${b.startsAt}`]]);
    const later = testNow + 10 * minute;
    const two = await pull(await start([b]), one.batches[0]?.cursor ?? null, later);
    expect(two.batches.map((batch) => batch.open)).toEqual([
      [`a@${a.startsAt}`, `b@${b.startsAt}`],
      [`b@${b.startsAt}`],
    ]);
    expect(recordsOf(two.batches[1] ?? { bytes: new Uint8Array() })).toEqual([
      {
        fingerprint: 'a',
        startsAt: a.startsAt,
        labels: a['labels'],
        annotations: { summary: 'Errors over 5 %' },
        status: 'resolved',
        endsAt: new Date(later).toISOString(),
        resolvedBetween: [new Date(testNow).toISOString(), new Date(later).toISOString()],
      },
    ]);
    // A kill between the two batches: the end is told again.
    const again = await pull(await start([b]), two.batches[0]?.cursor ?? null, later + minute);
    expect(again.batches.map(({ records }) => records)).toEqual([1, 1]);
  });

  it('[N10] an Alertmanager that began a moment ago ends no alert', async () => {
    const a = alertOf('a', testNow - 9 * minute);
    const one = await pull(await start([a]), null, testNow);
    const fresh = await pull(await start([], testNow + minute), one.batches[0]?.cursor ?? null, testNow + 2 * minute);
    expect(fresh.batches.map((batch) => batch.open)).toEqual([[`a@${a.startsAt}`]]);
    const warm = await pull(await start([], testNow + minute), fresh.batches[0]?.cursor ?? null, testNow + 9 * minute);
    expect(warm.batches.at(-1)?.open).toEqual([]);
  });

  it('[N2] the same label set that fires again is another incident, and history is asked for once', async () => {
    const [first, second] = [alertOf('a', testNow - 9 * minute), alertOf('a', testNow + 5 * minute)];
    const one = await pull(await start([first]), null, testNow);
    const two = await pull(await start([second]), one.batches[0]?.cursor ?? null, testNow + 10 * minute);
    expect(two.batches.at(-1)?.open).toEqual([`a@${second.startsAt}`]);
    expect(recordsOf(two.batches[1] ?? { bytes: new Uint8Array() })).toMatchObject([{ startsAt: first.startsAt }]);
    const past = await pull(await start([second]), two.batches.at(-1)?.cursor ?? null, testNow - minute, 0);
    const never = await pull(await start([second]), past.batches.at(-1)?.cursor ?? null, testNow - minute, 0);
    expect([past.batches.map(({ done }) => done), never.batches]).toEqual([[true], []]);
  });

  it('[N10] an answer that is no list is a fault', async () => {
    const replay = await startReplay({ answer: () => ({ body: { alerts: [] } }) });
    open.push(replay);
    expect((await pull(replay, null, testNow)).fault?.code).toBe('broken-answer');
  });
});
