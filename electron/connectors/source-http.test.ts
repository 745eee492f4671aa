import { afterEach, describe, expect, it } from 'vitest';
import { startReplay, type Fault, type Replay, type ReplayOptions } from '../../test/support/replay-server.ts';
import { createCircuit } from './circuit.ts';
import { usualRetries } from './http-wait.ts';
import { createTestTime, httpTo, testNow } from './testing.ts';

const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

async function replay(fault: ReplayOptions['fault'], answer: ReplayOptions['answer'] = () => ({ body: [1, 2, 3] })) {
  const started = await startReplay({ answer, ...(fault === undefined ? {} : { fault }) });
  open.push(started);
  return started;
}
const status = (status: number, headers: { readonly [name: string]: string } = {}, body: unknown = {}): Fault => ({
  kind: 'status',
  status,
  headers,
  body,
});
const first =
  (fault: Fault, times = 1) =>
  (count: number) =>
    count < times ? fault : null;

async function codeOf(source: Replay, more: Parameters<typeof httpTo>[1] = {}): Promise<string> {
  const answer = await httpTo(source.origin, more).get('/list');
  return answer.ok ? 'ok' : answer.error.code;
}

describe('asking a source', () => {
  it('[N5] tries again after failures of the server and cut connections, with full jitter, and then gives up', async () => {
    for (const fault of [status(500), status(503), { kind: 'reset' } as const]) {
      const time = createTestTime(testNow);
      const recovering = await replay(first(fault, 2));
      const answer = await httpTo(recovering.origin, {}, time).get('/list');
      expect(answer.ok && JSON.parse(Buffer.from(answer.value.bytes).toString())).toEqual([1, 2, 3]);
      expect(time.waited).toEqual([250, 500]);
      const dead = await replay(() => fault);
      expect([await codeOf(dead), dead.asked.length]).toEqual(['unreachable', 4]);
    }
    const { attempts } = usualRetries;
    expect(attempts).toBe(4);
  });

  it('[N5] a wait is drawn evenly below the bound, which doubles', async () => {
    for (const random of [0, 0.999_999]) {
      const time = createTestTime(testNow);
      const dead = await replay(() => status(502));
      await httpTo(dead.origin, { random: () => random }, time).get('/list');
      expect(time.waited).toEqual(random === 0 ? [] : [499, 999, 1999]);
    }
  });

  it('[N5] waits as long as Retry-After says, in seconds or as a date by the source’s own clock', async () => {
    const skewed = 'Sun, 01 Mar 2026 12:10:00 GMT';
    const cases: readonly (readonly [Fault, number])[] = [
      [status(429, { 'retry-after': '7' }), 7000],
      [status(503, { 'retry-after': '3' }), 3000],
      [status(429, { 'retry-after': 'Sun, 01 Mar 2026 12:10:30 GMT', date: skewed }), 30_000],
      [
        status(403, {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(testNow / 1000 + 20),
          date: 'Sun, 01 Mar 2026 12:00:00 GMT',
        }),
        20_000,
      ],
      [status(429, { 'ratelimit-remaining': '0', 'ratelimit-reset': '12' }), 12_000],
    ];
    for (const [fault, expected] of cases) {
      const time = createTestTime(testNow);
      const source = await replay(first(fault));
      expect((await httpTo(source.origin, {}, time).get('/list')).ok).toBe(true);
      expect(time.waited.reduce((sum, ms) => sum + ms, 0)).toBe(expected);
    }
  });

  it('[N5] a source that wants to be left alone for long is left alone, and says until when', async () => {
    const source = await replay(() => status(429, { 'retry-after': '3600' }));
    const answer = await httpTo(source.origin).get('/list');
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'rate-limited', message: expect.stringContaining('2026-03-01 13:00 UTC') as unknown },
    });
    expect(source.asked.length).toBe(1);
  });

  it('[N5] asks no more once an answer says that nothing is left, until it is renewed', async () => {
    const time = createTestTime(testNow);
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(testNow / 1000 + 40),
      date: 'Sun, 01 Mar 2026 12:00:00 GMT',
    };
    const source = await replay(undefined, () => ({ headers, body: [] }));
    const http = httpTo(source.origin, {}, time);
    await http.get('/a');
    await http.get('/b');
    expect(time.waited).toEqual([40_000]);
  });

  it('[N5] what is refused is shown and not tried again', async () => {
    const codes = [401, 403, 404, 422, 400, 410] as const;
    const found: string[] = [];
    for (const code of codes) {
      const source = await replay(() => status(code, {}, { message: 'Resource not accessible' }));
      const answer = await httpTo(source.origin).get('/list');
      if (!answer.ok) expect(answer.error.message).toContain('It says: "Resource not accessible".');
      found.push(`${answer.ok ? 'ok' : answer.error.code} ${source.asked.length}`);
    }
    expect(found).toEqual(['unauthorized 1', 'forbidden 1', 'not-found 1', 'refused 1', 'refused 1', 'refused 1']);
  });

  it('[N5] after five failures in a row the source is left alone, then tried once', async () => {
    const time = createTestTime(testNow);
    const circuit = createCircuit(time.clock.monotonic);
    const source = await replay((count) => (count < 6 ? status(500) : null));
    const http = httpTo(source.origin, { circuit, retries: { ...usualRetries, attempts: 1 } }, time);
    const codes: string[] = [];
    const ask = async () => {
      const answer = await http.get('/list');
      codes.push(answer.ok ? 'ok' : answer.error.code);
    };
    for (let count = 0; count < 7; count += 1) await ask();
    await time.sleep(60_000, new AbortController().signal);
    await ask();
    await ask();
    await time.sleep(60_000, new AbortController().signal);
    await ask();
    await ask();
    const failed = Array.from({ length: 5 }, () => 'unreachable');
    expect(codes).toEqual([...failed, 'circuit-open', 'circuit-open', 'unreachable', 'circuit-open', 'ok', 'ok']);
  });

  it('[N5] an answer that is cut short is a fault, however it was cut', async () => {
    for (const how of ['length', 'chunked', 'json'] as const) {
      const source = await replay(() => ({ kind: 'cut', how }));
      expect([how, await codeOf(source)]).toEqual([how, 'broken-answer']);
      const once = await replay(first({ kind: 'cut', how }));
      expect(await codeOf(once)).toBe('ok');
    }
  });

  it('[N5] a slow source, one that nobody answers for, and an answer without end are given up', async () => {
    const slow = await replay(() => ({ kind: 'slow', ms: 5000 }));
    expect(await codeOf(slow, { timeoutMs: 50, retries: { ...usualRetries, attempts: 1 } })).toBe('unreachable');
    const gone = await replay(undefined);
    await gone.close();
    expect(await codeOf(gone)).toBe('unreachable');
    const large = await replay(undefined, () => ({ body: 'x'.repeat(100_000) }));
    expect(await codeOf(large, { maxBytes: 50_000 })).toBe('broken-answer');
  });

  it('[N5] requests are counted against a budget, repeats too', async () => {
    const source = await replay(first(status(500), 2));
    const http = httpTo(source.origin, { budget: 4 });
    expect([(await http.get('/a')).ok, (await http.get('/b')).ok]).toEqual([true, true]);
    expect(await http.get('/c')).toMatchObject({ ok: false, error: { code: 'out-of-budget' } });
    expect(source.asked.length).toBe(4);
  });

  it('[N5] tells how far the source’s clock is off, within half the round trip and half a second', async () => {
    const source = await replay(undefined, () => ({ headers: { date: 'Sun, 01 Mar 2026 12:09:59 GMT' }, body: [] }));
    const answer = await httpTo(source.origin).get('/list');
    expect(answer.ok && answer.value.clock).toEqual({ offsetMs: 599_500, errorMs: 500 });
  });
});

describe('where a credential goes', () => {
  const secret = 'ghp_0123456789abcdefSECRET';
  const credential = { authorization: `Bearer ${secret}` };

  it('[N9] into the header of requests to the source’s own address, and nowhere else', async () => {
    const stranger = await replay(undefined);
    const source = await replay(undefined, (url, origin) => {
      if (url.pathname === '/api/moved') return { status: 301, headers: { location: `${origin}/api/here` }, body: {} };
      if (url.pathname === '/api/away')
        return { status: 302, headers: { location: `${stranger.origin}/api/x` }, body: {} };
      if (url.pathname === '/api/up') return { status: 302, headers: { location: '/other/x' }, body: {} };
      return { body: [] };
    });
    const http = httpTo(`${source.origin}/api`, { credential });
    expect((await http.get('/moved')).ok).toBe(true);
    for (const path of [
      '/away',
      '/up',
      `${stranger.origin}/api/x`,
      `${source.origin}/other`,
      '/../other',
      'http://u:p@127.0.0.1/api',
    ])
      expect([path, await http.get(path)]).toMatchObject([path, { ok: false, error: { code: 'refused' } }]);
    expect(stranger.asked).toEqual([]);
    expect(source.asked.map(({ path }) => path)).toEqual(['/api/moved', '/api/here', '/api/away', '/api/up']);
    expect(source.asked.every(({ headers }) => headers.authorization === credential.authorization)).toBe(true);
  });

  it('[N9] no message repeats it, whatever the source says', async () => {
    const basic = { authorization: `Basic ${Buffer.from(`user:${secret}`).toString('base64')}` };
    for (const header of [credential, basic]) {
      const source = await replay(() => status(401, {}, { message: `bad token ${secret} in ${header.authorization}` }));
      const answer = await httpTo(source.origin, { credential: header }).get('/list');
      expect(answer.ok).toBe(false);
      const told = JSON.stringify(answer);
      expect(told).not.toContain(secret);
      expect(told).not.toContain(header.authorization.split(' ')[1]);
      expect(told).not.toContain(source.origin);
    }
  });
});
