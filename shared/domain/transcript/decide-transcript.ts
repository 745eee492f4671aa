import { assertNever } from '../../lib/invariant.ts';
import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { breachOf } from './audit-transcript.ts';
import { splitTime } from './edit-segment.ts';
import type { FoldedTranscript } from './fold-transcript.ts';
import type { TranscriptCommand } from './transcript-commands.ts';
import { transcriptToDraft } from './transcript-draft.ts';
import type { Segment, Transcript, TranscriptEvent } from './transcript.ts';

/** What a decision may know besides the transcript itself. */
export type TranscriptContext = {
  /** Roster codes that a speaker can be. */
  readonly members: readonly string[];
};

export type TranscriptVerdict = Result<readonly TranscriptEvent[], Refusal>;

/**
 * The one door to a transcript's words: `(state, command, context) -> events | refusal`. An empty list means that it
 * reads so already. An edit does not verify: that a person has read and heard a segment is said by verifying it alone,
 * and what a person then rewords stays verified.
 */
export function decideTranscript(
  folded: FoldedTranscript,
  command: TranscriptCommand,
  context: TranscriptContext,
): TranscriptVerdict {
  if (folded.fault !== null)
    return refuse('M3.6', folded.fault.message, 'The transcript can be read up to there and not be edited.');
  if (command.type === 'undo' || command.type === 'redo') return turn(folded, command.type);
  const { transcript } = folded;
  if (
    command.type === 'speaker.know' &&
    command.member !== null &&
    !context.members.includes(command.member) &&
    transcript.members[command.speaker] !== command.member
  )
    return refuse('M3.6', 'That person is not in the roster.', 'Choose somebody of the roster.');
  const segmentOf = (id: string): Segment | undefined => transcript.segments.find((each) => each.id === id);
  const event = eventOf(command, segmentOf);
  const breach = breachOf(transcriptToDraft(transcript, folded.brought), event);
  if (breach !== undefined) return refuse('M3.6', breach.message, breach.satisfy);
  return ok(isSo(transcript, event, segmentOf) ? [] : [event]);
}

function turn({ undoable, redoable }: FoldedTranscript, type: 'undo' | 'redo'): TranscriptVerdict {
  const target = (type === 'undo' ? undoable : redoable).at(-1);
  if (target === undefined)
    return type === 'undo'
      ? refuse('H2', 'There is nothing to undo.', 'What the source brought stays; edit it instead.')
      : refuse('H2', 'There is nothing to redo.', 'Undo something first.');
  return ok([{ type: type === 'undo' ? 'command.undone.v1' : 'command.redone.v1', body: { target } }]);
}

function eventOf(
  command: Exclude<TranscriptCommand, { type: 'undo' | 'redo' }>,
  segmentOf: (id: string) => Segment | undefined,
): TranscriptEvent {
  switch (command.type) {
    case 'segment.reword':
      return { type: 'segment.reworded.v1', body: { segment: command.segment, text: command.text.trim() } };
    case 'segment.retime': {
      const { segment, start, end } = command;
      return { type: 'segment.retimed.v1', body: { segment, start, end } };
    }
    case 'segment.split': {
      const { segment, at, second } = command;
      const found = segmentOf(segment);
      const start = command.start ?? (found === undefined ? 0 : splitTime(found, at));
      return { type: 'segment.split.v1', body: { segment, at, start, second } };
    }
    case 'segments.merge':
      return { type: 'segments.merged.v1', body: { first: command.first, second: command.second } };
    case 'segments.assign':
      return { type: 'segments.assigned.v1', body: { segments: command.segments, speaker: command.speaker } };
    case 'speaker.rename':
      return { type: 'speaker.renamed.v1', body: { from: command.from, to: command.to } };
    case 'speaker.know':
      return { type: 'speaker.known.v1', body: { speaker: command.speaker, member: command.member } };
    case 'segments.verify':
      return { type: 'segments.verified.v1', body: { segments: command.segments, state: command.state } };
    default:
      return assertNever(command);
  }
}

/** Whether the transcript reads already as the event would make it. */
function isSo(transcript: Transcript, event: TranscriptEvent, segmentOf: (id: string) => Segment | undefined): boolean {
  switch (event.type) {
    case 'segment.reworded.v1':
      return segmentOf(event.body.segment)?.text === event.body.text;
    case 'segment.retimed.v1': {
      const segment = segmentOf(event.body.segment);
      return segment?.start === event.body.start && segment.end === event.body.end;
    }
    case 'segments.assigned.v1':
    case 'segments.verified.v1': {
      const named = new Set(event.body.segments);
      const { body, type } = event;
      return transcript.segments
        .filter(({ id }) => named.has(id))
        .every((each) => (type === 'segments.assigned.v1' ? each.speaker === body.speaker : each.state === body.state));
    }
    case 'speaker.renamed.v1':
      return event.body.from === event.body.to;
    case 'speaker.known.v1':
      return (transcript.members[event.body.speaker] ?? null) === event.body.member;
    default:
      return false;
  }
}
