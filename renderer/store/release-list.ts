import { changesKept, releasesIn } from './note-releases.ts';
import type { ReleaseSummary } from './release-summary.ts';
import type { Derived, KeptRelease, Store } from './schema.ts';

type List = { readonly epoch: number; readonly version: number; readonly releases: readonly ReleaseSummary[] };

const lists = new WeakMap<Store, List>();
/** Blocks. */
const atOnce = 50;
const nothing: Pick<Derived, 'epoch' | 'version'> = { epoch: 0, version: 0 };

/** Every release, newest first. What was read before is kept, so that a change costs the releases it changed. */
export async function readReleases(store: Store): Promise<readonly ReleaseSummary[]> {
  const { epoch, version } = (await store.derived.get('intake')) ?? nothing;
  const before = lists.get(store);
  if (before?.epoch === epoch && before.version === version) return before.releases;
  const isNear = before?.epoch === epoch && version > before.version && version - before.version < changesKept;
  const releases = isNear ? await readChanged(store, before) : await readAll(store);
  // What came while it was read has a later version and is read once more.
  lists.set(store, { epoch, version, releases });
  return releases;
}

async function readChanged(store: Store, before: List): Promise<readonly ReleaseSummary[]> {
  const changes = await store.releaseChanges.where('version').above(before.version).toArray();
  const keys = [...new Map(changes.flatMap((each) => each.blocks).map((key) => [key.join(' '), key])).values()];
  const changed: KeptRelease[] = [];
  for (let from = 0; from < keys.length; from += atOnce) {
    const some = keys.slice(from, from + atOnce).map(([service, block]): [string, number] => [service, block]);
    for (const kept of await store.releaseBlocks.bulkGet(some)) changed.push(...releasesIn(kept));
  }
  return merge(before.releases, changed);
}

/** In pieces, since what is read at once keeps the page from drawing. */
async function readAll(store: Store): Promise<readonly ReleaseSummary[]> {
  const releases: ReleaseSummary[] = [];
  for (let after: [string, number] = ['', 0]; ;) {
    const some = await store.releaseBlocks.where('[service+block]').above(after).limit(atOnce).toArray();
    for (const { summary } of some.flatMap(releasesIn)) if (summary !== null) releases.push(summary);
    const end = some.at(-1);
    if (end === undefined || some.length < atOnce) return releases.toSorted(newestFirst);
    after = [end.service, end.block];
  }
}

function merge(known: readonly ReleaseSummary[], changed: readonly KeptRelease[]): readonly ReleaseSummary[] {
  if (changed.length === 0) return known;
  const ids = new Set<string>(changed.map(({ id }) => id));
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
