import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { withSecurityHeaders } from '../security-headers.ts';

/**
 * Sends a web response through Node's, waiting whenever the socket is full, so that a slow reader slows the producer down.
 * When `signal` aborts (the client left), the body is cancelled and the producer hears of it at once.
 */
export async function writeResponse(target: ServerResponse, response: Response, signal: AbortSignal): Promise<void> {
  const headers = withSecurityHeaders(response.headers);
  target.writeHead(response.status, [...headers].flat());
  if (response.body === null || target.req.method === 'HEAD') {
    await response.body?.cancel();
    target.end();
    return;
  }
  // Headers alone must arrive now: a stream's first row may be minutes away.
  target.flushHeaders();
  const reader = response.body.getReader();
  const cancel = () => void reader.cancel('the client left').catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await pump(reader, target, signal);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

async function pump(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  target: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const next = await reader.read();
    if (next.done || signal.aborted) break;
    if (!target.write(next.value)) await once(target, 'drain', { signal });
  }
  target.end();
}
