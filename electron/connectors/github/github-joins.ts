import { ok, type Result } from '../../../shared/lib/result.ts';
import { itemsIn, toList, type Item } from '../answer-json.ts';
import { askJson, forEachOf } from '../ask-again.ts';
import type { ConnectorFault, PullContext } from '../connector.ts';
import type { Joined } from '../list-pages.ts';
import type { OpenEntity } from '../stream.ts';
import { timeOf } from '../windows.ts';

const perPage = 100;

/** GitHub names who did what by number; a deployment's time and result are only in its statuses. */
export const withStatuses =
  (repository: string) =>
  async (deployment: Item, context: PullContext): Promise<Result<Item, ConnectorFault>> => {
    const path = `/repos/${repository}/deployments/${String(deployment['id'])}/statuses`;
    const statuses = await askJson(context, path, { per_page: perPage });
    return statuses.ok ? ok({ deployment, statuses: statuses.value }) : statuses;
  };

const finalStates = new Set(['success', 'failure', 'error', 'inactive']);

/** A deployment whose newest status, which GitHub gives first, is not final. */
export function openDeployment(record: Item): OpenEntity | null {
  const deployment = record['deployment'] as Item;
  const state = itemsIn(record['statuses'])[0]?.['state'];
  return typeof state === 'string' && finalStates.has(state)
    ? null
    : { id: String(deployment['id']), since: timeOf(deployment['created_at']) ?? 0 };
}

/** What lead times need of a merged pull request: its commits, and what others said of it. */
export const withRemarks =
  (repository: string) =>
  async (pull: Item, context: PullContext): Promise<Result<Item, ConnectorFault>> => {
    if (typeof pull['merged_at'] !== 'string') return ok(pull);
    const number = String(pull['number']);
    const parts = await forEachOf(
      [
        `/repos/${repository}/pulls/${number}/commits`,
        `/repos/${repository}/pulls/${number}/reviews`,
        `/repos/${repository}/pulls/${number}/comments`,
        `/repos/${repository}/issues/${number}/comments`,
      ],
      (path) => askJson(context, path, { per_page: perPage }),
    );
    if (!parts.ok) return parts;
    const [commits, reviews, inline, comments] = parts.value;
    return ok({ pull, commits, reviews, review_comments: inline, comments });
  };

/** Joins each item of a page with what else must be known of it. */
export function joinEach(
  toRecord: (item: Item, context: PullContext) => Promise<Result<Item, ConnectorFault>>,
  open: (record: Item) => OpenEntity | null,
  idOf: (item: Item) => string,
) {
  return async (items: readonly Item[], context: PullContext): Promise<Result<Joined, ConnectorFault>> => {
    const records = await forEachOf(items, (item) => toRecord(item, context));
    if (!records.ok) return records;
    const stillOpen = records.value.map(open).filter((one) => one !== null);
    const openIds = new Set(stillOpen.map(({ id }) => id));
    return ok({
      bytes: toList(records.value),
      open: stillOpen,
      closed: items.map(idOf).filter((id) => !openIds.has(id)),
    });
  };
}
