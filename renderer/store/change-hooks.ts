import { useLiveQuery } from 'dexie-react-hooks';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { pageStore } from './page-store.ts';
import { readRows } from './read-rows.ts';

/** Commits of a repository after `from` and up to `to`, epoch ms, newest first; undefined while loading. */
export function useChanges(repository: string, from: number, to: number): readonly RowOf<'change'>[] | undefined {
  return useLiveQuery(async () => {
    const changes = await readRows(pageStore(), 'change', from, to, repository);
    return changes.filter(({ at }) => at > from).toReversed();
  }, [repository, from, to]);
}
