import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { sendCommand } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { enclosureOf } from './enclosure-of.ts';
import styles from './transcript-editor.module.css';

type Props = {
  readonly review: Review;
  readonly transcript: string;
  /** When the transcript was last changed, epoch ms. */
  readonly keptAt: number;
  /** How many segments no person has verified. */
  readonly drafts: number;
  readonly onClose: () => void;
};

/** Putting a transcript into the record, or leaving it out, with what that means. */
export function EncloseDialog({ review, transcript, keptAt, drafts, onClose }: Props) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const { enclosed, isOlder } = enclosureOf(review, transcript, keptAt);
  const run = async (type: 'transcript.enclose' | 'transcript.leave-out') => {
    const answer = await sendCommand(review.id as ReviewId, { type, transcript });
    if (answer.ok) onClose();
    else setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="The transcript in the record"
      description="Whoever is handed the record can then read every word of it, with the names in it, and nobody can take it out of a record that was handed on, whatever the policy says about keeping transcripts."
    >
      <p>
        Left out, the record holds nothing of it but the quotes that were taken as evidence. The words can then be
        deleted when their time has run out, and the record still verifies.
      </p>
      {enclosed !== null && (
        <p>
          It goes in as it was on {formatDayTime(enclosed.at, review.zone)}.{isOlder && ' It was changed since.'}
        </p>
      )}
      {drafts > 0 && (
        <p className={styles['under']}>
          {drafts.toLocaleString('en-GB')} {drafts === 1 ? 'segment is' : 'segments are'} a draft that nobody has
          verified. The file says so.
        </p>
      )}
      {fault !== null && <Refusal fault={fault} />}
      <DialogFoot>
        <Button onClick={onClose}>Cancel</Button>
        {enclosed !== null && <Button onClick={() => void run('transcript.leave-out')}>Leave it out</Button>}
        {(enclosed === null || isOlder) && (
          <Button kind="primary" onClick={() => void run('transcript.enclose')}>
            {enclosed === null ? 'Put it into the record' : 'Put it in as it is now'}
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  );
}
