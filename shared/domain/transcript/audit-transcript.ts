import { placeOf, type TranscriptDraft } from './transcript-draft.ts';
import type { Segment, TranscriptEvent } from './transcript.ts';

/** Why an event cannot happen as a transcript stands, and what would let it. */
export type TranscriptBreach = { readonly message: string; readonly satisfy: string };

/** Segments of one transcript; more is no meeting. */
export const mostSegments = 200_000;

const look = 'Look at the transcript as it is now and try again.';
const breach = (message: string, satisfy: string): TranscriptBreach => ({ message, satisfy });
const unknown = breach('There is no such segment in this transcript any more.', look);

/**
 * What is wrong with an event on the draft as it stands. The same question is asked before an event is written and when
 * the stream is folded, so that what was written past the rules is found.
 */
export function breachOf(draft: TranscriptDraft, { type, body }: TranscriptEvent): TranscriptBreach | undefined {
  const known = (id: string): Segment | undefined => draft.byId.get(id);
  switch (type) {
    case 'transcript.opened.v1':
      return breach('A transcript is opened once.', look);
    case 'segments.added.v1':
      return adding(draft, body.segments);
    case 'transcript.filled.v1':
      if (draft.isFilled) return breach('The transcript is complete already.', look);
      return body.segments === draft.brought ? undefined : breach('The count of segments is not what came.', look);
    case 'segment.reworded.v1':
      return known(body.segment) === undefined ? unknown : undefined;
    case 'segment.retimed.v1':
      return known(body.segment) === undefined ? unknown : backwards(body);
    case 'segment.split.v1':
      return splitting(draft, body);
    case 'segments.merged.v1':
      return merging(draft, body.first, body.second);
    case 'segments.assigned.v1':
    case 'segments.verified.v1':
      return body.segments.some((id) => known(id) === undefined) ? unknown : undefined;
    case 'speaker.renamed.v1':
      return noSpeaker(draft, body.from);
    case 'speaker.known.v1':
      return noSpeaker(draft, body.speaker);
    case 'command.undone.v1':
    case 'command.redone.v1':
    case 'transcript.erased.v1':
      return undefined;
  }
}

const backwards = ({ start, end }: Pick<Segment, 'start' | 'end'>): TranscriptBreach | undefined =>
  start <= end
    ? undefined
    : breach('A segment cannot end before it begins.', 'Give it an end at or after its beginning.');

function adding(draft: TranscriptDraft, segments: readonly Segment[]): TranscriptBreach | undefined {
  if (draft.isFilled) return breach('The transcript is complete; nothing more comes from its source.', look);
  if (draft.brought + segments.length > mostSegments)
    return breach(`A transcript has at most ${mostSegments} segments.`, 'Cut the file into several.');
  const fresh = new Set(segments.map(({ id }) => id));
  if (fresh.size < segments.length || segments.some(({ id }) => draft.byId.has(id)))
    return breach('A segment of that id is in the transcript already.', 'Give each segment an id of its own.');
  return segments.map(backwards).find((found) => found !== undefined);
}

function splitting(
  draft: TranscriptDraft,
  body: { readonly segment: string; readonly at: number; readonly start: number; readonly second: string },
): TranscriptBreach | undefined {
  const segment = draft.byId.get(body.segment);
  if (segment === undefined) return unknown;
  if (draft.byId.has(body.second)) return breach('The second half needs an id of its own.', 'Try again.');
  const { text } = segment;
  const isEmpty = text.slice(0, body.at).trim() === '' || text.slice(body.at).trim() === '';
  if (isEmpty)
    return breach('One half of the segment would hold no words.', 'Place the cursor between two of its words.');
  if (/[\uD800-\uDBFF]$/.test(text.slice(0, body.at)))
    return breach('A sign of the text would be cut in two.', 'Place the cursor between two of its words.');
  return body.start < segment.start || body.start > segment.end
    ? breach('The split lies outside the time of the segment.', 'Split it between its beginning and its end.')
    : undefined;
}

function merging(draft: TranscriptDraft, firstId: string, secondId: string): TranscriptBreach | undefined {
  const [first, second] = [draft.byId.get(firstId), draft.byId.get(secondId)];
  if (first === undefined || second === undefined) return unknown;
  const [from, to] = [placeOf(draft, firstId), placeOf(draft, secondId)];
  const between = draft.segments.slice(from + 1, to);
  if (from >= to || between.some(({ speaker }) => speaker === first.speaker || speaker === second.speaker))
    return breach(
      'A segment is merged with the next one of its speaker; another stands between these.',
      'Merge them one after the other, from the first on.',
    );
  return first.text.length + second.text.length + 1 > 20_000
    ? breach('A segment has at most 20,000 characters.', 'Leave them apart.')
    : (first.words?.length ?? 0) + (second.words?.length ?? 0) > 5000
      ? breach('A segment has at most 5,000 timed words.', 'Leave them apart.')
      : undefined;
}

function noSpeaker({ segments }: TranscriptDraft, name: string): TranscriptBreach | undefined {
  return segments.some(({ speaker }) => speaker === name)
    ? undefined
    : breach(`Nobody in this transcript is called ${name}.`, look);
}
