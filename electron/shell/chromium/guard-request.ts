import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { checkMethod, refused, type Refused } from '../check-method.ts';
import { BOOT_PATH, HOST, ORIGIN, SESSION_COOKIE } from './origin.ts';

/** The most a request may carry: commands are small, an uploaded chunk or file is not. Bytes. */
export type BodyCaps = { readonly json: number; readonly upload: number };

export type GuardInput = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
};

/**
 * Decides from a request's head alone whether our own page sent it. Undefined means it may go on. The order is part of
 * the design: nothing is said about the token to whoever does not come from our page.
 */
export function guardRequest(input: GuardInput, token: string): Refused | undefined {
  return (
    checkHost(input.headers) ??
    checkOrigin(input) ??
    checkToken(input, token) ??
    checkMethod(input.method, input.headers['content-type'] ?? '')
  );
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
