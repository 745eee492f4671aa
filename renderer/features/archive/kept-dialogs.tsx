import { useState, type ReactNode } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema, type MemberId } from '../../../shared/domain/ids.ts';
import type { Hold } from '../../../shared/domain/retention/retention.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import type { Result } from '../../../shared/lib/result.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { call } from '../../host/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { kindWords } from './kept-words.ts';

/** Records are deleted by their clock alone. */
export type Deletable = Output<'retention.list'>['kept'][number] & { readonly kind: 'recording' | 'transcript' };
type Because = { readonly reason: string; readonly by: MemberId };

type BecauseProps = {
  readonly workspace: Workspace;
  readonly verb: string;
  readonly busyVerb: string;
  readonly isReady?: boolean;
  readonly onSend: (because: Because) => Promise<Result<object, CallFault>>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** Who decides it, and why; both are kept. */
function BecauseForm({ workspace, verb, busyVerb, isReady = true, onSend, onClose, children }: BecauseProps) {
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(workspace.me ?? '');
  const send = async () => {
    const answer = await onSend({ reason, by: memberIdSchema.parse(by) });
    if (answer.ok) onClose();
    return answer;
  };
  return (
    <AskingForm
      verb={verb}
      busyVerb={busyVerb}
      isReady={isReady && reason.trim() !== '' && by !== ''}
      onSend={send}
      onClose={onClose}
    >
      {children}
      <TextArea label="Why" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
      <SelectField label="Decided by" value={by} onChange={(event) => setBy(event.target.value)}>
        <option value="">choose who decides it</option>
        <MemberOptions members={workspace.members} />
      </SelectField>
    </AskingForm>
  );
}

type HoldProps = {
  /** Null where it is still to be chosen. */
  readonly review: string | null;
  readonly reviews: readonly Review[];
  readonly workspace: Workspace;
  readonly onClose: () => void;
};

export function HoldDialog({ review, reviews, workspace, onClose }: HoldProps) {
  const [id, setId] = useState(review ?? '');
  return (
    <Dialog
      open
      onClose={onClose}
      title="Place a hold"
      description="Nothing of the review is deleted or cut until the hold is lifted, whatever clock runs out and whoever asks for it."
    >
      <BecauseForm
        workspace={workspace}
        verb="Place the hold"
        busyVerb="Placing…"
        isReady={id !== ''}
        onSend={(because) => call('retention.hold', { review: reviewIdSchema.parse(id), ...because })}
        onClose={onClose}
      >
        <SelectField label="Review" value={id} onChange={(event) => setId(event.target.value)}>
          <option value="">choose the review</option>
          {reviews
            .toSorted((a, b) => b.openedAt - a.openedAt)
            .map((each) => (
              <option key={each.id} value={each.id}>
                {each.id} · {each.title}
              </option>
            ))}
        </SelectField>
      </BecauseForm>
    </Dialog>
  );
}

type LiftProps = { readonly hold: Hold; readonly workspace: Workspace; readonly onClose: () => void };

export const LiftDialog = ({ hold, workspace, onClose }: LiftProps) => (
  <Dialog
    open
    onClose={onClose}
    title="Lift the hold"
    description={`What is overdue by then is deleted within minutes. The hold was placed because: ${hold.reason}`}
  >
    <BecauseForm
      workspace={workspace}
      verb="Lift it"
      busyVerb="Lifting…"
      onSend={(because) => call('retention.lift', { hold: hold.id, ...because })}
      onClose={onClose}
    />
  </Dialog>
);

type DeleteProps = {
  readonly kept: Deletable;
  readonly title: string;
  /** Which of the review's it is. */
  readonly name: string;
  readonly workspace: Workspace;
  readonly onClose: () => void;
};

/** What is deleted for good, and what stays. */
export const DeleteDialog = ({ kept, title, name, workspace, onClose }: DeleteProps) => (
  <Dialog
    open
    onClose={onClose}
    title={`Delete the ${kindWords[kept.kind].toLowerCase()} now`}
    description={
      kept.kind === 'recording'
        ? `The sound of “${title}” ${name} is deleted from this disk and from every window, for good. Its list of hashes stays, and a signed record still verifies.`
        : `The words of this transcript of “${title}” (${name}) and the file they came from are deleted for good, here and in the search. That there was one, and its hash, stays.`
    }
  >
    <BecauseForm
      workspace={workspace}
      verb="Delete for good"
      busyVerb="Deleting…"
      onSend={(because) =>
        call('retention.delete', {
          kind: kept.kind,
          review: reviewIdSchema.parse(kept.review),
          id: kept.id,
          ...because,
        })
      }
      onClose={onClose}
    />
  </Dialog>
);
