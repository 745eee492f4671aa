import { ok, type Result } from '../../shared/lib/result.ts';
import type { ConnectorFault, Probe, PullContext, Query } from './connector.ts';

/** One question that shows whether a list can be read. */
export type ProbeQuestion = { readonly title: string; readonly path: string; readonly query?: Query };

/** Faults that say something of one list; any other says that the source cannot be read at all. */
const ofOneList = new Set<ConnectorFault['code']>(['forbidden', 'not-found', 'refused']);

/**
 * Asks one small question for each list. When none can be read, the first reason is the fault; else each that cannot is
 * told with its reason.
 */
export async function probeLists(
  product: string,
  questions: readonly ProbeQuestion[],
  context: PullContext,
  versionOf: (headers: Headers) => string | null = () => null,
): Promise<Result<Probe, ConnectorFault>> {
  const can: string[] = [];
  const cannot: string[] = [];
  let version: string | null = null;
  let clock: Probe['clock'] = null;
  let first: Result<never, ConnectorFault> | null = null;
  for (const { title, path, query } of questions) {
    const answer = await context.http.get(path, query);
    if (answer.ok) {
      can.push(title);
      version ??= versionOf(answer.value.headers);
      clock = answer.value.clock ?? clock;
      continue;
    }
    if (!ofOneList.has(answer.error.code)) return answer;
    first ??= answer;
    cannot.push(`${title}: ${answer.error.message}`);
  }
  return can.length === 0 && first !== null ? first : ok({ product, version, can, cannot, clock });
}
