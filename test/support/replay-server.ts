import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a replayed source answers. `body` is JSON unless it is text or bytes; its length is announced. */
export type Reply = {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: unknown;
};

/** What goes wrong on the way. `cut` breaks off in the middle of the answer, in one of the three ways an answer can. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: { readonly [name: string]: string };
      readonly body?: unknown;
    }
  | { readonly kind: 'cut'; readonly how: 'length' | 'chunked' | 'json' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'reset' };

export type Replay = {
  readonly origin: string;
  /** Path and query of each request, in order, and the headers it came with. */
  readonly asked: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  readonly close: () => Promise<void>;
};

export type ReplayOptions = {
  /** The source: answers by path and query; `origin` is this server's own address. */
  readonly answer: (url: URL, origin: string) => Reply;
  /** The fault proxy before it: what goes wrong with the n-th request (from 0), or null. */
  readonly fault?: (count: number, url: URL) => Fault | null;
};

/** A server on loopback that plays a source, with a proxy before it that breaks what it is told to. */
export async function startReplay({ answer, fault = () => null }: ReplayOptions): Promise<Replay> {
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = [];
  let origin = '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const broken = fault(asked.length, url);
    asked.push({ path: `${url.pathname}${url.search}`, headers: request.headers });
    if (request.method !== 'GET') return send(response, { status: 405, body: { message: 'only GET' } });
    if (broken?.kind === 'status') return send(response, { headers: {}, body: {}, ...broken });
    if (broken?.kind === 'reset') return void request.socket.destroy();
    const reply = answer(url, origin);
    if (broken?.kind === 'cut') return sendCut(response, reply, broken.how);
    if (broken?.kind === 'slow') return void setTimeout(() => send(response, reply), broken.ms).unref();
    return send(response, reply);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

const usualHeaders = { 'content-type': 'application/json; charset=utf-8' };

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
  const bytes = bytesOf(body);
  response.writeHead(status, { ...usualHeaders, ...headers, 'content-length': bytes.length }).end(bytes);
}

function sendCut(
  response: ServerResponse,
  { status = 200, headers = {}, body }: Reply,
  how: 'length' | 'chunked' | 'json',
): void {
  const bytes = bytesOf(body);
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  if (how === 'json') {
    send(response, { status, headers, body: half });
    return;
  }
  response.writeHead(status, {
    ...usualHeaders,
    ...headers,
    ...(how === 'length' ? { 'content-length': bytes.length } : {}),
  });
  response.write(half, () => response.socket?.destroy());
}
