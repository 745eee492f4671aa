import type { ReleaseSummary } from './release-summary.ts';
import type { KeptRelease, Store } from './schema.ts';

type List = { readonly epoch: number; readonly seq: number; readonly releases: readonly ReleaseSummary[] };

const lists = new WeakMap<Store, List>();
const atOnce = 1000;

/** Every release, newest first. What was read before is kept, so that a change costs the releases it changed. */
export async function readReleases(store: Store): Promise<readonly ReleaseSummary[]> {
  const derived = await store.derived.get('intake');
  const { epoch = 0 } = derived ?? {};
  const before = lists.get(store);
  let list: List = before?.epoch === epoch ? before : { epoch, seq: 0, releases: [] };
  const changed = await readChanged(store, list.seq);
  if (changed.length > 0) {
    // The same lines are read once more next time, since more of the last one's releases may have come meanwhile.
    const seq = Math.max(list.seq, ...changed.slice(-1).map((each) => each.seq - 1));
    list = { epoch, seq, releases: merge(list.releases, changed) };
  }
  lists.set(store, list);
  return list.releases;
}

/** In pieces, since what is read at once keeps the page from drawing. */
async function readChanged(store: Store, after: number): Promise<KeptRelease[]> {
  const changed: KeptRelease[] = [];
  let last: readonly [number, string] = [after, '\uffff'];
  for (;;) {
    const some = await store.summaries
      .where('[seq+id]')
      .between([...last], [Infinity, ''], false, false)
      .limit(atOnce)
      .toArray();
    for (const each of some) changed.push(each);
    const end = some.at(-1);
    if (end === undefined || some.length < atOnce) return changed;
    last = [end.seq, end.id];
  }
}

function merge(known: readonly ReleaseSummary[], changed: readonly KeptRelease[]): readonly ReleaseSummary[] {
  const ids = new Set(changed.map(({ id }) => id));
  const fresh = changed.flatMap(({ summary }) => (summary === null ? [] : [summary])).toSorted(newestFirst);
  const merged: ReleaseSummary[] = [];
  let next = 0;
  for (const release of known) {
    if (ids.has(release.id)) continue;
    for (let first = fresh[next]; first !== undefined && newestFirst(first, release) < 0; first = fresh[next]) {
      merged.push(first);
      next += 1;
    }
    merged.push(release);
  }
  return [...merged, ...fresh.slice(next)];
}

const newestFirst = (a: ReleaseSummary, b: ReleaseSummary): number => b.at - a.at || (a.id < b.id ? -1 : 1);
