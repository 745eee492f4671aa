import { openStore, type Store } from './schema.ts';

let opened: Store | undefined;

/** The page's one connection. It only reads; the sync worker writes through its own. */
export const pageStore = (): Store => (opened ??= openStore());
