import { breachOf } from './audit-transcript.ts';
import { evolveTranscript, openDraft } from './evolve-transcript.ts';
import { isUndoableInTranscript } from './transcript-commands.ts';
import { draftToTranscript, transcriptToDraft, type TranscriptDraft } from './transcript-draft.ts';
import type { HappenedTranscriptEvent, Transcript } from './transcript.ts';

/** An event that no command could have led to; nothing after it was folded. */
export type TranscriptFault = { readonly seq: number; readonly rule: 'M3.6' | 'H2'; readonly message: string };

/** A transcript with what undo needs: the commands that stand and those that were taken back, oldest first. */
export type FoldedTranscript = {
  readonly transcript: Transcript;
  /** How many segments its source brought. */
  readonly brought: number;
  readonly undoable: readonly string[];
  readonly redoable: readonly string[];
  readonly fault: TranscriptFault | null;
};

/** Folds a transcript's events; undefined where it was never opened. Undo works as in a review's journal. */
export function foldTranscript(events: readonly HappenedTranscriptEvent[]): FoldedTranscript | undefined {
  const first = events[0];
  if (first?.type !== 'transcript.opened.v1') return undefined;
  return foldOn(openDraft(first), { undoable: [], redoable: [] }, events, 1, undoneCommands(events));
}

/** The fold of `events`, of which the first `from` were folded to `before`; anew where an undo changes earlier ones. */
export function foldTranscriptFurther(
  before: FoldedTranscript,
  events: readonly HappenedTranscriptEvent[],
  from: number,
): FoldedTranscript | undefined {
  if (before.fault !== null) return before;
  const fresh = events.slice(from);
  if (fresh.some(isTurn)) return foldTranscript(events);
  return foldOn(transcriptToDraft(before.transcript, before.brought), before, events, from, new Set());
}

type Turn = Extract<HappenedTranscriptEvent, { type: 'command.undone.v1' | 'command.redone.v1' }>;

const isTurn = (event: HappenedTranscriptEvent): event is Turn =>
  event.type === 'command.undone.v1' || event.type === 'command.redone.v1';

function foldOn(
  draft: TranscriptDraft,
  stacks: Pick<FoldedTranscript, 'undoable' | 'redoable'>,
  events: readonly HappenedTranscriptEvent[],
  from: number,
  undone: ReadonlySet<string>,
): FoldedTranscript | undefined {
  const undoable = [...stacks.undoable];
  const redoable = [...stacks.redoable];
  for (let index = from; index < events.length; index += 1) {
    const event = events[index];
    if (event === undefined) break;
    if (isTurn(event)) {
      const [taken, to] = event.type === 'command.undone.v1' ? [undoable, redoable] : [redoable, undoable];
      if (taken.at(-1) !== event.body.target) return foldUpTo(events, index, 'H2', 'what it names cannot be turned.');
      to.push(event.body.target);
      taken.pop();
      continue;
    }
    if (event.type === 'transcript.erased.v1' || event.type === 'transcript.opened.v1')
      return foldUpTo(events, index, 'M3.6', 'it stands in the middle of a transcript.');
    if (!undone.has(event.command)) {
      const found = breachOf(draft, event);
      if (found !== undefined) return foldUpTo(events, index, 'M3.6', found.message);
      evolveTranscript(draft, event);
    }
    if (isUndoableInTranscript(event.type) && undoable.at(-1) !== event.command) {
      undoable.push(event.command);
      redoable.length = 0;
    }
  }
  return { transcript: draftToTranscript(draft), brought: draft.brought, undoable, redoable, fault: null };
}

/** What stood before the faulty event, with its own undone commands: what was undone later is not undone yet. */
function foldUpTo(
  events: readonly HappenedTranscriptEvent[],
  index: number,
  rule: TranscriptFault['rule'],
  what: string,
): FoldedTranscript | undefined {
  const before = foldTranscript(events.slice(0, index));
  const { seq = 0, type = '' } = events[index] ?? {};
  const fault = { seq, rule, message: `Event ${seq} (${type}) breaks ${rule}: ${what}` };
  return before === undefined ? undefined : { ...before, undoable: [], redoable: [], fault: before.fault ?? fault };
}

/** Commands that are undone at the end. What the source brought stands, whatever a line says. */
function undoneCommands(events: readonly HappenedTranscriptEvent[]): ReadonlySet<string> {
  const forward = new Set(
    events.flatMap((event) => (isTurn(event) || isUndoableInTranscript(event.type) ? [] : [event.command])),
  );
  const undone = new Set<string>();
  for (const event of events) {
    if (event.type === 'command.undone.v1' && !forward.has(event.body.target)) undone.add(event.body.target);
    if (event.type === 'command.redone.v1') undone.delete(event.body.target);
  }
  return undone;
}
