import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { build } from 'vite';
import type { Handler } from '../../electron/host/handler.ts';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';
import { writeResponse } from '../../electron/shell/chromium/write-response.ts';

/** A real browser with a profile on disk (an ordinary test context keeps its databases in memory). */
export async function openBrowser(): Promise<{ context: BrowserContext; close: () => Promise<void> } | undefined> {
  const found = findBrowser();
  if (found === undefined) return undefined;
  const profile = await mkdtemp(join(tmpdir(), 'hotwash-bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: found,
    headless: true,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const close = async (): Promise<void> => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, close };
}

/** Serves a handler on loopback with the product's own writer, back-pressure included. */
export async function serveOnLoopback(handler: Handler): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((message, response) => {
    const left = new AbortController();
    response.on('close', () => left.abort());
    void toRequest(message, left.signal)
      .then(handler)
      .then((answer) => writeResponse(response, answer, left.signal))
      .catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}

async function toRequest(message: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const method = message.method ?? 'GET';
  const url = `http://127.0.0.1${message.url ?? '/'}`;
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(parts);
  return new Request(url, { method, body, signal, headers: { 'content-type': 'application/json' } });
}

/** Builds the bench's page, which holds the product's store. Returns what serves it. */
export async function buildBenchPage(root: string): Promise<{ serve: Handler; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-page-'));
  await build({
    configFile: false,
    root: join(root, 'test/bench/page'),
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'chrome130', modulePreload: { polyfill: false } },
  });
  const serve: Handler = async (request) => {
    const { pathname } = new URL(request.url);
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const type = name.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/javascript';
    return new Response(await readFile(join(folder, name)), { headers: { 'content-type': type } });
  };
  return { serve, remove: () => rm(folder, { recursive: true, force: true }) };
}
