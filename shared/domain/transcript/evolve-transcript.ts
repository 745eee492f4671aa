import { mergedSegment, rewordedSegment, splitSegment } from './edit-segment.ts';
import type { TranscriptEvent } from './transcript.ts';
import {
  insertSegment,
  newDraft,
  placeOf,
  removeSegment,
  replaceSegment,
  type TranscriptDraft,
} from './transcript-draft.ts';

type Later = Exclude<
  TranscriptEvent,
  { type: 'transcript.opened.v1' | 'command.undone.v1' | 'command.redone.v1' | 'transcript.erased.v1' }
>;

export const openDraft = (event: TranscriptEvent & { type: 'transcript.opened.v1' }): TranscriptDraft =>
  newDraft(event.body);

/** Carries one event out on the draft; the audit let it through. */
export function evolveTranscript(draft: TranscriptDraft, { type, body }: Later): void {
  switch (type) {
    case 'segments.added.v1':
      for (const segment of body.segments) insertSegment(draft, segment);
      draft.brought += body.segments.length;
      return;
    case 'transcript.filled.v1':
      draft.isFilled = true;
      return;
    case 'segment.reworded.v1':
      return replaceSegment(draft, body.segment, (segment) => rewordedSegment(segment, body.text));
    case 'segment.retimed.v1': {
      const { start, end } = body;
      return insertSegment(draft, { ...removeSegment(draft, body.segment), start, end });
    }
    case 'segment.split.v1': {
      const place = placeOf(draft, body.segment);
      const [first, second] = splitSegment(removeSegment(draft, body.segment), body.at, body.start, body.second);
      insertSegment(draft, first, place);
      return insertSegment(draft, second, second.start === first.start ? place + 1 : undefined);
    }
    case 'segments.merged.v1': {
      const second = removeSegment(draft, body.second);
      return replaceSegment(draft, body.first, (first) => mergedSegment(first, second));
    }
    case 'segments.assigned.v1':
      for (const id of body.segments) replaceSegment(draft, id, (each) => ({ ...each, speaker: body.speaker }));
      return;
    case 'speaker.renamed.v1':
      return renameSpeaker(draft, body.from, body.to);
    case 'speaker.known.v1':
      if (body.member === null) draft.members.delete(body.speaker);
      else draft.members.set(body.speaker, body.member);
      return;
    case 'segments.verified.v1':
      for (const id of body.segments) replaceSegment(draft, id, (each) => ({ ...each, state: body.state }));
      return;
  }
}

function renameSpeaker(draft: TranscriptDraft, from: string, to: string): void {
  for (const [place, segment] of draft.segments.entries()) {
    if (segment.speaker !== from) continue;
    const renamed = { ...segment, speaker: to };
    draft.segments[place] = renamed;
    draft.byId.set(segment.id, renamed);
  }
  const member = draft.members.get(from);
  draft.members.delete(from);
  if (member !== undefined && !draft.members.has(to)) draft.members.set(to, member);
}
