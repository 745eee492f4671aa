import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ReleaseId, ServiceId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { call } from '../../host/client.ts';
import { useJointCandidates } from '../../state/joint.ts';
import { go } from '../../state/route.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './releases.module.css';

type Props = { readonly release: ReleaseId; readonly title: string; readonly onClose: () => void };

const isOpen = ({ phase }: Review): boolean => phase !== 'closed' && phase !== 'signed';

const covers = (review: Review, release: string): boolean =>
  review.release === release || review.joint.joined.some((each) => each.release === release);

export function OpenReviewDialog({ release, title, onClose }: Props) {
  const [name, setName] = useState(title);
  const [tier, setTier] = useState<'full' | 'light'>('full');
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isTogether, setIsTogether] = useState(true);
  const candidates = useJointCandidates(release) ?? [];
  const others = candidates.flatMap(({ releases }) => releases).filter((each) => each.release !== release);
  const reviews = useReviews() ?? [];
  const told = (other: string): string => {
    const running = reviews.find(({ review }) => isOpen(review) && covers(review, other))?.review.id;
    return `${other.replace('@', ' ')}${running === undefined ? '' : ` (under review already in ${running})`}`;
  };
  const open = async () => {
    setIsBusy(true);
    const answer = await call('review.open', {
      release,
      tier,
      title: name,
      ...(tier === 'light' && reason.trim() !== '' && { reason }),
      ...(isTogether && {
        joined: others.map((each) => ({ release: each.release as ReleaseId, service: each.service as ServiceId })),
      }),
    });
    setIsBusy(false);
    if (answer.ok) go({ place: 'prepare', review: answer.value.review });
    else setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Open a review"
      description="It begins as a draft: name its seats and a facilitator, seal its package, then open the room."
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <TextField
          label="Title"
          value={name}
          maxLength={300}
          required
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label="Tier"
          value={tier}
          onChange={(event) => {
            setTier(event.target.value === 'light' ? 'light' : 'full');
            setFault(null);
          }}
        >
          <option value="full">full</option>
          <option value="light">light</option>
        </SelectField>
        {others.length > 0 && (
          <SelectField
            label="Released at the same time along dependencies"
            hint={others.map((each) => told(each.release)).join(', ')}
            value={isTogether ? 'together' : 'alone'}
            onChange={(event) => setIsTogether(event.target.value === 'together')}
          >
            <option value="together">one joint review</option>
            <option value="alone">this release alone</option>
          </SelectField>
        )}
        {fault !== null && <Refusal fault={fault} />}
        {fault?.rule === 'M1.3' && tier === 'light' && (
          <TextField
            label="Why a light one is enough"
            hint="printed in the record"
            value={reason}
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit" disabled={isBusy}>
            Open the review
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
