import { createHash } from 'node:crypto';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { FormatId } from '../../shared/formats/formats.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { brokenAnswer, isItem, itemsIn, nextLink, readJson, type Item } from './answer-json.ts';
import type { Answer, ConnectorFault, Cursor, PullContext, Query, TimeWindow } from './connector.ts';
import type { OpenEntity, Step } from './stream.ts';

/** How a list of a source is read page by page. */
export type ListPlan = {
  readonly name: string;
  readonly format: FormatId;
  readonly mapping: ColumnMapping;
  readonly path: string;
  readonly query: (window: TimeWindow) => Query;
  readonly headers?: { readonly [name: string]: string };
  /** The member that holds the records; absent where the answer is the list. */
  readonly member?: string;
  /** How many records the source says the window holds; null where it does not. */
  readonly total?: (answer: Answer, body: unknown) => number | null;
  /** What the source hands out of one question at most. */
  readonly cap?: number;
  /** The next page, as an address or a path with its query; without it, what the Link header says. */
  readonly after?: (
    answer: Answer,
    body: unknown,
    asked: { readonly query: Query; readonly path: string },
  ) => string | null;
  /**
   * Of a list that cannot be asked for a time, newest first: what is too new for the window is passed over, and a
   * page of nothing but too old ones ends it.
   */
  readonly timeIn?: (item: Item) => number | null;
  /** Joins what else must be known of the records; without it the answer is handed on as it came. */
  readonly join?: (items: readonly Item[], context: PullContext) => Promise<Result<Joined, ConnectorFault>>;
  readonly open?: (item: Item) => OpenEntity | null;
  readonly idOf?: (item: Item) => string;
};

export type Joined = {
  readonly bytes: Uint8Array;
  readonly open: readonly OpenEntity[];
  readonly closed: readonly string[];
};

/** Where a list goes on: the next page's path, how many records came before it, and what the source had said it has. */
type Place = { readonly path: string; readonly seen: number };

/** A cursor that names no place: the window is read again from its beginning. */
const fromTheStart = 'again';

/** Faults of a page that was named in an earlier pull; the list may have changed since. */
const stale = new Set<ConnectorFault['code']>(['refused', 'not-found', 'lies-about-paging']);

const lie = (message: string): Result<never, ConnectorFault> => err({ code: 'lies-about-paging', message });

/**
 * Reads a list. A source that gives the same page again, empty pages without end, or fewer records than it said it has,
 * lies: the window stays unread and the fault is told, so that a hole never passes for a quiet day.
 */
export async function* listPages(
  plan: ListPlan,
  window: TimeWindow,
  from: Cursor,
  context: PullContext,
): AsyncGenerator<Result<Step, ConnectorFault>> {
  const seenPages = new Set<string>();
  let place = placeOf(from);
  let isResumed = place !== null;
  let fewest = Number.POSITIVE_INFINITY;
  let emptyPages = 0;
  for (;;) {
    const query = place === null ? plan.query(window) : {};
    const path = place?.path ?? plan.path;
    const answer = await context.http.get(path, query, plan.headers);
    if (!answer.ok && isResumed && stale.has(answer.error.code)) {
      place = null;
      isResumed = false;
      continue;
    }
    if (!answer.ok) return yield answer;
    isResumed = false;
    const body = readJson(answer.value);
    if (!body.ok) return yield body;
    const list = plan.member === undefined ? body.value : isItem(body.value) ? body.value[plan.member] : undefined;
    if (!Array.isArray(list))
      return yield err(brokenAnswer(`The answer holds no list of ${plan.name}. Check the address.`));
    const items = itemsIn(list);
    const total = plan.total?.(answer.value, body.value) ?? null;
    if (place === null && total !== null && plan.cap !== undefined && total > plan.cap)
      return yield ok({ kind: 'too-wide', count: total });
    const fingerprint = createHash('sha256').update(answer.value.bytes).digest('hex');
    if (items.length > 0 && seenPages.has(fingerprint))
      return yield lie('The source gave the same page twice. What came before it was kept.');
    seenPages.add(fingerprint);
    emptyPages = items.length === 0 ? emptyPages + 1 : 0;
    if (total !== null) fewest = Math.min(fewest, total);
    const seen = (place?.seen ?? 0) + items.length;

    const times = items.map((item) => plan.timeIn?.(item) ?? null).filter((time) => time !== null);
    const isPast = times.length > 0 && times.every((time) => time < window.from);
    const link = isPast ? null : (plan.after ?? nextLinkOf)(answer.value, body.value, { query, path });
    const isTooNew = times.length > 0 && times.every((time) => time >= window.to);
    if (link !== null && emptyPages > 1)
      return yield lie('The source gives empty pages and says that there are more. What came before them was kept.');
    if (link !== null && (link === path || seenPages.has(link)))
      return yield lie('The source names a page as next that was read already. What came before it was kept.');
    if (link !== null) seenPages.add(link);
    const isShort = link === null && Number.isFinite(fewest) && seen < fewest;
    const next: Place | null = link === null ? null : { path: link, seen };
    if (!isTooNew || next === null) {
      const joined = await joinOf(plan, items, answer.value, context);
      if (!joined.ok) return yield joined;
      yield ok({
        kind: 'page',
        page: {
          name: plan.name,
          query: askedText(path, query),
          format: plan.format,
          mapping: plan.mapping,
          fetchedAt: answer.value.fetchedAt,
          records: items.length,
          remaining: total === null ? null : Math.max(0, total - seen),
          ...joined.value,
          next: isShort ? fromTheStart : next,
        },
      });
    }
    if (isShort)
      return yield lie(
        `The source says it has ${fewest} records and gave ${seen}. Those were kept; the time counts as unread.`,
      );
    if (next === null) return;
    place = next;
  }
}

const nextLinkOf = (answer: Answer): string | null => nextLink(answer.headers);

async function joinOf(
  plan: ListPlan,
  items: readonly Item[],
  answer: Answer,
  context: PullContext,
): Promise<Result<Joined, ConnectorFault>> {
  if (plan.join !== undefined && items.length > 0) return plan.join(items, context);
  const open = items.map((item) => plan.open?.(item) ?? null).filter((one) => one !== null);
  const openIds = new Set(open.map(({ id }) => id));
  const closed = plan.idOf === undefined ? [] : items.map(plan.idOf).filter((id) => !openIds.has(id));
  return ok({ bytes: answer.bytes, open, closed });
}

function placeOf(next: Cursor): Place | null {
  if (typeof next !== 'object' || next === null || Array.isArray(next)) return null;
  const { path, seen } = next;
  return typeof path === 'string' && typeof seen === 'number' ? { path, seen } : null;
}

/** What was asked, as it is kept beside the rows. A Link's address loses its host: that is the source's own. */
function askedText(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of value === undefined ? [] : Array.isArray(value) ? (value as readonly string[]) : [value])
      parameters.append(name, String(one));
  const text = parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
  return text.replace(/^https?:\/\/[^/]+/, '').slice(0, 2000);
}
