import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { ReleaseFacts } from './release-summary.ts';

/**
 * The facts of a release in typed arrays, so that reading many releases makes no object per row. Of a tag: key, at. Of a
 * deployment: key, started, finished or NaN, environment, result. Of runtime: key, first seen, complete or NaN,
 * environment. Of an incident: key, detected. Environments and results are places in `environments` and {@link results}.
 */
export type PackedFacts = {
  readonly environments: readonly string[];
  readonly tags: Float64Array;
  readonly deployments: Float64Array;
  readonly runtime: Float64Array;
  readonly incidents: Float64Array;
};

const results: readonly RowOf<'deployment'>['result'][] = ['success', 'failure', 'rolled-back', 'running'];

export const noFacts: ReleaseFacts = { tags: [], deployments: [], runtime: [], incidents: [] };

export function packFacts(facts: ReleaseFacts): PackedFacts {
  const environments = [...new Set([...facts.deployments, ...facts.runtime].map((row) => row.environment))];
  const place = (environment: string): number => environments.indexOf(environment);
  return {
    environments,
    tags: Float64Array.from(facts.tags.flatMap(({ key, at }) => [key, at])),
    deployments: Float64Array.from(
      facts.deployments.flatMap(({ key, startedAt, finishedAt, environment, result }) => [
        key,
        startedAt,
        finishedAt ?? NaN,
        place(environment),
        results.indexOf(result),
      ]),
    ),
    runtime: Float64Array.from(
      facts.runtime.flatMap(({ key, firstSeenAt, completeAt, environment }) => [
        key,
        firstSeenAt,
        completeAt ?? NaN,
        place(environment),
      ]),
    ),
    incidents: Float64Array.from(facts.incidents.flatMap(({ key, detectedAt }) => [key, detectedAt])),
  };
}

export function unpackFacts(packed: PackedFacts): ReleaseFacts {
  const environment = (place: number | undefined): string => packed.environments[place ?? -1] ?? '';
  return {
    tags: groups(packed.tags, 2).map(([key = 0, at = 0]) => ({ key, at })),
    deployments: groups(packed.deployments, 5).map(([key = 0, startedAt = 0, finishedAt = NaN, where, result = 0]) => ({
      key,
      startedAt,
      finishedAt: numberOrNull(finishedAt),
      environment: environment(where),
      result: results[result] ?? 'running',
    })),
    runtime: groups(packed.runtime, 4).map(([key = 0, firstSeenAt = 0, completeAt = NaN, where]) => ({
      key,
      firstSeenAt,
      completeAt: numberOrNull(completeAt),
      environment: environment(where),
    })),
    incidents: groups(packed.incidents, 2).map(([key = 0, detectedAt = 0]) => ({ key, detectedAt })),
  };
}

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function groups(packed: Float64Array, size: number): number[][] {
  return Array.from({ length: packed.length / size }, (_, index) =>
    Array.from(packed.subarray(index * size, index * size + size)),
  );
}
