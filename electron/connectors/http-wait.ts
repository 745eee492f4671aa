/** How a request is repeated: `attempts` in all; waits are drawn from 0 to `baseMs * 2^attempt`, at most `capMs`. */
export type RetryPlan = { readonly attempts: number; readonly baseMs: number; readonly capMs: number };

export const usualRetries: RetryPlan = { attempts: 4, baseMs: 500, capMs: 30_000 };

/**
 * Full jitter: a wait drawn evenly from nothing to the exponential bound, so that many clients do not return at once.
 * `attempt` counts from 0, `random` lies in [0, 1). After "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
 */
export const jitteredWait = ({ baseMs, capMs }: RetryPlan, attempt: number, random: number): number =>
  Math.floor(random * Math.min(capMs, baseMs * 2 ** attempt));

/**
 * How long a source asks to be left alone, in ms from `now`; null when it does not say. `Retry-After` is a number of
 * seconds or a date (RFC 9110, 10.2.3), which is read against the source's own clock where it tells its time.
 */
export function askedWait(headers: Headers, now: number): number | null {
  const retryAfter = headers.get('retry-after')?.trim();
  if (retryAfter !== undefined && /^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = retryAfter === undefined ? Number.NaN : Date.parse(retryAfter);
  if (!Number.isNaN(date)) return Math.max(0, date - sourceTime(headers, now));
  return isUsedUp(headers) ? untilReset(headers, now) : null;
}

/** Whether the source says that no further request is allowed for now. */
export function isUsedUp(headers: Headers): boolean {
  return ['x-ratelimit-remaining', 'ratelimit-remaining'].some((name) => headers.get(name)?.trim() === '0');
}

/** ms until the allowance is renewed: GitHub and GitLab give a moment in epoch seconds, PagerDuty seconds from now. */
function untilReset(headers: Headers, now: number): number | null {
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? Number.NaN);
  if (!Number.isFinite(reset) || reset < 0) return null;
  return reset < 1e9 ? reset * 1000 : Math.max(0, reset * 1000 - sourceTime(headers, now));
}

function sourceTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? now : date;
}
