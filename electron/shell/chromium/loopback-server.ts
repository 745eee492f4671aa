import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Handler } from '../../host/handler.ts';
import type { Refused } from '../check-method.ts';
import { refusalResponse } from '../security-headers.ts';
import { guardRequest, type BodyCaps } from './guard-request.ts';
import { BOOT_PATH, ORIGIN } from './origin.ts';
import { cappedBody, type CappedBody } from './request-body.ts';
import { writeResponse } from './write-response.ts';

export type LoopbackServer = { readonly port: number; readonly close: () => Promise<void> };

export type LoopbackOptions = {
  readonly handler: Handler;
  readonly token: string;
  /** Told of a handler that threw, which is a bug; the page is told only that something went wrong. */
  readonly onBug: (error: unknown) => void;
  readonly caps?: BodyCaps;
};

const MIB = 1024 * 1024;
const DEFAULT_CAPS: BodyCaps = { json: 16 * MIB, upload: 512 * MIB };

// The page's own ground colour is unknown here, and white flashes in a dark room.
const BOOT_PAGE =
  '<!doctype html><html lang="en"><head><meta name="color-scheme" content="dark light"><title>Hotwash</title></head><body></body></html>';

/** Serves the handler to our own page and to nobody else, on a random port of 127.0.0.1. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void serve(options, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(options: LoopbackOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const left = new AbortController();
  response.on('close', () => left.abort());
  const head = { method: request.method ?? '', url: request.url ?? '', headers: request.headers };
  const cap = capFor(head.method, options.caps ?? DEFAULT_CAPS);
  const refused = guardRequest(head, options.token) ?? checkLength(request, cap);
  if (refused) {
    await refuse(response, refused, left.signal);
    return;
  }
  if (head.url === BOOT_PATH) {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    await writeResponse(response, new Response(BOOT_PAGE, { headers }), left.signal);
    return;
  }
  const body = hasBody(head.method) ? cappedBody(request, cap) : undefined;
  const answer = await ask(options, toWebRequest(request, body, left.signal));
  // However the handler took the broken stream, a body over the cap is told as such.
  if (body?.isOverCap()) {
    await answer.body?.cancel();
    await refuse(response, TOO_LARGE, left.signal);
    return;
  }
  await writeResponse(response, answer, left.signal);
}

const hasBody = (method: string) => method === 'POST' || method === 'PUT';
const capFor = (method: string, caps: BodyCaps) => (method === 'PUT' ? caps.upload : caps.json);

const TOO_LARGE: Refused = { status: 413, code: 'too-large', message: 'That is more than can be taken in at once.' };

function checkLength(request: IncomingMessage, cap: number): Refused | undefined {
  return Number(request.headers['content-length'] ?? 0) > cap ? TOO_LARGE : undefined;
}

async function refuse(response: ServerResponse, refused: Refused, signal: AbortSignal): Promise<void> {
  // The rest of a refused body is not read, so the connection cannot be used again.
  response.setHeader('connection', 'close');
  await writeResponse(response, refusalResponse(refused.status, refused.code, refused.message), signal);
}

async function ask(options: LoopbackOptions, request: Request): Promise<Response> {
  try {
    return await options.handler(request);
  } catch (error) {
    if (!request.signal.aborted) options.onBug(error);
    return refusalResponse(
      500,
      'internal',
      'Something went wrong inside Hotwash. Nothing that was acknowledged is lost.',
    );
  }
}

function toWebRequest(request: IncomingMessage, body: CappedBody | undefined, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    // The token is the shell's business alone.
    if (name !== 'cookie' && value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const init: RequestInit = { method: request.method ?? 'GET', headers, signal };
  if (body === undefined) return new Request(`${ORIGIN}${request.url ?? '/'}`, init);
  return new Request(`${ORIGIN}${request.url ?? '/'}`, { ...init, body: body.stream, duplex: 'half' });
}
