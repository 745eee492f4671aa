import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { ReleaseFacts } from './release-summary.ts';

/**
 * The facts of a release in one list, which costs less to write as text than an object per row.
 * First how many tags, deployments, sightings and incidents follow. Of a tag: key, at. Of a deployment: key, started,
 * finished or null, environment, result. Of a sighting: key, first seen, complete or null, environment. Of an incident: key,
 * detected. Environments and results are places in `environments` and {@link results}.
 */
export type PackedFacts = { readonly environments: readonly string[]; readonly numbers: readonly (number | null)[] };

const results: readonly RowOf<'deployment'>['result'][] = ['success', 'failure', 'rolled-back', 'running'];

export const noFacts: ReleaseFacts = { tags: [], deployments: [], runtime: [], incidents: [] };

export function packFacts({ tags, deployments, runtime, incidents }: ReleaseFacts): PackedFacts {
  const environments: string[] = [];
  const place = (environment: string): number => {
    const known = environments.indexOf(environment);
    return known >= 0 ? known : environments.push(environment) - 1;
  };
  const numbers: (number | null)[] = [tags.length, deployments.length, runtime.length, incidents.length];
  for (const { key, at } of tags) numbers.push(key, at);
  for (const { key, startedAt, finishedAt, environment, result } of deployments)
    numbers.push(key, startedAt, finishedAt, place(environment), results.indexOf(result));
  for (const { key, firstSeenAt, completeAt, environment } of runtime)
    numbers.push(key, firstSeenAt, completeAt, place(environment));
  for (const { key, detectedAt } of incidents) numbers.push(key, detectedAt);
  return { environments, numbers };
}

export function unpackFacts({ environments, numbers }: PackedFacts): ReleaseFacts {
  let at = 4;
  const nextOrNull = (): number | null => numbers[at++] ?? null;
  const next = (): number => nextOrNull() ?? NaN;
  const many = <T>(list: number, read: () => T): T[] => Array.from({ length: numbers[list] ?? 0 }, read);
  const environment = (): string => environments[next()] ?? '';
  return {
    tags: many(0, () => ({ key: next(), at: next() })),
    deployments: many(1, () => ({
      key: next(),
      startedAt: next(),
      finishedAt: nextOrNull(),
      environment: environment(),
      result: results[next()] ?? 'running',
    })),
    runtime: many(2, () => ({
      key: next(),
      firstSeenAt: next(),
      completeAt: nextOrNull(),
      environment: environment(),
    })),
    incidents: many(3, () => ({ key: next(), detectedAt: next() })),
  };
}
