import { useLiveQuery } from 'dexie-react-hooks';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { pageStore } from './page-store.ts';

/** Commits of a repository after `from` and up to `to`, epoch ms, newest first; undefined while loading. */
export function useChanges(repository: string, from: number, to: number): readonly RowOf<'change'>[] | undefined {
  return useLiveQuery(
    () =>
      pageStore()
        .changes.where('[repository+at]')
        .between([repository, from], [repository, to], false, true)
        .reverse()
        .toArray(),
    [repository, from, to],
  );
}
