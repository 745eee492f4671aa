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
  const waiting = new Set(merges.filter((merge) => merge.mergedAt !== null));
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
      const range = graph.range(commit.sha, before.commit.sha);
      const shas = range === undefined ? null : new Set(range.map((change) => change.sha));
      for (const merge of waiting) {
        const isIn =
          shas === null
            ? isInTime(merge, commit, before.commit, graph)
            : shas.has(graph.find(merge.mergeSha)?.sha ?? '') || isSame(merge.mergeSha, commit.sha);
        if (!isIn) continue;
        first.set(merge, deployment);
        waiting.delete(merge);
      }
    }
  return first;
}

type Commit = GroupedDeployment['commits'][number];

/** Without ancestry: what is younger than the commit that the previous deployment brought, and not than this one's. */
function isInTime({ mergeSha, mergedAt }: Merge, commit: Commit, before: Commit, graph: CommitGraph): boolean {
  if (isSame(mergeSha, commit.sha)) return true;
  const at = graph.find(mergeSha)?.at ?? mergedAt ?? Infinity;
  return (
    at > (graph.find(before.sha)?.at ?? before.startedAt) && at <= (graph.find(commit.sha)?.at ?? commit.startedAt)
  );
}

const isSame = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.length >= 7 && b.length >= 7 && (a.startsWith(b) || b.startsWith(a));
