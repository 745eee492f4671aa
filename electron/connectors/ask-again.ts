import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { FormatId } from '../../shared/formats/formats.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { brokenAnswer, isItem, readJson, toList, type Item } from './answer-json.ts';
import type { ConnectorFault, PullContext, Query } from './connector.ts';
import type { OpenEntity, Page } from './stream.ts';

/** Questions that go out side by side: enough to hide the way there and back, too few to press a source. */
const atOnce = 4;
const idsAtOnce = 25;

/** Does something for each of a list, a few at a time, in the list's order. The first fault ends it. */
export async function forEachOf<T, U>(
  list: readonly T[],
  ask: (one: T) => Promise<Result<U, ConnectorFault>>,
): Promise<Result<readonly U[], ConnectorFault>> {
  const answers: U[] = [];
  for (let from = 0; from < list.length; from += atOnce) {
    for (const answer of await Promise.all(list.slice(from, from + atOnce).map(ask))) {
      if (!answer.ok) return answer;
      answers.push(answer.value);
    }
  }
  return ok(answers);
}

/** One question's answer as JSON. */
export async function askJson(
  context: PullContext,
  path: string,
  query: Query = {},
): Promise<Result<unknown, ConnectorFault>> {
  const answer = await context.http.get(path, query);
  return answer.ok ? readJson(answer.value) : answer;
}

export type AskAgain = {
  readonly name: string;
  readonly format: FormatId;
  readonly mapping: ColumnMapping;
  readonly pathOf: (id: string) => string;
  readonly query?: Query;
  /** The entity in its answer, where it is not the answer itself. */
  readonly entityOf?: (body: Item) => Item | null;
  /** The record that the format reads: the entity, or joined with what else must be known of it. */
  readonly toRecord?: (entity: Item, context: PullContext) => Promise<Result<Item, ConnectorFault>>;
  /** Since when the record is open; null when it is final. */
  readonly open: (record: Item) => OpenEntity | null;
};

/** Asks for entities again by their ids, 25 to a page. One that the source no longer has counts as closed. */
export async function* askAgain(
  plan: AskAgain,
  ids: readonly string[],
  context: PullContext,
): AsyncGenerator<Result<Page, ConnectorFault>> {
  const askOne = async (id: string): Promise<Result<Item | null, ConnectorFault>> => {
    const body = await askJson(context, plan.pathOf(id), plan.query);
    if (!body.ok) return body.error.code === 'not-found' ? ok(null) : body;
    const entity = isItem(body.value) ? (plan.entityOf ?? same)(body.value) : null;
    if (entity === null) return err(brokenAnswer(`The answer holds none of the ${plan.name}.`));
    return plan.toRecord === undefined ? ok(entity) : plan.toRecord(entity, context);
  };
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const some = ids.slice(from, from + idsAtOnce);
    const answers = await forEachOf(some, askOne);
    if (!answers.ok) return yield answers;
    const records = answers.value.filter((one) => one !== null);
    const open = records.map(plan.open).filter((one) => one !== null);
    const openIds = new Set(open.map(({ id }) => id));
    yield ok({
      name: plan.name,
      query: some.map(plan.pathOf).join(' ').slice(0, 2000),
      format: plan.format,
      mapping: plan.mapping,
      bytes: toList(records),
      fetchedAt: context.now(),
      records: records.length,
      remaining: ids.length - from - some.length,
      next: null,
      open,
      closed: some.filter((id) => !openIds.has(id)),
    });
  }
}

const same = (body: Item): Item => body;
