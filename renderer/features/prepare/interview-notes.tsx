import type { Review } from '../../../shared/domain/review/review.ts';
import { WordingHint, wordingHintId } from '../../canvas/wording-hint.tsx';
import { useInterviewNotes } from '../../state/interview-notes.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';

const field = 'interview-notes';

/** What the facilitator heard before the meeting: private to this machine, in no record and no export. */
export function InterviewNotes({ review }: { readonly review: Review }) {
  const notes = useInterviewNotes(review.id);
  const { text, fault } = notes;
  if (text === null) return fault === null ? <Loading what="the notes" /> : <Refusal fault={fault} />;
  return (
    <div>
      <TextArea
        id={field}
        label="What people said before the meeting"
        hint={`Only you, on this machine: not in the journal, no record, no bundle. ${notes.isKept ? 'Kept.' : 'Not kept yet.'}`}
        aria-describedby={`${field}-note ${wordingHintId(field)}`}
        rows={6}
        maxLength={200_000}
        value={text}
        onChange={(event) => notes.change(event.target.value)}
        onBlur={notes.settle}
      />
      <WordingHint field={field} text={text} review={review} onText={notes.change} />
      {fault !== null && (
        <>
          <Refusal fault={fault} />
          {fault.code === 'changed' && (
            <Button kind="quiet" onClick={notes.read}>
              Read them anew
            </Button>
          )}
        </>
      )}
    </div>
  );
}
