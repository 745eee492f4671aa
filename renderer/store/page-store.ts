import { openStore, type Store } from './schema.ts';

let opened: Store | undefined;

/** The page's one connection. It only reads; the sync worker writes through its own. */
export const pageStore = (): Store => (opened ??= openStore());

/** Tests put a database of their own in its place. */
export function setPageStore(store: Store): void {
  opened = store;
}
