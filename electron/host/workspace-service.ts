import { randomBytes } from 'node:crypto';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { workspaceEventSchemas, type Workspace, type WorkspaceEvent } from '../../shared/domain/workspace/workspace.ts';
import { foldWorkspaceLines } from '../../shared/projections/review-events.ts';
import type { Journal } from '../journal/journal.ts';
import type { Journals } from '../journal/journals.ts';
import { fail, toCallFault, WorkspaceFault } from './fault.ts';

export const workspaceStream = 'workspace';

type Noted = Result<Record<string, never>, CallFault>;

/** The organisation's journal: its name, roster, services, public keys and who sits here. */
export interface WorkspaceService {
  current(): Workspace;
  /**
   * Founds the workspace unless it is. Not done at opening: when the folder was emptied, a window may still keep the old
   * history and give it back, which a new founding would make impossible. Throws WorkspaceFault where the disk says no.
   */
  found(): Promise<void>;
  record(actor: string, event: WorkspaceEvent): Promise<Noted>;
}

/** An id for a command that no page sent. */
export const ownCommandId = (): string => `h${randomBytes(6).toString('hex')}`;

/** Opens the workspace's journal. A new workspace is founded by its first page or its first event. */
export async function createWorkspaceService(
  journals: Journals,
  founding: { readonly name: string; readonly sample: boolean; readonly zone: string },
): Promise<WorkspaceService> {
  const journal = await journals.open(workspaceStream);
  let workspace = fold(journal.read(0));
  journals.subscribe((stream, lines) => {
    if (stream === workspaceStream) workspace = fold(lines, workspace);
  });
  let founded: Promise<Noted> | undefined;
  const found = async (): Promise<Noted> => {
    if (journal.head().seq > 0) return ok({});
    const id = `w${randomBytes(8).toString('hex')}`;
    return append(journal, 'hotwash', { type: 'workspace.founded.v1', body: { id, ...founding } });
  };
  const foundOnce = (): Promise<Noted> => (founded ??= found().finally(() => (founded = undefined)));
  return {
    current: () => workspace,
    found: async () => {
      const answer = await foundOnce();
      if (!answer.ok) throw new WorkspaceFault(answer.error.message);
    },
    record: async (actor, event) => {
      const isThere = await foundOnce();
      return isThere.ok ? append(journal, actor, event) : isThere;
    },
  };
}

function fold(lines: readonly JournalLine[], before?: Workspace): Workspace {
  const folded = foldWorkspaceLines(lines, before);
  if (!folded.ok)
    throw new WorkspaceFault(
      `The workspace's own history cannot be read: ${folded.error.message} Nothing was changed; open it with the version that wrote it.`,
    );
  return folded.value;
}

async function append(journal: Journal, actor: string, event: WorkspaceEvent): Promise<Noted> {
  const schema = workspaceEventSchemas[event.type];
  // What is written must be read at every later opening, whoever asked for it.
  if (!schema.safeParse(event.body).success)
    return fail('invalid-input', 'Something of it is not in the form that the workspace keeps; nothing was written.');
  for (;;) {
    const body = { ...event.body, command: ownCommandId() };
    const appended = await journal.append(journal.head().seq, actor, [{ type: event.type, body }]);
    if (appended.ok) return ok({});
    // Only two quick appends can cross here, and neither depends on the other.
    if (appended.error.code !== 'moved-on') return err(toCallFault(appended.error));
  }
}
