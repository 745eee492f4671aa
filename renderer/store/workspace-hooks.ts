import { useLiveQuery } from 'dexie-react-hooks';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import { foldWorkspaceLines } from '../../shared/projections/review-events.ts';
import { createJournalCache } from './journal-cache.ts';
import { pageStore } from './page-store.ts';
import type { Store } from './schema.ts';

const readJournal = createJournalCache();

/** The workspace: name, roster, services, keys and who sits here; undefined until it has been read. */
export function useWorkspace(): Workspace | undefined {
  return useLiveQuery(() => readWorkspace(pageStore()), []);
}

export async function readWorkspace(store: Store): Promise<Workspace | undefined> {
  const cursor = await store.cursors.get('workspace');
  if (cursor === undefined || cursor.seq === 0) return undefined;
  const journal = await readJournal(store, cursor);
  if (!journal.ok) throw new Error(`The workspace's history is broken: ${journal.error.message}`);
  const folded = foldWorkspaceLines(journal.value.lines);
  if (!folded.ok) throw new Error(folded.error.message);
  return folded.value;
}
