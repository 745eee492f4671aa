import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import type { BoardColumn } from '../../../shared/projections/actions-board.ts';

export const columnWords: { readonly [C in BoardColumn]: string } = {
  idea: 'Idea',
  committed: 'Committed',
  overdue: 'Overdue',
  done: 'Done',
  verified: 'Verified',
  declined: 'Declined',
};

/** A person as the roster shows them; somebody who left stays readable by their code. */
export const personText = (workspace: Workspace, code: string): string =>
  findMember(workspace, code)?.display ?? `${code} (left)`;
