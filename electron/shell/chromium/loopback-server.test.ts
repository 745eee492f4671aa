import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Handler } from '../../host/handler.ts';
import { CONTENT_SECURITY_POLICY } from '../security-headers.ts';
import { startLoopbackServer, type LoopbackServer } from './loopback-server.ts';

const TOKEN = 'the-session-token';
const CAPS = { json: 1000, upload: 5000 };

/** What our own page's requests carry. */
const OURS = {
  host: 'hotwash.localhost',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  cookie: `hotwash-session=${TOKEN}`,
};
const OUR_POST = { ...OURS, origin: 'http://hotwash.localhost', 'content-type': 'application/json' };

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string };
type Ask = { method?: string; path?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer };

let server: LoopbackServer | undefined;
const bugs: unknown[] = [];

afterEach(async () => {
  await server?.close();
  bugs.length = 0;
});

const echo: Handler = async (request) => new Response(await request.text());

async function serve(handler: Handler): Promise<LoopbackServer> {
  server = await startLoopbackServer({ handler, token: TOKEN, caps: CAPS, onBug: (error) => bugs.push(error) });
  return server;
}

function open({ method = 'GET', path = '/', headers = OURS }: Ask) {
  return httpRequest({ host: '127.0.0.1', port: server?.port, method, path, headers, agent: false });
}

async function ask(given: Ask): Promise<Answer> {
  const request = open(given);
  request.on('error', () => undefined);
  request.end(given.body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

const codeOf = (answer: Answer) => (JSON.parse(answer.body) as { error: { code: string } }).error.code;

const without = (headers: OutgoingHttpHeaders, name: string) =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

describe('who is answered', () => {
  it('[S1] a request for another host is sent away with 421, even with the right token', async () => {
    const { port } = await serve(echo);
    for (const host of [
      'evil.example',
      'localhost',
      `127.0.0.1:${port}`,
      `hotwash.localhost:${port}`,
      'hotwash.localhost.',
    ]) {
      const answer = await ask({ headers: { ...OURS, host } });
      expect([host, answer.status, codeOf(answer)]).toEqual([host, 421, 'wrong-host']);
    }
    expect((await ask({})).status).toBe(200);
  });

  it('[S1] the server listens on 127.0.0.1 and on no other address', async () => {
    const { port } = await serve(echo);
    const socket = connect({ host: '127.0.0.2', port });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });

  it('[S2] a request that did not come from our page is refused with 403 before the token is looked at', async () => {
    await serve(echo);
    const strangers: OutgoingHttpHeaders[] = [
      { ...OURS, 'sec-fetch-site': 'cross-site' },
      { ...OURS, 'sec-fetch-site': 'same-site' },
      { ...OURS, 'sec-fetch-site': 'none' },
      without(OURS, 'sec-fetch-site'),
      { ...OURS, origin: 'http://evil.example' },
      { ...OURS, origin: 'null' },
      { ...OURS, origin: 'https://hotwash.localhost' },
    ];
    for (const headers of strangers) {
      for (const each of [headers, without(headers, 'cookie')]) {
        const answer = await ask({ headers: each });
        expect([JSON.stringify(each), answer.status, codeOf(answer)]).toEqual([
          JSON.stringify(each),
          403,
          'wrong-origin',
        ]);
      }
    }
  });

  it('[S2] a POST without an Origin, or that pretends to be a navigation, is refused with 403', async () => {
    await serve(echo);
    const navigation = { ...OUR_POST, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' };
    for (const headers of [without(OUR_POST, 'origin'), navigation]) {
      expect((await ask({ method: 'POST', headers, body: '{}' })).status).toBe(403);
    }
    expect((await ask({ method: 'POST', headers: OUR_POST, body: '{}' })).status).toBe(200);
    expect((await ask({ headers: without(navigation, 'origin') })).status).toBe(200);
  });

  it('[S3] without the session token nothing is served but the empty boot page', async () => {
    let calls = 0;
    await serve(async () => {
      calls += 1;
      return new Response('secret');
    });
    const wrong = [
      undefined,
      'hotwash-session=',
      `hotwash-session=${TOKEN}x`,
      `other=${TOKEN}`,
      `hotwash-session=x${TOKEN}`,
    ];
    for (const cookie of wrong) {
      const headers = { ...without(OURS, 'cookie'), ...(cookie !== undefined && { cookie }) };
      const answer = await ask({ headers });
      expect([cookie, answer.status, codeOf(answer)]).toEqual([cookie, 401, 'no-session']);
      for (const path of ['/boot?x', '/boot/', '//boot', '/BOOT'])
        expect((await ask({ path, headers })).status).toBe(401);
    }
    const boot = await ask({ path: '/boot', headers: without(OURS, 'cookie') });
    expect(boot.status).toBe(200);
    expect(boot.body).toContain('<body></body>');
    expect(calls).toBe(0);
  });

  it('[S3] the handler never sees the token', async () => {
    const seen: string[] = [];
    await serve(async (request) => {
      seen.push(JSON.stringify([...request.headers]), request.url);
      return new Response('');
    });
    await ask({});
    expect(seen).toHaveLength(2);
    expect(seen.join()).not.toContain(TOKEN);
  });

  it('[S5] a POST that is not JSON is refused with 415, an upload that is not plain bytes too', async () => {
    await serve(echo);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonx',
      '',
    ]) {
      const answer = await ask({ method: 'POST', headers: { ...OUR_POST, 'content-type': type }, body: '{}' });
      expect([type, answer.status]).toEqual([type, 415]);
      expect((await ask({ method: 'PUT', headers: { ...OUR_POST, 'content-type': type }, body: '{}' })).status).toBe(
        415,
      );
    }
    expect((await ask({ method: 'POST', headers: without(OUR_POST, 'content-type'), body: '{}' })).status).toBe(415);
    const json = { ...OUR_POST, 'content-type': 'Application/JSON; charset=utf-8' };
    expect((await ask({ method: 'POST', headers: json, body: '{"a":1}' })).body).toBe('{"a":1}');
    const bytes = { ...OUR_POST, 'content-type': 'application/octet-stream' };
    expect((await ask({ method: 'PUT', headers: bytes, body: 'bytes' })).body).toBe('bytes');
  });

  it('[S5] other methods are refused with 405, a preflight with them', async () => {
    await serve(echo);
    for (const method of ['OPTIONS', 'DELETE', 'PATCH', 'TRACE']) {
      expect([method, (await ask({ method, headers: OUR_POST })).status]).toEqual([method, 405]);
    }
  });
});

describe('how much is taken in', () => {
  it('[S6] a body that says it is too long is refused with 413 before the handler runs', async () => {
    let calls = 0;
    await serve(async () => {
      calls += 1;
      return new Response('');
    });
    const answer = await ask({ method: 'POST', headers: OUR_POST, body: 'x'.repeat(CAPS.json + 1) });
    expect([answer.status, codeOf(answer), calls]).toEqual([413, 'too-large', 0]);
    const fits = await ask({ method: 'POST', headers: OUR_POST, body: 'x'.repeat(CAPS.json) });
    expect(fits.status).toBe(200);
  });

  it('[S6] a body that does not say how long it is is cut off at the cap while it is read', async () => {
    let handed = 0;
    await serve(async (request) => {
      for await (const chunk of request.body ?? []) handed += (chunk as Uint8Array).length;
      return new Response('taken');
    });
    const request = open({ method: 'POST', headers: { ...OUR_POST, 'transfer-encoding': 'chunked' } });
    request.on('error', () => undefined);
    for (let sent = 0; sent < 20; sent += 1) request.write('x'.repeat(100));
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    expect(handed).toBeLessThanOrEqual(CAPS.json);
    expect(bugs.filter((bug) => (bug as Error).name !== 'BodyOverCap')).toEqual([]);
  });

  it('[S6] a handler that swallows the cut does not turn it into a success', async () => {
    await serve(async (request) => new Response(await request.text().catch(() => 'fine')));
    const headers = { ...OUR_POST, 'transfer-encoding': 'chunked' };
    expect((await ask({ method: 'POST', headers, body: Buffer.alloc(CAPS.json + 1) })).status).toBe(413);
  });
});

describe('what every answer carries', () => {
  it('[S7] no-store, the content policy and the rest are on every answer, whatever the handler said', async () => {
    await serve(async () => {
      const headers = { 'cache-control': 'public, max-age=9', 'content-security-policy': 'default-src *' };
      return new Response('x', { headers });
    });
    const answers = [
      await ask({}),
      await ask({ path: '/boot' }),
      await ask({ headers: { ...OURS, host: 'evil.example' } }),
      await ask({ headers: without(OURS, 'cookie') }),
      await ask({ method: 'DELETE', headers: OUR_POST }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 421, 401, 405]);
    for (const { headers } of answers) {
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('[S7] the content policy holds what the design asks for, and no unsafe source', () => {
    for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
      expect(CONTENT_SECURITY_POLICY.split('; ')).toContain(part);
    }
    expect(CONTENT_SECURITY_POLICY).toContain("require-trusted-types-for 'script'");
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:/);
  });

  it('[S10] a bug in the handler is a 500 that names no path and no stack', async () => {
    await serve(async () => {
      throw new Error('ENOENT: /home/somebody/secret.txt');
    });
    const answer = await ask({});
    expect([answer.status, codeOf(answer)]).toEqual([500, 'internal']);
    expect(answer.body).not.toMatch(/ENOENT|secret|\.ts|\bat \w+ \(/);
    expect(bugs).toHaveLength(1);
  });
});

describe('streams', () => {
  const row = new Uint8Array(64 * 1024);

  it('[S9] a reader that stops reading stops the producer', async () => {
    let produced = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            produced += 1;
            controller.enqueue(row);
          },
        },
        { highWaterMark: 0 },
      );
    await serve(async () => new Response(endless()));
    const request = open({});
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.pause();
    const atRest = await settled(() => produced);
    expect(atRest).toBeLessThan(1000);
    response.resume();
    await expect.poll(() => produced, { timeout: 20_000 }).toBeGreaterThan(atRest + 200);
    request.destroy();
  });

  it('[S9] a client that leaves aborts the request and cancels the body', async () => {
    let cancelled = false;
    let wasAborted = false;
    await serve(async (request) => {
      request.signal.addEventListener('abort', () => {
        wasAborted = true;
      });
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"row":1}\n')),
        cancel() {
          cancelled = true;
        },
      });
      return new Response(body);
    });
    const request = open({});
    request.on('error', () => undefined);
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    await once(response, 'data');
    request.destroy();
    await expect.poll(() => [cancelled, wasAborted], { timeout: 20_000 }).toEqual([true, true]);
    expect(bugs).toEqual([]);
  });

  it('[S9] a slow handler slows an upload down', async () => {
    let taken = 0;
    let goOn: () => void = () => undefined;
    const mayGoOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    server = await startLoopbackServer({
      token: TOKEN,
      caps: { json: 1000, upload: 1e9 },
      onBug: (error) => bugs.push(error),
      handler: async (request) => {
        const reader = request.body?.getReader();
        await mayGoOn;
        for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
          taken += next.value.length;
        return new Response(String(taken));
      },
    });
    const headers = { ...OUR_POST, 'content-type': 'application/octet-stream', 'transfer-encoding': 'chunked' };
    const request = open({ method: 'PUT', headers });
    let sent = 0;
    while (request.write(row) || sent < 20e6) {
      sent += row.length;
      if (sent >= 40e6) break;
    }
    const waiting = await settled(() => request.writableLength);
    expect(waiting).toBeGreaterThan(10e6);
    goOn();
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let body = '';
    for await (const chunk of response) body += String(chunk);
    expect(Number(body)).toBeGreaterThanOrEqual(sent);
  });
});

/** The value once it has stopped changing. */
async function settled(read: () => number): Promise<number> {
  let previous = -1;
  let same = 0;
  while (same < 10) {
    const now = read();
    same = now === previous ? same + 1 : 0;
    previous = now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return previous;
}
