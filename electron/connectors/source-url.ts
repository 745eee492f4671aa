import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { ConnectorFault, Query } from './connector.ts';

const elsewhere = (message: string): Result<never, ConnectorFault> => err({ code: 'refused', message });

/**
 * Where a question goes: below the source's own address and nowhere else, so that neither a Link header nor a redirect
 * carries a credential to a stranger. `path` is a path below the address, or a whole address.
 */
export function urlBelow(base: URL, path: string, query: Query = {}): Result<URL, ConnectorFault> {
  const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(path);
  let url: URL;
  try {
    url = new URL(isWhole ? path : `${base.origin}${folderOf(base)}/${path.replace(/^\/+/, '')}`);
  } catch {
    return elsewhere('The source named an address that is none.');
  }
  if (!isBelow(base, url))
    return elsewhere('The source points to another address than its own. It was not followed; check the address.');
  for (const [name, value] of Object.entries(query))
    for (const one of value === undefined ? [] : Array.isArray(value) ? (value as readonly string[]) : [value])
      url.searchParams.append(name, String(one));
  return ok(url);
}

export function isBelow(base: URL, url: URL): boolean {
  const isThere = url.pathname === folderOf(base) || url.pathname.startsWith(`${folderOf(base)}/`);
  return url.origin === base.origin && url.username === '' && url.password === '' && isThere;
}

/** What was asked, as it is shown: path and query below the address. Credentials travel in headers only. */
export const askedOf = (base: URL, url: URL): string =>
  `${url.pathname.slice(folderOf(base).length)}${url.search}`.slice(0, 2000);

const folderOf = (base: URL): string => base.pathname.replace(/\/+$/, '');
