import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { ReviewCommand } from '../../../shared/domain/review/commands.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { sendCommand } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './light.module.css';

/** Who dissents and why; one that stands when the time is over makes it a full review. */
export function Dissents({ review, workspace }: { readonly review: Review; readonly workspace: Workspace }) {
  const [by, setBy] = useState(workspace.me ?? '');
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const send = async (command: ReviewCommand) => {
    const answer = await sendCommand(review.id as ReviewId, command);
    setFault(answer.ok ? null : answer.error);
    if (answer.ok) setReason('');
  };
  const { dissents } = review.light;
  return (
    <>
      {dissents.length === 0 && <p className={styles['quiet']}>Nobody dissents.</p>}
      <ul>
        {dissents.map((each) => (
          <li key={each.by} className={styles['dissent']}>
            <span>
              <strong>{findMember(workspace, each.by)?.display ?? each.by}</strong>{' '}
              <span dir="auto">{each.reason}</span>
              <span className={styles['quiet']}> {formatDayTime(each.at, review.zone)}</span>
            </span>
            <Button kind="quiet" onClick={() => void send({ type: 'light.withdraw-dissent', by: each.by })}>
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={styles['line']}
        onSubmit={(event) => {
          event.preventDefault();
          void send({ type: 'light.dissent', by, reason });
        }}
      >
        <SelectField label="Who dissents" value={by} onChange={(event) => setBy(event.target.value)}>
          <option value="">choose</option>
          <MemberOptions members={workspace.members} />
        </SelectField>
        <TextField
          label="Why"
          value={reason}
          required
          maxLength={2000}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button type="submit">Dissent</Button>
      </form>
      {fault !== null && <Refusal fault={fault} />}
    </>
  );
}
