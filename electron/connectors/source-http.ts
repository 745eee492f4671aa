import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { err, ok } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import { createCircuit, type Circuit } from './circuit.ts';
import type { Answer, ClockReading, ConnectorFault, SourceHttp } from './connector.ts';
import { readWhole } from './http-body.ts';
import { judgeStatus, reasonGiven, withoutSecrets } from './http-fault.ts';
import { askedWait, isUsedUp, jitteredWait, usualRetries, type RetryPlan } from './http-wait.ts';
import { askedOf, isBelow, urlBelow } from './source-url.ts';

export type SourceHttpOptions = {
  /** The source's base address; everything asked lies below it. */
  readonly address: URL;
  /** The header that carries the credential, if any. It is sent to this address only and shown nowhere. */
  readonly credential: { readonly [name: string]: string };
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** [0, 1) */
  readonly random?: () => number;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Kept from pull to pull, so that a dead source rests between them. */
  readonly circuit?: Circuit;
  /** Requests that may go out, repeats counted. */
  readonly budget?: number;
  readonly retries?: RetryPlan;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** The longest a source may keep us waiting; beyond it the pull stops and says when to come back. */
  readonly maxWaitMs?: number;
};

type Tried =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'moved'; readonly to: URL }
  | { readonly kind: 'busy'; readonly waitMs: number | null }
  | { readonly kind: 'failed'; readonly fault: ConnectorFault; readonly waitMs: number | null }
  | { readonly kind: 'refused'; readonly fault: ConnectorFault };

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 3;
const usualRandom = (): number => randomInt(2 ** 32) / 2 ** 32;
const usualSleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  await wait(ms, undefined, { signal });
};
const cancelled: ConnectorFault = { code: 'cancelled', message: 'The pull was cancelled. What was kept stays.' };

/** The way out for one source, over the network. */
export function createSourceHttp(options: SourceHttpOptions): SourceHttp {
  const { address, clock, signal } = options;
  const circuit = options.circuit ?? createCircuit(clock.monotonic);
  const retries = options.retries ?? usualRetries;
  const random = options.random ?? usualRandom;
  const maxWaitMs = options.maxWaitMs ?? 120_000;
  const secrets = Object.values(options.credential);
  let left = options.budget ?? Number.POSITIVE_INFINITY;
  /** Monotonic ms before which the source wants no request. */
  let notBefore = 0;

  const pause = async (ms: number): Promise<ConnectorFault | null> => {
    if (ms > maxWaitMs) return busyFault(ms, clock.wall());
    if (ms > 0) await (options.sleep ?? usualSleep)(ms, signal).catch(() => undefined);
    return signal.aborted ? cancelled : null;
  };
  const mayAsk = async (): Promise<ConnectorFault | null> => {
    const stopped = await pause(notBefore - clock.monotonic());
    if (stopped !== null) return stopped;
    if (!circuit.allows()) return circuitFault(circuit.restsFor());
    if (left <= 0)
      return {
        code: 'out-of-budget',
        message: 'All requests allowed for this pull are used. The next one goes on from here.',
      };
    left -= 1;
    return null;
  };
  const tryOnce = async (url: URL, headers: { readonly [name: string]: string }): Promise<Tried> => {
    const sentAt = { wall: clock.wall(), monotonic: clock.monotonic() };
    const timeout = AbortSignal.timeout(options.timeoutMs ?? 60_000);
    try {
      const response = await fetch(url, {
        method: 'GET',
        headers: { accept: 'application/json', 'user-agent': 'hotwash', ...headers, ...options.credential },
        redirect: 'manual',
        signal: AbortSignal.any([signal, timeout]),
      });
      const roundTrip = clock.monotonic() - sentAt.monotonic;
      if (isUsedUp(response.headers)) notBefore = clock.monotonic() + (askedWait(response.headers, clock.wall()) ?? 0);
      if (redirects.has(response.status)) return await movedTo(response, url);
      const whole = await readWhole(response, options.maxBytes ?? 64 * 1_048_576);
      const isLimited = isUsedUp(response.headers) || response.headers.has('retry-after');
      const said = whole.ok ? reasonGiven(whole.value, secrets) : '';
      const verdict = judgeStatus(
        response.status,
        withoutSecrets(askedOf(address, url).split('?')[0] ?? '', secrets),
        said,
        isLimited,
      );
      if (verdict.kind === 'busy') return { kind: 'busy', waitMs: askedWait(response.headers, clock.wall()) };
      if (verdict.kind === 'failed') return { ...verdict, waitMs: askedWait(response.headers, clock.wall()) };
      if (verdict.kind !== 'taken') return verdict;
      if (!whole.ok) return { kind: 'failed', fault: whole.error, waitMs: null };
      return {
        kind: 'answer',
        answer: {
          status: response.status,
          headers: response.headers,
          bytes: whole.value,
          fetchedAt: clock.wall(),
          clock: readClock(response.headers, sentAt.wall, roundTrip),
        },
      };
    } catch (error) {
      if (signal.aborted) return { kind: 'refused', fault: cancelled };
      return { kind: 'failed', fault: networkFault(error, timeout.aborted), waitMs: null };
    }
  };
  const movedTo = async (response: Response, from: URL): Promise<Tried> => {
    await response.body?.cancel();
    const location = response.headers.get('location') ?? '';
    const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
    if (to !== null && isBelow(address, to)) return { kind: 'moved', to };
    const message = 'The source sends us on to another address than its own. It was not followed; check the address.';
    return { kind: 'refused', fault: { code: 'refused', message } };
  };

  return {
    get: async (path, query, headers = {}) => {
      const target = urlBelow(address, path, query);
      if (!target.ok) return target;
      let url = target.value;
      let moves = 0;
      let attempt = 0;
      for (;;) {
        const stopped = await mayAsk();
        if (stopped !== null) return err(stopped);
        const tried = await tryOnce(url, headers);
        if (tried.kind === 'answer' || tried.kind === 'refused' || tried.kind === 'moved') circuit.succeeded();
        if (tried.kind === 'answer') return ok(tried.answer);
        if (tried.kind === 'refused') return err(tried.fault);
        if (tried.kind === 'moved') {
          moves += 1;
          if (moves > mostRedirects) return err({ code: 'refused', message: 'The source sends us round in a circle.' });
          url = tried.to;
          continue;
        }
        if (tried.kind === 'failed') circuit.failed();
        const isLast = attempt + 1 >= retries.attempts;
        if (isLast) return err(tried.kind === 'failed' ? tried.fault : busyFault(tried.waitMs, clock.wall()));
        const ms = tried.waitMs ?? jitteredWait(retries, attempt, random());
        const given = await pause(ms);
        if (given !== null) return err(given);
        attempt += 1;
      }
    },
  };
}

/**
 * A source's clock against ours: its Date header, which is cut to the second, against the middle of the round trip. The
 * error is half the round trip and half that second.
 */
function readClock(headers: Headers, sentAt: number, roundTrip: number): ClockReading | null {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return null;
  return { offsetMs: Math.round(date + 500 - (sentAt + roundTrip / 2)), errorMs: Math.ceil(roundTrip / 2) + 500 };
}

function busyFault(waitMs: number | null, now: number): ConnectorFault {
  const when =
    waitMs === null ? 'later' : `after ${new Date(now + waitMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return { code: 'rate-limited', message: `The source allows no more requests for now. Try again ${when}.` };
}

function circuitFault(restsFor: number): ConnectorFault {
  const seconds = Math.ceil(restsFor / 1000);
  return { code: 'circuit-open', message: `The source failed five times in a row and is left alone for ${seconds} s.` };
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing answers there'],
  ['ENOTFOUND', 'its name is not known'],
  ['EAI_AGAIN', 'its name could not be looked up'],
  ['ECONNRESET', 'the connection was cut'],
  ['UND_ERR_SOCKET', 'the connection was cut'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is signed by itself'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is not trusted here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is not trusted here'],
]);

/** Two sorts: nobody there, and an answer that broke off underway. */
function networkFault(error: unknown, timedOut: boolean): ConnectorFault {
  if (timedOut) return { code: 'unreachable', message: 'The source did not answer in time. Try again later.' };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  if (error instanceof Error && error.message === 'terminated')
    return { code: 'broken-answer', message: 'The answer was cut short. Nothing of it was kept; try again.' };
  const reason = reasons.get(code) ?? 'the connection failed';
  return {
    code: 'unreachable',
    message: `The source cannot be reached: ${reason}. Check the address and the network.`,
  };
}
