import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { BOOT_PATH, HOST, ORIGIN, SESSION_COOKIE } from './origin.ts';

export type Refused = { readonly status: number; readonly code: string; readonly message: string };

/** The most a request may carry: commands are small, an uploaded chunk or file is not. Bytes. */
export type BodyCaps = { readonly json: number; readonly upload: number };

export type GuardInput = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
};

const refused = (status: number, code: string, message: string): Refused => ({ status, code, message });

/**
 * Decides from a request's head alone whether our own page sent it. Undefined means it may go on. The order is part of
 * the design: nothing is said about the token to whoever does not come from our page.
 */
export function guardRequest(input: GuardInput, token: string): Refused | undefined {
  return checkHost(input.headers) ?? checkOrigin(input) ?? checkToken(input, token) ?? checkMethod(input);
}

// Another name for 127.0.0.1 (DNS rebinding) arrives with that name in Host.
function checkHost(headers: IncomingHttpHeaders): Refused | undefined {
  return headers.host === HOST ? undefined : refused(421, 'wrong-host', 'This address does not serve Hotwash.');
}

function checkOrigin({ method, headers }: GuardInput): Refused | undefined {
  const isRead = method === 'GET' || method === 'HEAD';
  const site = headers['sec-fetch-site'];
  const isOurPage = site === 'same-origin';
  const isOurWindow = site === 'none' && isRead && headers['sec-fetch-mode'] === 'navigate';
  const isOurOrigin = headers.origin === undefined ? isRead : headers.origin === ORIGIN;
  if (isOurOrigin && (isOurPage || isOurWindow)) return undefined;
  return refused(403, 'wrong-origin', 'Only the Hotwash window may ask.');
}

function checkToken({ method, url, headers }: GuardInput, token: string): Refused | undefined {
  if (url === BOOT_PATH && method === 'GET') return undefined;
  const given = Buffer.from(sessionCookie(headers.cookie) ?? '');
  const wanted = Buffer.from(token);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return undefined;
  return refused(
    401,
    'no-session',
    'This window does not belong to the running Hotwash. Close it and start Hotwash again.',
  );
}

function sessionCookie(header: string | undefined): string | undefined {
  const prefix = `${SESSION_COOKIE}=`;
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
}

/** Neither content type can be sent across origins without a preflight, which nothing here answers. */
function checkMethod({ method, headers }: GuardInput): Refused | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (method === 'POST') {
    return type === 'application/json' ? undefined : refused(415, 'not-json', 'Only JSON is read here.');
  }
  if (method === 'PUT') {
    return type === 'application/octet-stream'
      ? undefined
      : refused(415, 'not-bytes', 'Only plain bytes are read here.');
  }
  return refused(405, 'wrong-method', 'Only GET, HEAD, POST and PUT are answered.');
}
