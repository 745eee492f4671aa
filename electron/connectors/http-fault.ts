import type { ConnectorFault } from './connector.ts';

/** What becomes of an answer by its status: taken, shown as a fault at once, or tried again. */
export type Verdict =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly fault: ConnectorFault }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly fault: ConnectorFault };

/** `path` is what was asked without its query; `said` is the source's own reason, already without credentials. */
export function judgeStatus(status: number, path: string, said: string, isLimited: boolean): Verdict {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 429 || (status === 403 && isLimited)) return { kind: 'busy' };
  const reason = said === '' ? '' : ` It says: "${said}".`;
  const refused = (code: ConnectorFault['code'], message: string): Verdict => ({
    kind: 'refused',
    fault: { code, message: `${message}${reason}` },
  });
  switch (status) {
    case 401:
      return refused('unauthorized', `The source does not accept the credential (401 at ${path}). Enter a valid one.`);
    case 403:
      return refused('forbidden', `The credential may not read ${path} (403). Give it the right to read it.`);
    case 404:
      return refused(
        'not-found',
        `The source has no ${path} (404). Check the address and the names; it may be hidden.`,
      );
    default:
  }
  if (status >= 500 || status === 408)
    return {
      kind: 'failed',
      fault: { code: 'unreachable', message: `The source failed (${status} at ${path}). Try again later.${reason}` },
    };
  return refused('refused', `The source refused the question (${status} at ${path}).`);
}

/** What a source says of its refusal, in one short line: `message` or `error` of a JSON body. */
export function reasonGiven(bytes: Uint8Array, secrets: readonly string[]): string {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return '';
  }
  const found = [member(body, 'message'), member(body, 'error'), member(member(body, 'error'), 'message')].find(
    (value) => typeof value === 'string',
  );
  return typeof found === 'string'
    ? withoutSecrets(found, secrets)
        .replace(/\p{C}+/gu, ' ')
        .slice(0, 160)
    : '';
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown })[key] : undefined;
}

/** A source may repeat what it was sent. Header values are blotted out whole and in their parts. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((secret) => [secret, fromBasic(secret)])
    .flatMap((secret) => [secret, ...secret.split(/[\s=:,"]+/)])
    .filter((part) => part.length >= 6)
    .toSorted((a, b) => b.length - a.length)
    .reduce((kept, part) => kept.replaceAll(part, '…'), text);
}

/** A name and a password travel as Base64; the source knows them plain. */
const fromBasic = (header: string): string =>
  header.startsWith('Basic ') ? Buffer.from(header.slice(6), 'base64').toString('utf8') : '';
