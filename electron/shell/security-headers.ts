/**
 * What every response carries, whatever the handler said. Both shells use it, so that the page runs under one policy.
 * Styles need no exception: React sets style attributes through the object model, which the policy does not cover.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types hotwash',
].join('; ');

const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ['content-security-policy', CONTENT_SECURITY_POLICY],
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), usb=(), serial=(), hid=(), payment=()'],
];

/** The response's headers with ours over them. */
export function withSecurityHeaders(headers: Headers): Headers {
  const all = new Headers(headers);
  for (const [name, value] of SECURITY_HEADERS) all.set(name, value);
  return all;
}

/** A refusal in the contract's shape: no path, no stack. */
export function refusalResponse(status: number, code: string, message: string): Response {
  const body = JSON.stringify({ ok: false, error: { code, message } });
  return new Response(body, {
    status,
    headers: withSecurityHeaders(new Headers({ 'content-type': 'application/json' })),
  });
}
