import { join } from 'node:path';
import type { HappenedEvent } from '../../shared/domain/review/events.ts';
import { foldReview } from '../../shared/domain/review/fold.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import { withRemains } from '../../shared/journal/erased-lines.ts';
import { foldWorkspaceLines, lineToReviewEvent } from '../../shared/projections/review-events.ts';
import { readJournals, type ReadJournal } from '../journal/read-journal.ts';
import { onDisk } from '../platform/files.ts';
import { WorkspaceFault } from './fault.ts';
import { expectWorkspace } from './with-workspace.ts';
import { workspaceStream } from './workspace-service.ts';

/** One review as its journal has it. `broken` says where the journal stops making sense; `review` is what stood before. */
export type ReadReview = {
  readonly id: string;
  readonly review: Review | undefined;
  readonly broken: string | undefined;
};

export type ReadWorkspace = {
  readonly reviews: readonly ReadReview[];
  /** Where the organisation's own journal stops making sense. */
  readonly broken: string | undefined;
};

/** Reads a workspace without opening it: beside the app that has it open, and without writing a byte. Throws WorkspaceFault. */
export async function readWorkspace(folder: string): Promise<ReadWorkspace> {
  await expectWorkspace(folder);
  const read = await onDisk(() => readJournals(join(folder, 'journals')));
  if (!read.ok) throw new WorkspaceFault('The workspace cannot be read. Check that its files may be read.');
  const organisation = read.value.find(({ stream }) => stream === workspaceStream);
  return {
    reviews: read.value.filter(({ stream }) => stream !== workspaceStream).map(readReview),
    broken: organisation === undefined ? undefined : organisationFault(organisation),
  };
}

/** The organisation as its own journal has it, read beside the app that has the workspace open. Throws WorkspaceFault. */
export async function readOrganisation(folder: string): Promise<Workspace> {
  await expectWorkspace(folder);
  const read = await onDisk(() => readJournals(join(folder, 'journals')));
  if (!read.ok) throw new WorkspaceFault('The workspace cannot be read. Check that its files may be read.');
  const found = read.value.find(({ stream }) => stream === workspaceStream);
  const folded = foldWorkspaceLines(found?.lines ?? []);
  if (!folded.ok) throw new WorkspaceFault(`The organisation's own history is broken: ${folded.error.message}`);
  return folded.value;
}

function readReview({ stream, lines, fault }: ReadJournal): ReadReview {
  const events: HappenedEvent[] = [];
  let broken = fault?.message;
  for (const line of withRemains(lines)) {
    const event = lineToReviewEvent(line);
    if (event.ok) events.push(event.value);
    else {
      broken = event.error.message;
      break;
    }
  }
  const folded = foldReview(events);
  broken = folded?.fault?.message ?? broken;
  if (folded === undefined) return { id: stream, review: undefined, broken: broken ?? 'it was never opened' };
  return { id: stream, review: folded.review, broken };
}

function organisationFault({ lines, fault }: ReadJournal): string | undefined {
  const folded = foldWorkspaceLines(lines);
  return folded.ok ? fault?.message : folded.error.message;
}
