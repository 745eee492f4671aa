import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { reviewIdSchema } from '../../../shared/domain/ids.ts';
import { answersLack } from '../../../shared/domain/packet/answers-lack.ts';
import { answeredBy, type Round } from '../../../shared/domain/packet/round.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { sendCommand } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './rounds.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace; readonly round: Round; readonly now: number };

/** Merges the answers. Before the deadline only when everybody answered; below quorum only with a reason. */
export function SettleForm({ review, workspace, round, now }: Props) {
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const answered = answeredBy(round);
  const lacks = answersLack(review, answered, workspace);
  const isDue = now >= round.deadline || answered.length === round.reviewers.length;
  const asksWhy = (isDue || fault?.rule === 'M1.2') && lacks.length > 0;
  const settle = async () => {
    const answer = await sendCommand(reviewIdSchema.parse(review.id), {
      type: 'round.settle',
      round: round.id,
      inquorateReason: asksWhy && reason.trim() !== '' ? reason.trim() : null,
    });
    setFault(answer.ok ? null : answer.error);
  };
  return (
    <form
      className={styles['form']}
      aria-label="Settle the round"
      onSubmit={(event) => {
        event.preventDefault();
        void settle();
      }}
    >
      <p className={styles[lacks.length > 0 ? 'warn' : 'calm']} role="status">
        {lacks.length > 0
          ? `! No quorum among the answers so far: ${lacks.join('; ')}.`
          : `✓ The ${answered.length} answers are a quorum.`}
      </p>
      {asksWhy && (
        <TextField
          label="Why is it settled without a quorum?"
          hint="The record says so, and no gate token can come of it."
          value={reason}
          maxLength={2000}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {fault !== null && <Refusal fault={fault} />}
      <div className={styles['ways']}>
        <Button kind={isDue ? 'primary' : 'plain'} type="submit">
          {asksWhy && reason.trim() !== '' ? 'Settle it inquorate' : 'Settle the round'}
        </Button>
        {!isDue && (
          <span className={styles['small']}>once the deadline has passed, or everybody asked has answered</span>
        )}
      </div>
    </form>
  );
}
