import { err, ok, type Result } from '../lib/result.ts';
import { localIdSchema } from '../domain/text.ts';
import { isReviewEventType, reviewEventSchemas, type HappenedEvent } from '../domain/review/events.ts';
import { foldReview, type FoldedReview } from '../domain/review/fold.ts';
import {
  emptyWorkspace,
  evolveWorkspace,
  isWorkspaceEventType,
  workspaceEventSchemas,
  type Workspace,
  type WorkspaceEvent,
} from '../domain/workspace/workspace.ts';
import { withRemains } from '../journal/erased-lines.ts';
import type { JournalLine } from '../journal/line.ts';

export type EventFault = {
  readonly code: 'unknown-event' | 'rule-broken';
  readonly seq: number;
  readonly message: string;
};

/** Reads a journal line as an event of a review. The body carries the command it came from beside its own fields. */
export function lineToReviewEvent(line: JournalLine): Result<HappenedEvent, EventFault> {
  const { type, seq, body } = line;
  const fault = (message: string): Result<never, EventFault> => err({ code: 'unknown-event', seq, message });
  if (!isReviewEventType(type)) return fault(`Event ${seq} is of a kind this version does not know: ${type}.`);
  const { command, ...fields } = body ?? {};
  const parsed = reviewEventSchemas[type].safeParse(fields);
  const commandId = localIdSchema.safeParse(command);
  if (!parsed.success || !commandId.success)
    return fault(`Event ${seq} (${type}) does not have the shape of its kind.`);
  return ok({
    type,
    body: parsed.data,
    seq,
    at: Date.parse(line.at),
    actor: line.actor,
    command: commandId.data,
  } as HappenedEvent);
}

/** Folds a review's whole journal; a line that cannot be read stops the fold and is named. */
export function foldReviewLines(lines: readonly JournalLine[]): Result<FoldedReview | undefined, EventFault> {
  const events: HappenedEvent[] = [];
  for (const line of withRemains(lines)) {
    const event = lineToReviewEvent(line);
    if (!event.ok) return event;
    events.push(event.value);
  }
  const folded = foldReview(events);
  const fault = folded?.fault ?? null;
  return fault === null ? ok(folded) : err({ code: 'rule-broken', seq: fault.seq, message: fault.message });
}

/** Folds the workspace's journal, or goes on from what its earlier lines came to: name, roster, services, who sits here. */
export function foldWorkspaceLines(
  lines: readonly JournalLine[],
  before: Workspace = emptyWorkspace,
): Result<Workspace, EventFault> {
  let workspace = before;
  for (const line of lines) {
    const { type, seq } = line;
    if (!isWorkspaceEventType(type))
      return err({
        code: 'unknown-event',
        seq,
        message: `Event ${seq} is of a kind this version does not know: ${type}.`,
      });
    const { command: _command, ...fields } = line.body ?? {};
    const parsed = workspaceEventSchemas[type].safeParse(fields);
    if (!parsed.success)
      return err({
        code: 'unknown-event',
        seq,
        message: `Event ${seq} (${type}) does not have the shape of its kind.`,
      });
    workspace = evolveWorkspace(workspace, { type, body: parsed.data } as WorkspaceEvent, Date.parse(line.at));
  }
  return ok(workspace);
}
