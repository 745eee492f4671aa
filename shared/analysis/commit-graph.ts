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
  const known = [...new Map(changes.map((change) => [change.sha, change])).values()];
  const bySha = new Map(known.map((change, index) => [change.sha, index]));
  const byStart = new Map<string, number[]>();
  known.forEach((change, index) => {
    const start = change.sha.slice(0, shortest);
    const list = byStart.get(start);
    if (list === undefined) byStart.set(start, [index]);
    else list.push(index);
  });
  const indexOf = (sha: string | null | undefined): number | undefined => {
    if (sha === null || sha === undefined || sha.length < shortest) return undefined;
    const exact = bySha.get(sha);
    if (exact !== undefined) return exact;
    const near = (byStart.get(sha.slice(0, shortest)) ?? []).filter((index) => {
      const full = known[index]?.sha ?? '';
      return full.startsWith(sha) || sha.startsWith(full);
    });
    return near.length === 1 ? near[0] : undefined;
  };
  const hasParents = known.some((change) => change.parents !== undefined);
  const parents = known.map((change) => (change.parents ?? []).flatMap((sha) => indexOf(sha) ?? []));
  /** Which walk last came by a commit: walks are numbered, so that nothing is cleared between them. */
  const visited = new Uint32Array(known.length);
  let walk = 0;
  let since: { readonly from: number; readonly walk: number } | undefined;
  const reach = (from: number, stopAt: number): number[] => {
    walk += 1;
    const found: number[] = [];
    const waiting = [from];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (visited[next] === walk || (stopAt > 0 && visited[next] === stopAt)) continue;
      visited[next] = walk;
      found.push(next);
      for (const parent of parents[next] ?? []) waiting.push(parent);
    }
    return found;
  };
  return {
    size: known.length,
    find: (sha) => {
      const index = indexOf(sha);
      return index === undefined ? undefined : known[index];
    },
    range: (sha, before) => {
      const [to, from] = [indexOf(sha), indexOf(before)];
      if (!hasParents || to === undefined || from === undefined) return undefined;
      if (since?.from !== from) {
        reach(from, 0);
        since = { from, walk };
      }
      // The second walk marks only what the first did not, so the first can be used again.
      return reach(to, since.walk).flatMap((index) => known[index] ?? []);
    },
  };
}
