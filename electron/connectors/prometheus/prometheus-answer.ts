import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { brokenAnswer, isItem, itemsIn, readJson, type Item } from '../answer-json.ts';
import type { Answer, ConnectorFault, PullContext, Query } from '../connector.ts';

/** An answer that said "success", with its result. */
export type Answered = { readonly answer: Answer; readonly data: unknown };

/** What Prometheus, Mimir, Thanos and VictoriaMetrics say when a question spans more than they hand out. */
const tooMuch =
  /exceeded maximum resolution|too many (points|samples|data)|would load too many|max-query-length|query time range exceeds|exceeds the (configured )?limit|maximum (number of )?(points|samples)|The answer is larger than/i;

/** A question that a shorter time would answer. */
export const isTooMuch = ({ code, message }: ConnectorFault): boolean =>
  (code === 'refused' || code === 'broken-answer') && tooMuch.test(message);

/** Stores that did not answer: the rest is an answer with holes. */
const holes = /partial|unavailable|failed to|could not|remote read|no store/i;

/** Asks one question of the API. An answer that is not whole is a fault: its holes would pass for quiet. */
export async function askPrometheus(
  context: PullContext,
  path: string,
  query: Query,
  tenant: string,
): Promise<Result<Answered, ConnectorFault>> {
  const answer = await context.http.get(path, query, tenant === '' ? {} : { 'x-scope-orgid': tenant });
  if (!answer.ok) return answer;
  const body = readJson(answer.value);
  if (!body.ok) return body;
  if (!isItem(body.value) || body.value['status'] !== 'success')
    return err(brokenAnswer('The answer is not one of Prometheus. Check the address.'));
  const warnings = Array.isArray(body.value['warnings']) ? (body.value['warnings'] as readonly unknown[]) : [];
  const hole = warnings.find((text) => typeof text === 'string' && holes.test(text));
  if (typeof hole === 'string')
    return err(brokenAnswer(`The source says that its answer is not whole: "${hole.slice(0, 160)}". It was not kept.`));
  return ok({ answer: answer.value, data: body.value['data'] });
}

/** The series of an answer. */
export const seriesIn = (data: unknown): readonly Item[] => (isItem(data) ? itemsIn(data['result']) : []);

/** Ms of the last point of a series; null where it has none. */
export function lastPointOf(series: Item): number | null {
  const points = series['values'] ?? series['histograms'];
  const last: unknown = Array.isArray(points) ? points.at(-1) : undefined;
  const seconds: unknown = Array.isArray(last) ? last[0] : undefined;
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : null;
}

/** What was asked, as it is kept beside the rows. */
export function askedText(path: string, query: { readonly [name: string]: string | number }): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
  return `${path}?${parameters.toString()}`.slice(0, 2000);
}
