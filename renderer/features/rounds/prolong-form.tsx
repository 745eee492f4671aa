import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Round } from '../../../shared/domain/packet/round.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { sendCommand } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { DeadlineFields, useDeadline } from './deadline-fields.tsx';
import styles from './rounds.module.css';

type Props = { readonly review: Review; readonly round: Round; readonly now: number };

const dayMs = 86_400_000;

/** A later deadline for everybody, with the reason that stays in the record. */
export function ProlongForm({ review, round, now }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const deadline = useDeadline(Math.max(now, round.deadline) + dayMs, review.zone);
  if (!isOpen)
    return (
      <Button kind="quiet" onClick={() => setIsOpen(true)}>
        Prolong it, with a reason
      </Button>
    );
  const isReady = deadline.at !== null && reason.trim() !== '';
  const prolong = async () => {
    if (deadline.at === null) return;
    const answer = await sendCommand(reviewIdSchema.parse(review.id), {
      type: 'round.prolong',
      round: round.id,
      deadline: deadline.at,
      reason: reason.trim(),
    });
    setFault(answer.ok ? null : answer.error);
  };
  return (
    <form
      className={styles['form']}
      aria-label="Prolong the round"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void prolong();
      }}
    >
      <div className={styles['fields']}>
        <TextField
          label="Why is it prolonged?"
          value={reason}
          maxLength={2000}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the press just made
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
        <DeadlineFields deadline={deadline} zone={review.zone} />
      </div>
      {fault !== null && <Refusal fault={fault} />}
      <div className={styles['ways']}>
        <Button type="submit" disabled={!isReady}>
          Prolong it
        </Button>
        <Button kind="quiet" onClick={() => setIsOpen(false)}>
          Leave it
        </Button>
        <span className={styles['small']}>Whoever has the old file may still answer with it.</span>
      </div>
    </form>
  );
}
