import { randomBytes } from 'node:crypto';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import type { Workspace, WorkspaceEvent } from '../../shared/domain/workspace/workspace.ts';
import { foldWorkspaceLines } from '../../shared/projections/review-events.ts';
import type { Journal } from '../journal/journal.ts';
import type { Journals } from '../journal/journals.ts';
import { toCallFault } from './fault.ts';

export const workspaceStream = 'workspace';

/** The organisation's journal: its name, roster, services, public keys and who sits here. */
export interface WorkspaceService {
  current(): Workspace;
  record(actor: string, event: WorkspaceEvent): Promise<Result<Record<string, never>, CallFault>>;
}

/** An id for a command that no page sent. */
export const ownCommandId = (): string => `h${randomBytes(6).toString('hex')}`;

/** Opens the workspace's journal and founds the workspace when it is new. */
export async function createWorkspaceService(
  journals: Journals,
  founding: { readonly name: string; readonly sample: boolean; readonly zone: string },
): Promise<WorkspaceService> {
  const journal = await journals.open(workspaceStream);
  let workspace = fold(journal.read(0));
  journals.subscribe((stream) => {
    if (stream === workspaceStream) workspace = fold(journal.read(0));
  });
  const service: WorkspaceService = {
    current: () => workspace,
    record: (actor, event) => append(journal, actor, event),
  };
  if (journal.head().seq === 0) {
    const id = `w${randomBytes(8).toString('hex')}`;
    const founded = await service.record('hotwash', { type: 'workspace.founded.v1', body: { id, ...founding } });
    if (!founded.ok) throw new Error(founded.error.message);
  }
  return service;
}

function fold(lines: readonly JournalLine[]): Workspace {
  const folded = foldWorkspaceLines(lines);
  invariant(folded.ok, folded.ok ? '' : folded.error.message);
  return folded.value;
}

async function append(
  journal: Journal,
  actor: string,
  event: WorkspaceEvent,
): Promise<Result<Record<string, never>, CallFault>> {
  for (;;) {
    const body = { ...event.body, command: ownCommandId() };
    const appended = await journal.append(journal.head().seq, actor, [{ type: event.type, body }]);
    if (appended.ok) return ok({});
    // Only two quick appends can cross here, and neither depends on the other.
    if (appended.error.code !== 'moved-on') return err(toCallFault(appended.error));
  }
}
