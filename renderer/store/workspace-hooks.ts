import { useLiveQuery } from 'dexie-react-hooks';
import { emptyWorkspace, type Workspace } from '../../shared/domain/workspace/workspace.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
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
  return foldOn(journal.value.lines);
}

type FoldedLines = { readonly count: number; readonly last: JournalLine | undefined; readonly workspace: Workspace };
let folded: FoldedLines = { count: 0, last: undefined, workspace: emptyWorkspace };

/** Goes on from what was folded before, where these lines continue it: a long history is not folded again for each line. */
function foldOn(lines: readonly JournalLine[]): Workspace {
  const continues = folded.count <= lines.length && lines[folded.count - 1] === folded.last;
  const [from, before] = continues ? [folded.count, folded.workspace] : [0, emptyWorkspace];
  const next = foldWorkspaceLines(lines.slice(from), before);
  if (!next.ok) throw new Error(next.error.message);
  folded = { count: lines.length, last: lines.at(-1), workspace: next.value };
  return folded.workspace;
}
