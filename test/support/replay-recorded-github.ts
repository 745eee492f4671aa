import pages from '@octokit/fixtures/scenarios/api.github.com/paginate-issues/normalized-fixture.json' with { type: 'json' };
import type { Reply } from './replay-server.ts';

type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly response: unknown;
  readonly headers: { readonly [name: string]: string | number };
};

/** Headers that speak of the recorded bytes, not of what is sent here. */
const ofTheWire = new Set(['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'date']);

/**
 * Plays pages that api.github.com really sent (13 issues, three to a page) with their own headers; only its address in
 * them becomes this server's. Its first page is found by path, the others by the address that its Link header gives.
 */
export function answerAsRecordedGithub(url: URL, origin: string): Reply {
  const recorded = (pages as unknown as readonly Recorded[]).filter(({ method }) => method === 'get');
  const found =
    recorded.find(({ path }) => path === `${url.pathname}${url.search}`) ??
    recorded.find(({ path }) => path.startsWith(`${url.pathname}?`));
  if (found === undefined) return { status: 404, body: { message: 'Not Found' } };
  const headers = Object.entries(found.headers)
    .filter(([name]) => !ofTheWire.has(name))
    .map(([name, value]) => [name, String(value).replaceAll('https://api.github.com', origin)] as const);
  return { headers: Object.fromEntries(headers), body: found.response };
}
