import { bisectRight } from 'd3-array';
import type { RowOf } from '../domain/release/rows.ts';
import type { CommitGraph } from './commit-graph.ts';
import { previousSuccesses, reachedProduction, type GroupedDeployment } from './grouped-deployments.ts';

type Merge = RowOf<'merge'>;

/** Minutes, rounded up; null where an end is not known or the span is negative. `cycle` takes nulls for 0. */
export type LeadTime = {
  readonly merge: Merge;
  readonly deployment: GroupedDeployment | null;
  readonly coding: number | null;
  readonly pickup: number | null;
  readonly review: number | null;
  readonly deploy: number | null;
  readonly cycle: number;
};

export function minutesBetween(from: number | null | undefined, to: number | null | undefined): number | null {
  if (from === null || from === undefined || to === null || to === undefined || to < from) return null;
  return Math.ceil((to - from) / 60_000);
}

/**
 * Lead time per merged pull request (data.md): coding = first commit -> created; pickup = created -> first comment by
 * another; review = that comment -> merged; deploy = merged -> finish of the first deployment, by start and then id, whose
 * commits since its previous success contain the merge commit; cycle = coding + (created -> merged) + deploy.
 * `graphOf` gives the commits of a deployment commit's repository.
 */
export function leadTimes(
  merges: readonly Merge[],
  deployments: readonly GroupedDeployment[],
  graphOf: (repository: string) => CommitGraph,
): LeadTime[] {
  const first = firstDeployments(merges, deployments, graphOf);
  return merges
    .filter((merge) => merge.mergedAt !== null)
    .map((merge) => {
      const deployment = first.get(merge) ?? null;
      const coding = minutesBetween(merge.firstCommitAt, merge.createdAt);
      const pickup = minutesBetween(merge.createdAt, merge.firstCommentAt);
      const review = minutesBetween(merge.firstCommentAt, merge.mergedAt);
      const deploy = minutesBetween(merge.mergedAt, deployment?.finishedAt);
      const open = minutesBetween(merge.createdAt, merge.mergedAt);
      return { merge, deployment, coding, pickup, review, deploy, cycle: (coding ?? 0) + (open ?? 0) + (deploy ?? 0) };
    });
}

function firstDeployments(
  merges: readonly Merge[],
  deployments: readonly GroupedDeployment[],
  graphOf: (repository: string) => CommitGraph,
): Map<Merge, GroupedDeployment> {
  const waiting = merges.filter((merge) => merge.mergedAt !== null);
  const index = new Map<string, MergeIndex>();
  const first = new Map<Merge, GroupedDeployment>();
  const previous = previousSuccesses(deployments.filter(reachedProduction));
  const ordered = deployments
    .filter(reachedProduction)
    .toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  for (const deployment of ordered)
    for (const commit of deployment.commits) {
      const before = previous.get(commit);
      if (before === undefined) continue;
      const graph = graphOf(commit.repository ?? commit.service);
      const own = index.get(commit.repository ?? commit.service) ?? indexMerges(waiting, graph);
      index.set(commit.repository ?? commit.service, own);
      const range = graph.range(commit.sha, before.commit.sha);
      const found = [
        ...(range ?? []).flatMap((change) => own.bySha.get(change.sha) ?? []),
        ...(range === undefined ? own.between(timeOf(before.commit, graph), timeOf(commit, graph)) : []),
        ...(commit.sha === null ? [] : (own.bySha.get(graph.find(commit.sha)?.sha ?? commit.sha) ?? [])),
      ];
      for (const merge of found) if (!first.has(merge)) first.set(merge, deployment);
    }
  return first;
}

type MergeIndex = {
  readonly bySha: ReadonlyMap<string, readonly Merge[]>;
  /** Merges whose commit is of from < t <= to. */
  readonly between: (from: number, to: number) => readonly Merge[];
};

function indexMerges(merges: readonly Merge[], graph: CommitGraph): MergeIndex {
  const bySha = new Map<string, Merge[]>();
  for (const merge of merges) {
    const sha = graph.find(merge.mergeSha)?.sha ?? merge.mergeSha;
    if (sha !== null) bySha.set(sha, [...(bySha.get(sha) ?? []), merge]);
  }
  const timed = merges
    .map((merge) => ({ merge, at: graph.find(merge.mergeSha)?.at ?? merge.mergedAt ?? Infinity }))
    .toSorted((a, b) => a.at - b.at);
  const times = timed.map((each) => each.at);
  return {
    bySha,
    between: (from, to) => timed.slice(bisectRight(times, from), bisectRight(times, to)).map((each) => each.merge),
  };
}

/** Without ancestry a deployment brought what is younger than the commit before and not than its own. */
const timeOf = (commit: GroupedDeployment['commits'][number], graph: CommitGraph): number =>
  graph.find(commit.sha)?.at ?? commit.startedAt;
