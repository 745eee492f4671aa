import { canonicalJson } from '../journal/canonical-json.ts';
import type { DisclosurePlan } from './disclosure.ts';
import { leafText } from './leaves.ts';

export const redactionType = 'https://hotwash.dev/redacted-copy/v1';
export const redactionName = 'redaction.json';
export const eventsPath = 'data/events.jsonl';

/** A find of the scan that a person let stand, and why. It goes into the copy, so it names nobody. */
export type Confirmed = { readonly file: string; readonly form: string; readonly reason: string };

/** redaction.json: every disclosed field as the text its leaf is the hash of, every withheld file by its signed hash. */
export function redactionText(
  plan: DisclosurePlan,
  salts: readonly string[],
  digests: ReadonlyMap<string, string>,
  confirmed: readonly Confirmed[],
): string {
  const named = (path: string): { path: string; sha256: string } => ({ path, sha256: digests.get(path) ?? '' });
  const isHistoryThere = plan.files.some(({ path, withheld }) => path === eventsPath && withheld === null);
  return canonicalJson({
    _type: redactionType,
    leaves: plan.leaves.length,
    disclosed: plan.leaves
      .filter(({ isWithheld }) => !isWithheld)
      .map((leaf) => ({ line: leaf.line, leaf: leafText(salts[leaf.line - 1] ?? '', leaf) })),
    withheld: plan.files
      .flatMap(({ path, withheld }) => (withheld === null || !digests.has(path) ? [] : [named(path)]))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    stripped: isHistoryThere ? [named(eventsPath)] : [],
    confirmed: confirmed.map(({ file, form, reason }) => ({ file, form, reason })),
    report: null,
  });
}

/** A line of events.jsonl without what it tells: `salt` and `body` go, the header that is chained stays. */
export function eventHeader(line: string): string {
  const { salt: _salt, body: _body, ...header } = JSON.parse(line) as { readonly [name: string]: string | number };
  return canonicalJson(header);
}
