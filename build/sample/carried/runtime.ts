import { createRandom } from '../random.ts';
import { withOffset } from '../local-time.ts';
import type { History } from '../plan-history.ts';
import { amidst, csv, within, type CarriedFile, type Window } from './carried-file.ts';

const columns = ['service', 'version', 'environment', 'first_seen', 'complete', 'instances'];

/** What the instances themselves said about their version. */
export function runtimeFile(history: History, window: Window): CarriedFile {
  const random = createRandom(history.seed, 'runtime-bad-rows');
  const rows = history.releases
    .flatMap((release) => release.deployments)
    .flatMap(({ service, version, environment, runtime }) => {
      if (runtime === null || !within(window, runtime.firstSeenAt)) return [];
      const { firstSeenAt, completeAt, instances } = runtime;
      const complete = completeAt === null || completeAt > window.at ? null : withOffset(completeAt);
      return [[service, version, environment.toLowerCase(), withOffset(firstSeenAt), complete, String(instances)]];
    })
    .toSorted((a, b) => Date.parse(a[3] ?? '') - Date.parse(b[3] ?? ''));
  const some = rows[random.whole(0, rows.length - 1)];
  const bad =
    some === undefined
      ? []
      : [
          [...some.slice(0, 5), '0'],
          [some[0] ?? '', null, ...some.slice(2)],
        ];
  return {
    name: 'runtime-versions.csv',
    text: csv(columns, amidst<readonly (string | null)[]>(rows, bad)),
    format: 'runtime',
    mapping: { columns: {}, constants: { instance: 'beacon' } },
  };
}
