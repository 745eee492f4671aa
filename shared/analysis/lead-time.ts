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
      const repository = commit.repository ?? commit.service;
      const own = index.get(repository) ?? indexMerges(mergesOf(repository, waiting), graph);
      index.set(repository, own);
      const range = graph.range(commit.sha, before.commit.sha);
      const found =
        range === undefined
          ? withoutAncestry(before.commit, commit, own, graph)
          : range.flatMap((change) => own.bySha.get(change.sha) ?? []);
      for (const merge of found) if (!first.has(merge)) first.set(merge, deployment);
    }
  return first;
}

/** A repository's merges; those of all where none are of it, since a source may name it otherwise. */
function mergesOf(repository: string, merges: readonly Merge[]): readonly Merge[] {
  const named = merges.filter((merge) => merge.repository === repository);
  if (named.length > 0) return named;
  const last = merges.filter((merge) => lastPart(merge.repository) === lastPart(repository));
  return last.length > 0 ? last : merges;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

type Commit = GroupedDeployment['commits'][number];

/** Where no ancestry is known: what merged its very commit, and what is younger than the commit before. */
function withoutAncestry(before: Commit, commit: Commit, own: MergeIndex, graph: CommitGraph): readonly Merge[] {
  const sha = graph.find(commit.sha)?.sha ?? commit.sha;
  if (sha !== null && sha === (graph.find(before.sha)?.sha ?? before.sha)) return [];
  return [
    ...own.between(timeOf(before, graph), timeOf(commit, graph)),
    ...(sha === null ? [] : (own.bySha.get(sha) ?? [])),
  ];
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
const timeOf = (commit: Commit, graph: CommitGraph): number => graph.find(commit.sha)?.at ?? commit.startedAt;
