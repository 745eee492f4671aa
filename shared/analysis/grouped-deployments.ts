import type { RowOf } from '../domain/release/rows.ts';

type Row = RowOf<'deployment'>;

/** The deployment commits of one id. Times in ms; `finishedAt` is null while one of them runs. */
export type GroupedDeployment = {
  readonly id: string;
  readonly commits: readonly Row[];
  readonly services: readonly string[];
  readonly environment: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly result: Row['result'];
};

/** Other words for the three kinds of environment that are told apart. */
const environments: readonly (readonly [name: string, words: RegExp])[] = [
  ['production', /^(production|prod|prd|live)$/],
  ['staging', /^(staging|stage|stg|preprod|pre-production|uat)$/],
  ['testing', /^(testing|test|tst|qa|development|dev)$/],
];
/** Which of the three an environment is, by its name; any other name in lower case. */
export const plainEnvironment = (name: string): string =>
  environments.find(([, words]) => words.test(name.trim().toLowerCase()))?.[0] ?? name.trim().toLowerCase();

/**
 * Groups deployment commits into deployments (data.md): by `group`, else each by itself. It began when the first did and
 * finished when the last did; it succeeded when all did. It is in production when any of them is, else staging, else testing.
 */
export function groupDeployments(rows: readonly Row[]): GroupedDeployment[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.group === undefined ? `row ${row.id}` : `group ${row.group}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map(toDeployment).toSorted(byFinish);
}

function toDeployment(commits: readonly Row[]): GroupedDeployment {
  const [first] = commits;
  const places = new Set(commits.map((row) => plainEnvironment(row.environment)));
  const known = environments.map(([name]) => name).find((name) => places.has(name));
  const finishes = commits.map((row) => row.finishedAt);
  const results = new Set(commits.map((row) => row.result));
  const worst = (['running', 'failure', 'rolled-back', 'success'] as const).find((each) => results.has(each));
  return {
    id: first?.group ?? first?.id ?? '',
    commits,
    services: [...new Set(commits.map((row) => row.service))],
    environment: known ?? [...places][0] ?? 'production',
    startedAt: commits.reduce((min, row) => Math.min(min, row.startedAt), Infinity),
    finishedAt: finishes.includes(null)
      ? null
      : finishes.reduce<number>((max, at) => Math.max(max, at ?? max), -Infinity),
    result: worst ?? 'success',
  };
}

const byFinish = (a: GroupedDeployment, b: GroupedDeployment): number =>
  (a.finishedAt ?? Infinity) - (b.finishedAt ?? Infinity) || a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1) || 0;

/** What was taken back later had reached production all the same. */
export const reachedProduction = ({ environment, result, finishedAt }: GroupedDeployment): boolean =>
  environment === 'production' && finishedAt !== null && (result === 'success' || result === 'rolled-back');

const keyOf = ({ service, repository }: Row, environment: string): string =>
  JSON.stringify([service, repository ?? service, environment]);

export type Step = { readonly deployment: GroupedDeployment; readonly commit: Row };

/**
 * The previous success of each deployment commit, by (scope, repository, environment) in the order of finish. The first one
 * of all has none.
 */
export function previousSuccesses(deployments: readonly GroupedDeployment[]): ReadonlyMap<Row, Step> {
  const latest = new Map<string, Step>();
  const previous = new Map<Row, Step>();
  for (const deployment of deployments.toSorted(byFinish)) {
    const isSuccess =
      deployment.finishedAt !== null && (deployment.result === 'success' || deployment.result === 'rolled-back');
    const ordered = deployment.commits.toSorted((a, b) => (a.finishedAt ?? Infinity) - (b.finishedAt ?? Infinity));
    const own = ordered.map((commit) => ({ commit, key: keyOf(commit, deployment.environment) }));
    for (const { commit, key } of own) {
      const before = latest.get(key);
      if (before !== undefined) previous.set(commit, before);
    }
    if (isSuccess) for (const { commit, key } of own) latest.set(key, { deployment, commit });
  }
  return previous;
}
