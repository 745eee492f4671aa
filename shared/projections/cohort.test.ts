import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RowId, ServiceId } from '../domain/ids.ts';
import { countByDay, deploysOften, readCohort } from './cohort.ts';
import { deploymentsToTriggers } from './deployment-to-trigger.ts';

const day = Date.parse('2026-03-16T00:00:00Z');
const minute = 60_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Deployments of one service at minutes of a day, each of a version of its own. */
const deployed = (at: readonly number[], results: readonly ('success' | 'failure')[] = []) =>
  deploymentsToTriggers({
    deployments: at.map((minutes, index) => ({
      kind: 'deployment',
      id: `ci:${index}` as RowId,
      revision: 0,
      service: 'checkout' as ServiceId,
      version: `1.0.${index}`,
      environment: 'production',
      startedAt: day + minutes * minute,
      finishedAt: day + minutes * minute,
      result: results[index] ?? 'success',
      sha: null,
    })),
    incidents: [],
    tierOf: () => 'standard',
  });

it('[M7.4] a service deploys often from the day it passes the bound until a week after', () => {
  const counts = countByDay(deployed([0, 1, 2, 3, 4, 5]), dayOf);
  expect(deploysOften(counts, 'checkout', '2026-03-16', 5)).toBe(true);
  expect(deploysOften(counts, 'checkout', '2026-03-23', 5)).toBe(true);
  expect(deploysOften(counts, 'checkout', '2026-03-24', 5)).toBe(false);
  expect(deploysOften(counts, 'checkout', '2026-03-15', 5)).toBe(false);
  expect(deploysOften(counts, 'checkout', '2026-03-16', 6)).toBe(false);
});

it('[M7.4] a figure sticks out only of a baseline of five, and from a score of 3.5 on', () => {
  const usual = [10, 11, 10, 12, 11, 10];
  const figure = (event: string, value: number | null, before = usual) => ({
    event,
    metric: 'p95',
    value,
    usual: before,
  });
  const entries = readCohort(deployed([0, 1, 2, 3]), [
    figure('ci:0', 11),
    figure('ci:1', 40),
    figure('ci:2', null),
    figure('ci:3', 40, [10, 11, 10]),
  ]);
  expect(entries.map(({ deployment, outlier }) => [deployment.event.id, outlier.length])).toEqual([
    ['ci:1', 1],
    ['ci:0', 0],
    ['ci:2', 0],
    ['ci:3', 0],
  ]);
});

it('[M7.4] every deployment of the day is in it once, outliers first, each group in the order of time', () => {
  const result = fc.constantFrom('success' as const, 'failure' as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1439), result), { minLength: 1, maxLength: 30 }), (list) => {
      const all = deployed(
        list.map(([at]) => at),
        list.map(([, each]) => each),
      );
      const entries = readCohort(all, []);
      expect(entries.map(({ deployment }) => deployment.event.id).toSorted()).toEqual(
        all.map(({ event }) => event.id).toSorted(),
      );
      const [alone, like] = [true, false].map((is) => entries.filter(({ outlier }) => outlier.length > 0 === is));
      expect(entries).toEqual([...(alone ?? []), ...(like ?? [])]);
      for (const group of [alone ?? [], like ?? []])
        expect(group.map(({ deployment }) => deployment.at)).toEqual(
          group.map(({ deployment }) => deployment.at).toSorted((a, b) => a - b),
        );
    }),
    { numRuns: 60 },
  );
});
