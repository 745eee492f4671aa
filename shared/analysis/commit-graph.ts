import type { RowOf } from '../domain/release/rows.ts';

type Change = RowOf<'change'>;

/** The commits of one repository and who came before whom. */
export type CommitGraph = {
  readonly size: number;
  /** The change of a commit id or of its unique beginning. */
  readonly find: (sha: string | null | undefined) => Change | undefined;
  /**
   * Commits that `sha` reaches and `since` does not, as `git log since..sha` lists them; undefined where either is not
   * known, or the source told no parents.
   */
  readonly range: (sha: string | null, since: string | null) => readonly Change[] | undefined;
};

/** Shortest beginning of a commit id that is taken for it. */
const shortest = 7;

export function createCommitGraph(changes: readonly Change[]): CommitGraph {
  const bySha = new Map(changes.map((change) => [change.sha, change]));
  const byStart = new Map<string, Change[]>();
  for (const change of bySha.values()) {
    const start = change.sha.slice(0, shortest);
    byStart.set(start, [...(byStart.get(start) ?? []), change]);
  }
  const hasParents = changes.some((change) => change.parents !== undefined);
  const find = (sha: string | null | undefined): Change | undefined => {
    if (sha === null || sha === undefined || sha.length < shortest) return undefined;
    const exact = bySha.get(sha);
    if (exact !== undefined) return exact;
    const near = (byStart.get(sha.slice(0, shortest)) ?? []).filter(
      (change) => change.sha.startsWith(sha) || sha.startsWith(change.sha),
    );
    return near.length === 1 ? near[0] : undefined;
  };
  const reach = (from: Change, without: ReadonlySet<Change>): Set<Change> => {
    const seen = new Set<Change>();
    const waiting = [from];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next) || without.has(next)) continue;
      seen.add(next);
      for (const parent of next.parents ?? []) {
        const change = find(parent);
        if (change !== undefined) waiting.push(change);
      }
    }
    return seen;
  };
  let lastSince: { readonly change: Change; readonly reached: ReadonlySet<Change> } | undefined;
  return {
    size: bySha.size,
    find,
    range: (sha, since) => {
      const [to, from] = [find(sha), find(since)];
      if (!hasParents || to === undefined || from === undefined) return undefined;
      if (lastSince?.change !== from) lastSince = { change: from, reached: reach(from, new Set()) };
      return [...reach(to, lastSince.reached)];
    },
  };
}
